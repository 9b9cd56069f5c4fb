package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.hibernate.TouchedEntities;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Bind;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Tells which managed entities and collections stand for rows that an erasure touches. One statement for 500 of them. */
final class ManagedRows implements TouchedEntities.Membership {

    private static final int KEYS_A_STATEMENT = 500;

    private final MappedSchema schema;
    private final ErasureScript script;
    private final RowConditions rows;
    private final RootValues root;
    private final SqlRun run;

    ManagedRows(MappedSchema schema, ErasureScript script, RowConditions rows, RootValues root, SqlRun run) {
        this.schema = schema;
        this.script = script;
        this.rows = rows;
        this.root = root;
        this.run = run;
    }

    @Override
    public Set<Integer> belonging(Connection connection, String mappingName, List<List<Object>> keys)
            throws SQLException {
        Optional<Entity> entity = schema.entities().values().stream()
                .filter(e -> e.mappingName().equals(mappingName))
                .findFirst();
        Set<Integer> positions = new HashSet<>();
        if (entity.isEmpty()) {
            return positions;
        }
        for (String part : entity.get().tables()) {
            for (Fragment touched : touched(part)) {
                find(schema.table(part), entity.get().keyOf(part), touched, keys, positions);
            }
        }
        return positions;
    }

    @Override
    public Set<Integer> collecting(Connection connection, String table, List<String> columns, List<List<Object>> keys)
            throws SQLException {
        Set<Integer> positions = new HashSet<>();
        for (Fragment touched : touched(table)) {
            Table of = schema.table(table);
            find(of, columns.stream().map(sql -> name(of, sql)).toList(), touched, keys, positions);
        }
        return positions;
    }

    private static String name(Table table, String sql) {
        return table.columns().stream()
                .filter(column -> column.sql().equals(sql))
                .map(Column::name)
                .findFirst()
                .orElseThrow();
    }

    /** Which rows of a table the work changes, each condition for itself. */
    private List<Fragment> touched(String table) {
        List<Fragment> touched = new ArrayList<>();
        script.model().table(table).ifPresent(owned -> touched.add(rows.belongs(owned)));
        script.model().mentions().stream()
                .filter(mention -> mention.table().key().equals(table))
                .forEach(mention -> touched.add(rows.mentioning(mention)));
        script.model().unlinks().stream()
                .filter(unlink -> unlink.table().key().equals(table))
                .forEach(unlink -> touched.add(unlinked(unlink)));
        script.moved().stream()
                .filter(moved -> moved.table().key().equals(table))
                .forEach(moved -> touched.add(moved.which()));
        return touched;
    }

    private Fragment unlinked(RootModel.Unlink unlink) {
        OwnedTable target = unlink.target();
        return rows.refersTo(ROW, unlink, "u", rows.belongs(target, target.paths(), "u"));
    }

    private void find(
            Table table, List<String> keyColumns, Fragment touched, List<List<Object>> keys, Set<Integer> positions)
            throws SQLException {
        Map<List<String>, Integer> wanted = new HashMap<>();
        List<Column> columns = keyColumns.stream().map(table::require).toList();
        for (int i = 0; i < keys.size(); i++) {
            wanted.put(text(columns, keys.get(i)), i);
        }
        for (int from = 0; from < keys.size(); from += KEYS_A_STATEMENT) {
            List<List<Object>> some = keys.subList(from, Math.min(keys.size(), from + KEYS_A_STATEMENT));
            List<Fragment> equal = new ArrayList<>();
            for (List<Object> key : some) {
                List<Fragment> parts = new ArrayList<>();
                for (int i = 0; i < keyColumns.size(); i++) {
                    parts.add(Fragment.of(
                            ROW + "." + table.require(keyColumns.get(i)).sql() + " = ?",
                            new Bind.Constant(ColumnValue.of(columns.get(i), key.get(i)))));
                }
                equal.add(Fragment.of("(").then(Fragment.join(" and ", parts)).then(")"));
            }
            Fragment sql = Fragment.of("select " + new RowColumns(ROW, table, keyColumns).list() + " from "
                            + table.sql() + " " + ROW + " where ")
                    .then(Fragment.any(equal))
                    .and(touched);
            try (PreparedStatement select = run.prepare(sql, root);
                    ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    List<Object> key = new ArrayList<>();
                    for (int i = 1; i <= keyColumns.size(); i++) {
                        key.add(Objects.requireNonNull(ColumnValue.read(found, i, columns.get(i - 1))));
                    }
                    Integer position = wanted.get(text(columns, key));
                    if (position != null) {
                        positions.add(position);
                    }
                }
            }
        }
    }

    private static List<String> text(List<Column> columns, List<Object> key) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            text.add(ColumnValue.text(columns.get(i), ColumnValue.of(columns.get(i), key.get(i))));
        }
        return text;
    }
}
