package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * As H2 says it. PostgreSQL says most of it the same way. The catalogue's names are in upper case: so they are found in every
 * mode, also where names are not folded.
 */
class H2Idiom implements Idiom {

    private static final int UUID_DIGITS = 32;

    @Override
    public String among(String column, ValueType type) {
        return column + " = any(?)";
    }

    @Override
    public String among(List<String> columns, List<ValueType> types) {
        if (columns.size() == 1) {
            return among(columns.get(0), types.get(0));
        }
        List<String> names =
                IntStream.range(0, columns.size()).mapToObj(i -> "k" + i).toList();
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        String list = String.join(", ", names);
        return "(" + String.join(", ", columns) + ") in (select " + list + " from unnest(" + marks + ") as k(" + list
                + "))";
    }

    @Override
    public String amongIgnoringCase(String column) {
        return "lower(" + column + ") in (select lower(v.plain) from unnest(?) as v(plain))";
    }

    @Override
    public void bindAmong(
            Connection connection,
            PreparedStatement statement,
            int index,
            ValueType type,
            List<? extends Object> values)
            throws SQLException {
        statement.setArray(index, array(connection, type, values));
    }

    private static Array array(Connection connection, ValueType type, List<? extends @Nullable Object> values)
            throws SQLException {
        @Nullable Object[] elements = type == ValueType.BINARY ? values.toArray(new byte[0][]) : values.toArray();
        return connection.createArrayOf(arrayType(type), elements);
    }

    private static String arrayType(ValueType type) {
        return switch (type) {
            case INTEGER -> "bigint";
            case UUID -> "uuid";
            case DECIMAL -> "numeric";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMP_TZ -> "timestamptz";
            case BOOLEAN -> "bool";
            case BINARY -> "bytea";
            default -> "varchar";
        };
    }

    @Override
    public List<BoundSql> insertions(List<NewRows> tables) {
        return tables.stream()
                .filter(rows -> !rows.isEmpty())
                .map(rows -> insertion(rows, " array"))
                .toList();
    }

    /** One row as it is, for an array costs more than a value; more of them as an array a column. */
    final BoundSql insertion(NewRows rows, String array) {
        if (rows.size() == 1) {
            return new BoundSql(rows.into().oneRow(), (statement, from) -> bindRow(statement, from, rows));
        }
        String lists = rows.into().columns().stream()
                .map(column -> "cast(? as " + elementType(column.type()) + array + ")")
                .collect(Collectors.joining(", "));
        return new BoundSql(
                rows.into().start() + "select * from unnest(" + lists + ")",
                (statement, from) -> bindRows(statement.getConnection(), statement, from, rows));
    }

    private int bindRow(PreparedStatement statement, int from, NewRows rows) throws SQLException {
        int index = from;
        for (Object value : rows.row(0)) {
            statement.setObject(index++, value == null ? null : bound(value));
        }
        return index;
    }

    String elementType(ValueType type) {
        return switch (type) {
            case BINARY -> "varbinary";
            case TIMESTAMP_TZ -> "timestamp(6) with time zone";
            default -> arrayType(type);
        };
    }

    final int bindRows(Connection connection, PreparedStatement statement, int from, NewRows rows) throws SQLException {
        int index = from;
        List<NewRows.Column> columns = rows.into().columns();
        for (int i = 0; i < columns.size(); i++) {
            statement.setArray(index++, array(connection, columns.get(i).type(), Arrays.asList(rows.column(i))));
        }
        return index;
    }

    @Override
    public String randomDigits(int digits) {
        String all = "rawtohex(random_uuid())";
        return digits == UUID_DIGITS ? all : "substring(" + all + ", 1, " + digits + ")";
    }

    @Override
    public String digest(String salt, String text, int digits) {
        return "substring(lower(rawtohex(hash('SHA-256', " + salt + " || " + text + "))), 1, " + digits + ")";
    }

    @Override
    public String unlike(String text, String prefix, int digits, String suffix) {
        // Blanks fill a column of fixed length.
        return "not regexp_like(" + text + ", " + pattern(prefix, digits, suffix + " *") + ")";
    }

    static String pattern(String prefix, int digits, String suffix) {
        return "'^" + prefix + "[0-9a-f]{" + digits + "}" + suffix + "$'";
    }

    /**
     * Left to choose, H2 begins with the table and asks for the few again for each of its rows. An outer join it takes as
     * written; rows without a match have nulls in the table's columns, of which no condition is true.
     */
    @Override
    public Fragment joined(Fragment few, String table, String on) {
        return few.then(" left join " + table + " on " + on);
    }

    /**
     * Whether a query within a condition is evaluated again for each row, though it is the same for all. H2 does so once the
     * transaction has locked or changed a row of a table in it, and the time grows with the square of the rows; a join it
     * evaluates once.
     */
    boolean asksForEachRow() {
        return true;
    }

    private Fragment.@Nullable Reach joined(Fragment which) {
        return asksForEachRow() ? which.reach() : null;
    }

    @Override
    public Fragment rows(String table, String alias, Fragment which) {
        Fragment.Reach reach = joined(which);
        if (reach == null) {
            return Idiom.super.rows(table, alias, which);
        }
        return joined(few(reach, alias), table + " " + alias, matched(reach, alias))
                .then(" where " + reach.columns().get(0) + " is not null")
                .then(rest(reach));
    }

    /** H2 locks no rows of a table in an outer join. */
    @Override
    public Fragment rowsToLock(String table, String alias, Fragment which) {
        Fragment.Reach reach = joined(which);
        return reach == null
                ? rows(table, alias, which)
                : few(reach, alias)
                        .then(" cross join " + table + " " + alias + " where " + matched(reach, alias))
                        .then(rest(reach));
    }

    /**
     * A query for each, whose rows are not fetched. To count them, in a query around it, takes H2 as long to read as five such
     * queries, and it holds the rows all the same.
     */
    @Override
    public List<Fragment> locking(List<Fragment> ordered) {
        return ordered.stream().map(query -> query.then(" for update")).toList();
    }

    @Override
    public Fragment deleting(String table, String alias, Fragment which) {
        Fragment.Reach reach = joined(which);
        return reach == null
                ? Idiom.super.deleting(table, alias, which)
                : merging(table, alias, reach).then("delete");
    }

    @Override
    public Fragment updating(String table, String alias, Fragment assignments, Fragment which) {
        Fragment.Reach reach = joined(which);
        return reach == null
                ? Idiom.super.updating(table, alias, assignments, which)
                : merging(table, alias, reach).then("update set ").then(assignments);
    }

    /** The start of a statement that does something to each of the rows, up to what it does. */
    private Fragment merging(String table, String alias, Fragment.Reach reach) {
        return Fragment.of("merge into " + table + " " + alias + " using ")
                .then(few(reach, alias))
                .then(" on (" + matched(reach, alias))
                .then(rest(reach))
                .then(") when matched then ");
    }

    private static Fragment rest(Fragment.Reach reach) {
        Fragment rest = Fragment.of("");
        for (Fragment more : reach.rest()) {
            rest = rest.and(more);
        }
        return rest;
    }

    /**
     * Each of the few once, so that a row has one match at most. Their columns have names that no condition written by hand,
     * whose columns stand alone, is likely to mean.
     */
    private Fragment few(Fragment.Reach reach, String alias) {
        List<String> columns = new ArrayList<>();
        for (String column : reach.few()) {
            columns.add(column + " as few_" + columns.size());
        }
        return Fragment.of("(select distinct " + String.join(", ", columns) + " from ")
                .then(rows(reach.table(), reach.alias(), reach.which()))
                .then(") " + few(alias));
    }

    private static String matched(Fragment.Reach reach, String alias) {
        return IntStream.range(0, reach.columns().size())
                .mapToObj(i -> reach.columns().get(i) + " = " + few(alias) + ".few_" + i)
                .collect(Collectors.joining(" and "));
    }

    private static String few(String alias) {
        return alias + "_few";
    }

    @Override
    public Fragment replacing(
            String table, Column column, List<List<@Nullable String>> values, String version, Fragment condition) {
        return Fragment.of("merge into " + table + " " + ROW + " using ")
                .then(pairs(values))
                .then(" on (" + same(column) + " and ")
                .then(condition)
                .then(") when matched then update" + set(column, version));
    }

    static Fragment pairs(List<List<@Nullable String>> values) {
        List<Bind> binds = new ArrayList<>();
        values.forEach(pair -> pair.forEach(value -> binds.add(new Bind.Constant(value))));
        return new Fragment(
                "(values "
                        + String.join(
                                ", ", Collections.nCopies(values.size(), "(cast(? as varchar), cast(? as varchar))"))
                        + ") as v(rasura_old, rasura_new)",
                binds);
    }

    final String same(Column column) {
        return "v.rasura_old = " + exactText(column, ROW + "." + column.sql());
    }

    final String set(Column column, String version) {
        return " set " + column.sql() + " = " + fromText(column, "v.rasura_new") + version;
    }

    /** A cast would make one JSON string of the whole text. */
    @Override
    public String fromText(Column column, String text) {
        return column.type() == ValueType.JSON ? text + " format json" : Idiom.super.fromText(column, text);
    }

    @Override
    public String unlike(String text, String pattern) {
        return "not regexp_like(rtrim(" + text + "), '" + pattern + "')";
    }

    /** H2 counts the two halves of a character beyond the first 65,536; one whose second half is cut off goes. */
    @Override
    public String prefix(String text, int characters) {
        return "regexp_replace(" + Idiom.super.prefix(text, characters) + ", '[\\x{D800}-\\x{DBFF}]\\z', '')";
    }

    /** Without the blanks that fill a column of fixed length. */
    @Override
    public String exactText(Column column, String expression) {
        return ColumnValue.fixed(column) ? "rtrim(" + expression + ")" : Idiom.super.exactText(column, expression);
    }

    @Override
    public boolean checksEachRow() {
        return true;
    }

    @Override
    public void beginCreating(Connection connection, String name) throws SQLException {
        // An embedded database has one node.
    }

    @Override
    public boolean exists(Connection connection, @Nullable String schema, String table) throws SQLException {
        String in = schema == null ? DatabaseFamily.currentSchema(connection) : schema;
        return found(
                connection,
                // Names of ours are in lower case; which case H2 folds them to is a setting of the database. Its own
                // upper and
                // lower follow the JVM's locale: in a Turkish one they would not meet.
                "select count(*) > 0 from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA in (?, ?) and TABLE_NAME in (?, ?)",
                in,
                in.toUpperCase(Locale.ROOT),
                table,
                table.toUpperCase(Locale.ROOT));
    }

    static boolean found(Connection connection, String sql, @Nullable String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setString(i + 1, values[i]);
            }
            try (ResultSet result = select.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    @Override
    public boolean isLockTimeout(String state, int vendorCode) {
        return state.equals("HYT00");
    }

    @Override
    public String foreignKeys() {
        return "select rc.CONSTRAINT_NAME, f.TABLE_SCHEMA, f.TABLE_NAME, f.COLUMN_NAME, p.TABLE_SCHEMA, p.TABLE_NAME,"
                + " p.COLUMN_NAME, false, rc.DELETE_RULE = 'CASCADE'"
                + " from INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS rc"
                + " join INFORMATION_SCHEMA.KEY_COLUMN_USAGE f on f.CONSTRAINT_SCHEMA = rc.CONSTRAINT_SCHEMA"
                + " and f.CONSTRAINT_NAME = rc.CONSTRAINT_NAME"
                + " join INFORMATION_SCHEMA.KEY_COLUMN_USAGE p on p.CONSTRAINT_SCHEMA = rc.UNIQUE_CONSTRAINT_SCHEMA"
                + " and p.CONSTRAINT_NAME = rc.UNIQUE_CONSTRAINT_NAME"
                + " and p.ORDINAL_POSITION = f.POSITION_IN_UNIQUE_CONSTRAINT"
                + " where f.TABLE_SCHEMA = ? or p.TABLE_SCHEMA = ?"
                + " order by f.TABLE_SCHEMA, f.TABLE_NAME, rc.CONSTRAINT_NAME, f.ORDINAL_POSITION";
    }

    @Override
    public String uniqueKeys() {
        return "select c.TABLE_NAME, c.INDEX_NAME, c.COLUMN_NAME, i.INDEX_TYPE_NAME = 'PRIMARY KEY'"
                + " from INFORMATION_SCHEMA.INDEX_COLUMNS c"
                + " join INFORMATION_SCHEMA.INDEXES i on i.INDEX_SCHEMA = c.INDEX_SCHEMA"
                + " and i.INDEX_NAME = c.INDEX_NAME and i.TABLE_SCHEMA = c.TABLE_SCHEMA"
                + " and i.TABLE_NAME = c.TABLE_NAME"
                + " where c.IS_UNIQUE and c.TABLE_SCHEMA = ?"
                + " order by c.TABLE_NAME, c.INDEX_NAME, c.ORDINAL_POSITION";
    }

    @Override
    public String indexes() {
        return "select TABLE_NAME, INDEX_NAME, COLUMN_NAME from INFORMATION_SCHEMA.INDEX_COLUMNS"
                + " where TABLE_SCHEMA = ? order by TABLE_NAME, INDEX_NAME, ORDINAL_POSITION";
    }
}
