package dev.rasura.internal.erasure;

import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.Bind;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.FoundRows;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The primary keys of rows that keep something and may let go of what they were found through: a retained row whose
 * reference to a deleted person is set to null is retained still. Read before the work, as texts; waits encrypted with the
 * values of the scan.
 *
 * @param keys by the table's key; a row's columns in the order of its primary key
 */
record RetainedKeys(Map<String, List<List<String>>> keys) {

    RetainedKeys {
        keys = Map.copyOf(keys);
    }

    static RetainedKeys none() {
        return new RetainedKeys(Map.of());
    }

    @Override
    public String toString() {
        return "RetainedKeys[withheld]";
    }

    /** The values by which the root's retained rows are found again. */
    static Map<List<String>, String> places(RootValues root) {
        Map<List<String>, String> places = new LinkedHashMap<>();
        root.texts().forEach((key, text) -> places.put(List.of(key.table(), key.column()), text));
        return places;
    }

    /** What asks for them, for one kind of subject; one statement, or none where no row can be lost. */
    record Search(List<OwnedTable> tables, Optional<Fragment> statement) {

        Search {
            tables = List.copyOf(tables);
        }

        static Search of(RootModel model, RowConditions rows, DatabaseFamily family) {
            List<OwnedTable> tables = model.tables().stream()
                    .filter(t -> keeps(t) && mayBeLost(model, t) && FoundRows.canKeep(t.table()))
                    .toList();
            List<Fragment> branches = new ArrayList<>();
            for (int i = 0; i < tables.size(); i++) {
                branches.add(branch(i, tables.get(i), rows, family));
            }
            return new Search(
                    tables,
                    branches.isEmpty() ? Optional.empty() : Optional.of(Fragment.join(" union all ", branches)));
        }

        private static Fragment branch(int number, OwnedTable table, RowConditions rows, DatabaseFamily family) {
            List<String> columns = new ArrayList<>();
            for (String name : table.table().primaryKey()) {
                columns.add(family.idiom()
                        .asKey(RowConditions.ROW + "."
                                + table.table().require(name).sql()));
            }
            columns.addAll(Collections.nCopies(
                    FoundRows.MOST_COLUMNS - columns.size(), family.idiom().asKey("null")));
            StringBuilder select = new StringBuilder("select v.* from (select " + number + " as place");
            for (int i = 0; i < columns.size(); i++) {
                select.append(", ").append(columns.get(i)).append(" as k").append(i);
            }
            Fragment own = rows.belongs(table, table.passing(), RowConditions.ROW);
            Fragment which = onPurpose(table) ? own : own.and(onAGround(table));
            return Fragment.of(select + " from ")
                    .then(family.idiom().rows(table.table().sql(), RowConditions.ROW, which))
                    .then(" fetch first " + ValueCollector.LIMIT + " rows only) v");
        }

        RetainedKeys read(SqlRun run, RootValues root) throws SQLException {
            if (statement.isEmpty()) {
                return none();
            }
            Map<String, List<List<String>>> keys = new LinkedHashMap<>();
            try (PreparedStatement prepared = run.prepare(statement.get(), root);
                    ResultSet result = prepared.executeQuery()) {
                while (result.next()) {
                    Table table = tables.get(result.getInt(1)).table();
                    List<String> key = new ArrayList<>();
                    for (int i = 0; i < table.primaryKey().size(); i++) {
                        key.add(result.getString(2 + i));
                    }
                    keys.computeIfAbsent(table.key(), t -> new ArrayList<>()).add(List.copyOf(key));
                }
            }
            return new RetainedKeys(keys);
        }

        private static boolean keeps(OwnedTable table) {
            return table.belongs() && (!table.grounds().isEmpty() || onPurpose(table));
        }

        private static boolean onPurpose(OwnedTable table) {
            return table.has(RowAction.ANONYMISE)
                    && table.columns().stream()
                            .anyMatch(c -> c.personal()
                                    && c.overwrite() != null
                                    && (c.overwrite().strategy() == Strategy.KEEP
                                            || c.overwrite().strategy() == Strategy.JSON
                                            || !c.overwrite().keepWhen().isEmpty()));
        }

        private static boolean mayBeLost(RootModel model, OwnedTable table) {
            return table.passing().stream()
                    .flatMap(path -> path.edges().stream())
                    .anyMatch(edge -> edge.kind() == Edge.Kind.SOFT
                            || edge.kind() == Edge.Kind.OWNED
                            || edge.kind() == Edge.Kind.SAME
                            || table.columns().stream().anyMatch(c -> !c.whose().isEmpty())
                            || model.unlinks().stream()
                                    .anyMatch(u -> u.table().key().equals(edge.from())
                                            && u.key().columns().equals(edge.fromColumns())));
        }
    }

    static Fragment onAGround(OwnedTable table) {
        return Fragment.any(table.grounds().stream()
                .map(g -> Fragment.of("(" + g.sql() + ")"))
                .toList());
    }

    /** That a row's key is among them; empty if none of the table's is. */
    Optional<Fragment> condition(Table table, String alias, DatabaseFamily family) {
        List<List<String>> ofTable = keys.getOrDefault(table.key(), List.of());
        List<Column> key = table.primaryKey().stream().map(table::require).toList();
        List<List<Object>> columns = new ArrayList<>();
        key.forEach(c -> columns.add(new ArrayList<>()));
        for (List<String> row : ofTable) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                value(key.get(i), row.get(i)).ifPresent(values::add);
            }
            if (values.size() == key.size()) {
                for (int i = 0; i < key.size(); i++) {
                    columns.get(i).add(values.get(i));
                }
            }
        }
        if (columns.isEmpty() || columns.get(0).isEmpty()) {
            return Optional.empty();
        }
        List<Bind> binds = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            binds.add(new Bind.Among(key.get(i).type(), columns.get(i)));
        }
        return Optional.of(new Fragment(
                family.idiom()
                        .among(
                                key.stream().map(c -> alias + "." + c.sql()).toList(),
                                key.stream().map(Column::type).toList()),
                binds));
    }

    private static Optional<Object> value(Column column, String text) {
        return column.type() == ValueType.DECIMAL ? Optional.of(new BigDecimal(text)) : ColumnValue.parse(column, text);
    }
}
