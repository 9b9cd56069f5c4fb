package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.RowAction;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.residue.Needle;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads, before an erasure, the values a residue scan will look for, and which of them rows of others hold as well: a
 * telephone two people share cannot show afterwards that one of them is still there. Two statements a column.
 */
final class ValueCollector {

    /** More values than this are not kept, and the attestation says so. */
    static final int LIMIT = 10_000;

    private static final Set<ValueType> SEARCHED =
            Set.of(ValueType.TEXT, ValueType.INTEGER, ValueType.DECIMAL, ValueType.UUID);

    private final RootModel model;
    private final RowConditions rows;
    private final List<Source> sources = new ArrayList<>();
    private final Set<String> unsearched = new TreeSet<>();

    /** Columns whose values count together. */
    private record Source(OwnedTable table, List<ColumnPlan> columns, Needle.Kind kind, boolean distinctive) {}

    ValueCollector(RootModel model, RowConditions rows) {
        this.model = model;
        this.rows = rows;
        model.tables().forEach(this::addSources);
    }

    private void addSources(OwnedTable table) {
        if (passing(table).isEmpty()) {
            return;
        }
        for (ColumnPlan column : table.columns()) {
            if (!searchable(column)) {
                if (column.personal()
                        && Objects.requireNonNull(column.category()).distinctive()) {
                    unsearched.add(table.table().name() + "." + column.column().name() + ": values of type "
                            + column.column().sqlType() + " are not looked for elsewhere");
                }
                continue;
            }
            DataCategory category = Objects.requireNonNull(column.category());
            if (category.distinctive()) {
                Needle.Kind kind = category == DataCategory.PHONE ? Needle.Kind.PHONE : Needle.Kind.TEXT;
                sources.add(new Source(table, List.of(column), kind, true));
            } else if (category == DataCategory.GIVEN_NAME || category == DataCategory.FAMILY_NAME) {
                sources.add(new Source(table, List.of(column), Needle.Kind.TEXT, false));
            }
            if (category == DataCategory.GIVEN_NAME) {
                table.columns().stream()
                        .filter(c -> searchable(c) && c.category() == DataCategory.FAMILY_NAME)
                        .forEach(family ->
                                sources.add(new Source(table, List.of(column, family), Needle.Kind.TOGETHER, true)));
            }
        }
    }

    private static boolean searchable(ColumnPlan column) {
        ValueType type = column.column().type();
        return column.personal() && SEARCHED.contains(type);
    }

    private static List<OwnershipPath> passing(OwnedTable table) {
        return table.paths().stream()
                .filter(p -> p.action() != RowAction.UNLINK)
                .toList();
    }

    RememberedValues collect(SqlRun run, RootValues root) throws SQLException {
        Map<List<String>, Found> found = new LinkedHashMap<>();
        boolean truncated = false;
        for (Source source : sources) {
            Set<List<String>> own = read(run, root, own(source));
            own.removeIf(parts -> parts.stream().anyMatch(ValueCollector::isErased));
            Set<List<String>> others =
                    source.distinctive() && !own.isEmpty() ? read(run, root, others(source)) : Set.of();
            for (List<String> parts : own) {
                if (found.size() == LIMIT) {
                    truncated = true;
                    break;
                }
                found.merge(parts, new Found(source.kind(), source.distinctive(), others.contains(parts)), Found::or);
            }
        }
        addNamesOfSeveralTables(run, root, found);
        List<RememberedValues.Value> values = new ArrayList<>();
        found.forEach((parts, what) ->
                values.add(new RememberedValues.Value(what.kind(), parts, what.byCategory() && !what.othersHaveIt())));
        Map<List<String>, String> places = new LinkedHashMap<>();
        root.all().forEach((key, known) -> {
            if (!known.isEmpty()) {
                places.put(List.of(key.table(), key.column()), known.get(0).toString());
            }
        });
        return new RememberedValues(model.root().name(), values, places, List.copyOf(unsearched), truncated);
    }

    /** What is known of a value, from all columns it stands in: one of them makes it distinctive, one of them shared. */
    private record Found(Needle.Kind kind, boolean byCategory, boolean othersHaveIt) {
        Found or(Found more) {
            return new Found(
                    byCategory ? kind : more.kind, byCategory || more.byCategory, othersHaveIt || more.othersHaveIt);
        }
    }

    /** A name may be spread over the tables of one inheritance, of which the subject has one row each. */
    private void addNamesOfSeveralTables(SqlRun run, RootValues root, Map<List<String>, Found> found)
            throws SQLException {
        for (Source given : names(DataCategory.GIVEN_NAME)) {
            for (Source family : names(DataCategory.FAMILY_NAME)) {
                if (given.table().equals(family.table())) {
                    continue;
                }
                for (List<String> first : read(run, root, own(given))) {
                    for (List<String> last : read(run, root, own(family))) {
                        if (!isErased(first.get(0)) && !isErased(last.get(0))) {
                            found.putIfAbsent(
                                    List.of(first.get(0), last.get(0)), new Found(Needle.Kind.TOGETHER, true, false));
                        }
                    }
                }
            }
        }
    }

    private List<Source> names(DataCategory category) {
        return sources.stream()
                .filter(s -> s.table().isRoot()
                        && s.columns().size() == 1
                        && s.columns().get(0).category() == category)
                .toList();
    }

    private Fragment own(Source source) {
        return select(source, ROW).then(" where ").then(rows.belongs(source.table(), passing(source.table()), ROW));
    }

    private Fragment others(Source source) {
        return select(source, ROW)
                .then(" where (" + columns(source, ROW) + ") in (")
                .then(select(source, "s"))
                .then(" where ")
                .then(rows.belongs(source.table(), passing(source.table()), "s"))
                .then(") and ")
                .then(rows.belongsToOthers(source.table()))
                .then(
                        shared(source.table())
                                ? Fragment.of("")
                                : Fragment.of(" and ").then(notOwn(source.table())));
    }

    /** Rows that are the subject's as well do not make a value shared, unless they are kept because they are shared. */
    private Fragment notOwn(OwnedTable table) {
        return rows.belongs(table, table.paths(), ROW).isNotTrue();
    }

    private boolean shared(OwnedTable table) {
        return model.shared().stream().anyMatch(s -> s.table().equals(table));
    }

    private static Fragment select(Source source, String alias) {
        return Fragment.of("select distinct " + columns(source, alias) + " from "
                + source.table().table().sql() + " " + alias);
    }

    private static String columns(Source source, String alias) {
        return source.columns().stream()
                .map(c -> alias + "." + c.column().sql())
                .collect(Collectors.joining(", "));
    }

    private static Set<List<String>> read(SqlRun run, RootValues root, Fragment sql) throws SQLException {
        Set<List<String>> found = new HashSet<>();
        try (PreparedStatement statement = run.prepare(sql, root)) {
            statement.setMaxRows(LIMIT + 1);
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> parts = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        String part = result.getString(i);
                        if (part != null && !part.isBlank()) {
                            parts.add(part);
                        }
                    }
                    if (parts.size() == columns) {
                        found.add(List.copyOf(parts));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isErased(String value) {
        return OverwriteSql.isWritten(value);
    }
}
