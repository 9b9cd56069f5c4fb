package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As MariaDB says it. It has no arrays, so many values are bound as one JSON text. Its texts compare by the column's
 * collation, mostly without case, accents and blanks at the end: where that could take one person for another, the
 * characters themselves are compared.
 */
final class MariaIdiom implements Idiom {

    private static final String TEXT = "longtext character set utf8mb4";

    /** ER_LOCK_WAIT_TIMEOUT, which has no SQLSTATE of its own. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private static final int CREATION_SECONDS = 60;

    /** So many rows at once: MariaDB takes 65,535 values a statement. */
    private static final int ROWS_A_STATEMENT = 5_000;

    @Override
    public String among(String column, ValueType type) {
        return compared(column, type) + " in (select " + value("j.v", type) + " from " + rows(type) + " j)";
    }

    @Override
    public String among(List<String> columns, List<ValueType> types) {
        if (columns.size() == 1) {
            return among(columns.get(0), types.get(0));
        }
        List<String> compared = new ArrayList<>();
        List<String> values = new ArrayList<>();
        StringBuilder from = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            compared.add(compared(columns.get(i), types.get(i)));
            values.add(value("j" + i + ".v", types.get(i)));
            from.append(i == 0 ? "" : " join ")
                    .append(rows(types.get(i)))
                    .append(" j")
                    .append(i)
                    .append(i == 0 ? "" : " on j" + i + ".n = j0.n");
        }
        return "(" + String.join(", ", compared) + ") in (select " + String.join(", ", values) + " from " + from + ")";
    }

    /** The values were read from rows: it is these rows that are meant, and not those that are like them. */
    private String compared(String column, ValueType type) {
        return type.text() ? exact(column) : column;
    }

    private String value(String value, ValueType type) {
        return switch (type) {
            case UUID -> "cast(" + value + " as uuid)";
            case BINARY -> "unhex(" + value + ")";
            default -> compared(value, type);
        };
    }

    private static String rows(ValueType type) {
        return rows(
                switch (type) {
                    case INTEGER -> "bigint";
                    case BOOLEAN -> "boolean";
                    case DECIMAL -> "decimal(65, 30)";
                    case DATE -> "date";
                    case TIME -> "time(6)";
                    case TIMESTAMP, TIMESTAMP_TZ -> "datetime(6)";
                    case UUID -> "varchar(36)";
                    default -> TEXT;
                });
    }

    @Override
    public String amongIgnoringCase(String column) {
        return exact("lower(" + column + ")") + " in (select " + exact("lower(j.v)") + " from " + rows(TEXT) + " j)";
    }

    /** A value that does not fit would otherwise become null, and its rows would be missed. */
    private static String rows(String type) {
        return "json_table(?, '$[*]' columns (n for ordinality, v " + type + " path '$' error on error))";
    }

    @Override
    public void bindAmong(
            Connection connection,
            PreparedStatement statement,
            int index,
            ValueType type,
            List<? extends Object> values)
            throws SQLException {
        statement.setString(index, MariaValues.json(values));
    }

    @Override
    public boolean equalTextsMayDiffer() {
        return true;
    }

    @Override
    public String exact(String text) {
        return "convert(" + text + " using utf8mb4) collate utf8mb4_nopad_bin";
    }

    @Override
    public String asText(String expression) {
        return exact(expression);
    }

    /** Two bars mean «or» unless the session says otherwise. */
    @Override
    public String concat(List<String> texts) {
        return "concat(" + String.join(", ", texts) + ")";
    }

    /** By the text's weights: a reference may differ from the key in case and in blanks at the end. */
    @Override
    public String digest(String salt, String text, int digits) {
        return "left(sha2(concat(" + salt + ", hex(weight_string(rtrim(convert(" + text
                + " using utf8mb4)) collate utf8mb4_general_ci))), 256), " + digits + ")";
    }

    @Override
    public List<BoundSql> insertions(List<NewRows> tables) {
        List<BoundSql> statements = new ArrayList<>();
        for (NewRows rows : tables) {
            for (int from = 0; from < rows.size(); from += ROWS_A_STATEMENT) {
                statements.add(insertion(rows, from, Math.min(rows.size(), from + ROWS_A_STATEMENT)));
            }
        }
        return statements;
    }

    private BoundSql insertion(NewRows rows, int first, int end) {
        String row = "("
                + String.join(", ", Collections.nCopies(rows.into().columns().size(), "?")) + ")";
        String sql = rows.into().start() + "values " + String.join(", ", Collections.nCopies(end - first, row));
        return new BoundSql(sql, (insert, from) -> {
            int index = from;
            for (int i = first; i < end; i++) {
                for (Object value : rows.row(i)) {
                    insert.setObject(index++, value == null ? null : bound(value));
                }
            }
            return index;
        });
    }

    /** Its own UUIDs are made of clock and network address. */
    @Override
    public String randomDigits(int digits) {
        return "left(lower(hex(random_bytes(16))), " + digits + ")";
    }

    /** The length too: before a line break at the end, the end of the text is matched as well. */
    @Override
    public String unlike(String text, String prefix, int digits, String suffix) {
        int length = prefix.length() + digits + suffix.length();
        return "not (" + text + " regexp '(?-i)^" + prefix + "[0-9a-f]{" + digits + "}" + suffix + "$' and char_length("
                + text + ") = " + length + ")";
    }

    /** Blanks are refused apart: before a line break at the end, the end of the text is matched as well. */
    @Override
    public String unlike(String text, String pattern) {
        return "not (" + text + " regexp '(?-i)" + pattern + "' and " + text + " not regexp '[[:space:]]')";
    }

    /** What is assigned is converted; JSON is text. */
    @Override
    public String fromText(Column column, String text) {
        return column.type() == ValueType.UUID ? "cast(" + text + " as uuid)" : text;
    }

    @Override
    public String differs(String expression, String other) {
        return "not (" + expression + " <=> " + other + ")";
    }

    @Override
    public String truncated(ValueType type, String expression, DatePrecision precision) {
        String format = precision == DatePrecision.YEAR ? "%Y-01-01" : "%Y-%m-01";
        String cut = type == ValueType.DATE ? "date" : "datetime(6)";
        return "cast(date_format(" + expression + ", '" + format + "') as " + cut + ")";
    }

    /** An alias in the plain form came with a later version. */
    @Override
    public Fragment deleting(String table, String alias, Fragment which) {
        return Fragment.of("delete " + alias + " from ").then(rows(table, alias, which));
    }

    /** Left to itself, the server has each assignment see what those before it have written. */
    @Override
    public Fragment updating(String table, String alias, Fragment assignments, Fragment which) {
        return Fragment.of("set statement sql_mode = concat(@@sql_mode, ',SIMULTANEOUS_ASSIGNMENT') for ")
                .then(Idiom.super.updating(table, alias, assignments, which));
    }

    /** A query within a query loses its order, and with it its own existence, unless it has a limit. */
    @Override
    public List<Fragment> locking(List<Fragment> ordered) {
        return Idiom.counted(ordered, " limit 18446744073709551615 for update");
    }

    @Override
    public Fragment replacing(
            String table, Column column, List<List<@Nullable String>> values, String version, Fragment condition) {
        return Fragment.of(
                        "update " + table + " " + ROW + " join json_table(?, '$[*]' columns ("
                                + "rasura_old longtext character set utf8mb4 path '$[0]' error on error,"
                                + " rasura_new longtext character set utf8mb4 path '$[1]' error on error)) v on "
                                + exact("v.rasura_old") + " = " + exactText(column, ROW + "." + column.sql()) + " set "
                                + ROW + "." + column.sql() + " = " + fromText(column, "v.rasura_new") + version
                                + " where ",
                        new Bind.Constant(MariaValues.json(values)))
                .then(condition);
    }

    /**
     * The server's one type for points in time ends in 2038 and follows the session's zone. So Hibernate writes them as what
     * the clock says in UTC, and so do we; the driver left to itself would take the JVM's zone.
     */
    @Override
    public Object bound(Object value) {
        return value instanceof OffsetDateTime time ? LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC) : value;
    }

    @Override
    public String now(ValueType type) {
        return type == ValueType.TIMESTAMP_TZ ? "utc_timestamp(6)" : "localtimestamp(6)";
    }

    @Override
    public @Nullable Instant stored(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    @Override
    public Optional<Set<String>> running(Connection connection) throws SQLException {
        return MariaTransactions.running(connection);
    }

    @Override
    public Set<String> prepared(Connection connection) throws SQLException {
        return MariaTransactions.prepared(connection);
    }

    /** A condition with a subquery is not looked up in an index by a delete. */
    @Override
    public boolean locksRowsItPasses() {
        return true;
    }

    @Override
    public boolean checksEachRow() {
        return true;
    }

    @Override
    public void beginCreating(Connection connection, String name) throws SQLException {
        if (!H2Idiom.found(connection, "select get_lock(?, " + CREATION_SECONDS + ")", name)) {
            throw new SQLException(
                    "Another node has been creating the tables for too long.", "HY000", LOCK_WAIT_TIMEOUT);
        }
    }

    @Override
    public void endCreating(Connection connection, String name) throws SQLException {
        H2Idiom.found(connection, "select release_lock(?)", name);
    }

    @Override
    public boolean exists(Connection connection, @Nullable String schema, String table) throws SQLException {
        return H2Idiom.found(
                connection,
                "select count(*) > 0 from information_schema.tables"
                        + " where table_schema = coalesce(?, database()) and table_name = ?",
                schema,
                table);
    }

    @Override
    public boolean isLockTimeout(String state, int vendorCode) {
        return vendorCode == LOCK_WAIT_TIMEOUT;
    }

    @Override
    public String foreignKeys() {
        return "select k.constraint_name, k.table_schema, k.table_name, k.column_name, k.referenced_table_schema,"
                + " k.referenced_table_name, k.referenced_column_name, false, rc.delete_rule = 'CASCADE'"
                + " from information_schema.key_column_usage k join information_schema.referential_constraints rc"
                + " on rc.constraint_schema = k.constraint_schema and rc.constraint_name = k.constraint_name"
                + " and rc.table_name = k.table_name"
                + " where k.referenced_table_name is not null and (k.table_schema = ? or k.referenced_table_schema = ?)"
                + " order by k.table_schema, k.table_name, k.constraint_name, k.ordinal_position";
    }

    @Override
    public String uniqueKeys() {
        return "select table_name, index_name, column_name, index_name = 'PRIMARY' from information_schema.statistics"
                + " where non_unique = 0 and table_schema = ? order by table_name, index_name, seq_in_index";
    }

    @Override
    public String indexes() {
        // Of a prefix no value can be looked up alone.
        return "select table_name, index_name, case when sub_part is null then column_name end"
                + " from information_schema.statistics where index_type in ('BTREE', 'HASH') and table_schema = ?"
                + " order by table_name, index_name, seq_in_index";
    }

    @Override
    public String asKey(String expression) {
        return "cast(" + expression + " as char(255) character set utf8mb4)";
    }

    @Override
    public String localTimestamp() {
        return "datetime(6)";
    }

    /** A null takes the type of what it stands beside; columns' types are not those of casts. */
    @Override
    public String absent(Column column) {
        return "null";
    }

    @Override
    public String fromKey(String text, ValueType type, String sqlType) {
        return type == ValueType.INTEGER ? "cast(" + text + " as signed)" : Idiom.super.fromKey(text, type, sqlType);
    }

    @Override
    public String unfitTables() {
        return "select table_name, case table_type when 'SYSTEM VERSIONED' then"
                + " 'is versioned by the database itself, whose history no statement can erase."
                + " Drop the versioning, or take the table out of every subject''s reach' else"
                + " concat('is kept by the engine ', engine,"
                + " ', which has neither transactions nor foreign keys. Convert it to InnoDB') end"
                + " from information_schema.tables where table_schema = ?"
                + " and (table_type = 'SYSTEM VERSIONED' or (table_type = 'BASE TABLE' and engine <> 'InnoDB'))";
    }
}
