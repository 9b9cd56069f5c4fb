package dev.rasura.internal.retention;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.datamap.CompiledMap.Expiry;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Bind;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.KeyComparison;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.RowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a rule expires: their period is over, the rule's own condition holds, no ground retains them, and, where
 * they are anonymised, something in them is still to be overwritten. Conditions that are unknown (a null in them) do not
 * hold, and grounds that are unknown do not retain.
 */
final class DueRows {

    private final DatabaseFamily family;
    private final Table table;
    private final List<Column> key;
    private final KeyComparison rootKeys;
    private final Fragment over;
    private final @Nullable Fragment retained;

    /** @param start what the column at which the period starts is compared with */
    DueRows(MappedSchema schema, Expiry expiry, DatabaseFamily family, Object start) {
        RootModel model = expiry.model();
        this.family = family;
        this.table = schema.table(model.root().table());
        this.key = keyColumns(schema, expiry);
        this.rootKeys = new KeyComparison(schema, model, RootForm.MANY, family);
        this.over = over(schema, expiry, family, start);
        OwnedTable own = model.table(table.key()).orElseThrow();
        this.retained = own.grounds().isEmpty() ? null : RowConditions.notRetained(own);
    }

    static Column startColumn(MappedSchema schema, Expiry expiry) {
        return schema.table(expiry.model().root().table())
                .require(expiry.start().columns().get(0));
    }

    static List<Column> keyColumns(MappedSchema schema, Expiry expiry) {
        Table table = schema.table(expiry.model().root().table());
        return Objects.requireNonNull(expiry.model().rootTables().get(table.key())).stream()
                .map(table::require)
                .toList();
    }

    private static Fragment over(MappedSchema schema, Expiry expiry, DatabaseFamily family, Object start) {
        RootModel model = expiry.model();
        Fragment over = Fragment.of(
                ROW + "." + startColumn(schema, expiry).sql() + " < ?"
                        + RowConditions.ofType(schema, model.root(), ROW),
                new Bind.Constant(start));
        if (!expiry.rule().when().isBlank()) {
            over = over.then(" and ((" + expiry.rule().when() + ") is true)");
        }
        return model.action() == RowAction.ANONYMISE ? over.and(overwritable(schema, model, family)) : over;
    }

    private static Fragment overwritable(MappedSchema schema, RootModel model, DatabaseFamily family) {
        Table root = schema.table(model.root().table());
        List<String> rootKey = Objects.requireNonNull(model.rootTables().get(root.key()));
        OverwriteSql overwrites = new OverwriteSql(family);
        List<Fragment> parts = new ArrayList<>();
        for (OwnedTable part : model.tables()) {
            if (!part.overwritesRoot()) {
                continue;
            }
            boolean own = part.table().key().equals(root.key());
            String alias = own ? ROW : "p" + parts.size();
            Fragment due = Fragment.any(part.overwritten().stream()
                    .map(column -> overwrites.due(part.table(), column, alias))
                    .toList());
            parts.add(
                    own
                            ? due
                            : Fragment.of("exists (select 1 from "
                                            + part.table().sql() + " " + alias + " where "
                                            + equal(alias, part.table(), part.rootKey(), ROW, root, rootKey)
                                            + " and ")
                                    .then(due)
                                    .then(")"));
        }
        return Fragment.any(parts);
    }

    /** How many rows are due. */
    long count(Connection connection) throws SQLException {
        return count(connection, due());
    }

    /** How many rows would be due, but are retained on a ground. */
    long countRetained(Connection connection) throws SQLException {
        return retained == null ? 0 : count(connection, over.and(retained.isNotTrue()));
    }

    /** The keys of the oldest rows that are due. */
    List<RowKey> oldest(Connection connection, Column start, int rows) throws SQLException {
        return keys(
                connection,
                select().then(due()).then(" order by " + ROW + "." + start.sql() + ", " + keySql() + first(rows)),
                new RootValues(RootForm.MANY, family));
    }

    /** Locks the next rows that are due and that nobody else has locked, in the order of their keys. */
    List<RowKey> next(Connection connection, @Nullable RowKey after, int rows) throws SQLException {
        Fragment sql = select().then(due());
        if (after != null) {
            sql = sql.and(after(after));
        }
        return keys(
                connection,
                sql.then(" order by " + keySql() + first(rows) + " for update skip locked"),
                new RootValues(RootForm.MANY, family));
    }

    /** Locks those of the rows that are due still and that nobody else has locked. */
    List<RowKey> lockAmong(Connection connection, List<RowKey> some) throws SQLException {
        return among(connection, some, " order by " + keySql() + " for update skip locked");
    }

    /** Which of the rows are due. */
    List<RowKey> among(Connection connection, List<RowKey> some) throws SQLException {
        return among(connection, some, "");
    }

    private List<RowKey> among(Connection connection, List<RowKey> some, String ending) throws SQLException {
        List<String> names = key.stream().map(Column::name).toList();
        RootValues values = new RootValues(RootForm.MANY, family);
        for (int i = 0; i < names.size(); i++) {
            int position = i;
            values.put(
                    table,
                    names.get(i),
                    some.stream().map(k -> k.values().get(position)).toList());
        }
        Fragment sql = select().then(rootKeys.rootKey(new RowColumns(ROW, table, names), table.key()))
                .and(due())
                .then(ending);
        return keys(connection, sql, values);
    }

    /** The keys behind the one given, in the order of the keys' columns. */
    private Fragment after(RowKey last) {
        List<Fragment> alternatives = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            List<Fragment> parts = new ArrayList<>();
            for (int j = 0; j <= i; j++) {
                parts.add(Fragment.of(
                        ROW + "." + key.get(j).sql() + (j < i ? " = ?" : " > ?"),
                        new Bind.Constant(last.values().get(j))));
            }
            alternatives.add(
                    Fragment.of("(").then(Fragment.join(" and ", parts)).then(")"));
        }
        return Fragment.any(alternatives);
    }

    private Fragment due() {
        return retained == null ? over : over.and(retained);
    }

    private Fragment select() {
        return Fragment.of("select " + keySql() + " from " + table.sql() + " " + ROW + " where ");
    }

    private String keySql() {
        return key.stream().map(c -> ROW + "." + c.sql()).collect(Collectors.joining(", "));
    }

    private static String first(int rows) {
        return " fetch first " + rows + " rows only";
    }

    private long count(Connection connection, Fragment which) throws SQLException {
        Fragment sql = Fragment.of("select count(*) from " + table.sql() + " " + ROW + " where ")
                .then(which);
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            new RootValues(RootForm.MANY, family).bind(connection, statement, sql);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private List<RowKey> keys(Connection connection, Fragment sql, RootValues bound) throws SQLException {
        List<RowKey> keys = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
            bound.bind(connection, statement, sql);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Object> values = new ArrayList<>();
                    for (Column column : key) {
                        values.add(Objects.requireNonNull(ColumnValue.read(rows, values.size() + 1, column)));
                    }
                    keys.add(new RowKey(values));
                }
            }
        }
        return keys;
    }

    private static String equal(
            String left,
            Table leftTable,
            List<String> leftColumns,
            String right,
            Table rightTable,
            List<String> rightColumns) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < leftColumns.size(); i++) {
            parts.add(left + "." + leftTable.require(leftColumns.get(i)).sql() + " = " + right + "."
                    + rightTable.require(rightColumns.get(i)).sql());
        }
        return String.join(" and ", parts);
    }
}
