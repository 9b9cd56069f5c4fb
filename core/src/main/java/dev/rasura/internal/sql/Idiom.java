package dev.rasura.internal.sql;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a database family says what each family says in words of its own. Every SQL text that is not common to all families
 * is written in an implementation of this, one a family; who needs another asks for it here, and does not ask which family
 * it is.
 */
public interface Idiom {

    /** Says that a column's value is among those that {@link #bindAmong} binds to the one question mark in it. */
    String among(String column, ValueType type);

    /**
     * Says that the values of several columns are, together, among those that {@link #bindAmong} binds to one question mark
     * a column: the first of the first list with the first of the second, and so on.
     */
    String among(List<String> columns, List<ValueType> types);

    /** As {@link #among(String, ValueType)} for texts, whatever their case. Lower case is the database's own: Java's differs from it. */
    String amongIgnoringCase(String column);

    /** Binds the values to the question mark of {@link #among(String, ValueType)}. */
    void bindAmong(
            Connection connection,
            PreparedStatement statement,
            int index,
            ValueType type,
            List<? extends Object> values)
            throws SQLException;

    /** Prepares a statement that ends in the condition that a text column's value is among the given ones. */
    default PreparedStatement prepareAmong(Connection connection, String start, String column, List<String> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(start + among(column, ValueType.TEXT));
        try {
            bindAmong(connection, statement, 1, ValueType.TEXT, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /**
     * Inserts the rows of several tables, those of the first first, in as few statements as the database can: one for all of
     * them, or one a table. The number of rows makes no difference to the number of statements up to some thousands.
     *
     * @return how many statements that took
     */
    default int insertAll(Connection connection, List<NewRows> tables) throws SQLException {
        List<BoundSql> statements = insertions(tables);
        for (BoundSql insertion : statements) {
            try (PreparedStatement statement = connection.prepareStatement(insertion.sql())) {
                insertion.binding().bind(statement, 1);
                statement.executeUpdate();
            }
        }
        return statements.size();
    }

    /** The statements of {@link #insertAll}, for a caller that runs them with others. */
    List<BoundSql> insertions(List<NewRows> tables);

    /**
     * The transactions that sessions of this database work in, but for the connection's own, each by a name that no later one
     * has while it lasts; empty where the database does not tell them, or not this user.
     */
    default Optional<Set<String>> running(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /** The transactions that are prepared and that no session works in any more, as {@link #running} names them. */
    default Set<String> prepared(Connection connection) throws SQLException {
        return Set.of();
    }

    /** Whether equal texts may differ, in case, accents or blanks at the end, as the column's collation has it. */
    default boolean equalTextsMayDiffer() {
        return false;
    }

    /** The text as an expression that equals another such only if all characters are the same. */
    default String exact(String text) {
        return text;
    }

    /** The expression's value as text, so that values of any type can stand in one column. */
    default String asText(String expression) {
        return "cast(" + expression + " as varchar)";
    }

    /** Texts one after the other. */
    default String concat(List<String> texts) {
        return String.join(" || ", texts);
    }

    /** Lower-case hexadecimal digits, others for each row, at most 32. */
    String randomDigits(int digits);

    /**
     * Lower-case hexadecimal digits of the SHA-256 of a salt and a text; the same for texts that a key and a reference to it
     * may hold as equal.
     */
    String digest(String salt, String text, int digits);

    /**
     * True for a text that has not, as a whole, and but for blanks that fill a column of fixed length, this form: the prefix, so many
     * lower-case hexadecimal digits, the suffix.
     */
    String unlike(String text, String prefix, int digits, String suffix);

    /** Says of an expression that it is not the value of another one; nulls are values. */
    default String differs(String expression, String other) {
        return expression + " is distinct from " + other;
    }

    /** The first characters of a text, none of them half. */
    default String prefix(String text, int characters) {
        return "substring(" + text + ", 1, " + characters + ")";
    }

    /** A date or point in time, cut to the first of its month or year. */
    default String truncated(ValueType type, String expression, DatePrecision precision) {
        String cut = "date_trunc('" + precision.name().toLowerCase(Locale.ROOT) + "', " + expression + ")";
        return type == ValueType.DATE ? "cast(" + cut + " as date)" : cut;
    }

    /** A table's rows with the condition, as they stand behind {@code from} in a query; they have the alias. */
    default Fragment rows(String table, String alias, Fragment which) {
        return Fragment.of(table + " " + alias + " where ").then(which);
    }

    /** As {@link #rows}, in a query that locks the rows. */
    default Fragment rowsToLock(String table, String alias, Fragment which) {
        return rows(table, alias, which);
    }

    /** Deletes a table's rows with the condition; they have the alias. */
    default Fragment deleting(String table, String alias, Fragment which) {
        return Fragment.of("delete from ").then(rows(table, alias, which));
    }

    /** Updates a table's rows with the condition, as the assignments say; they have the alias. */
    default Fragment updating(String table, String alias, Fragment assignments, Fragment which) {
        return Fragment.of("update " + table + " " + alias + " set ")
                .then(assignments)
                .then(" where ")
                .then(which);
    }

    /**
     * Whether statements with semicolons between them are sent together, each executed as if it came alone: it sees what
     * was committed while the one before it waited.
     */
    default boolean sendsTogether(Connection connection) throws SQLException {
        return false;
    }

    /**
     * Says, as the first statement of a transaction, that it reads what is committed, and this transaction only; empty where
     * the connection must be told beforehand.
     */
    default String readCommitted() {
        return "";
    }

    /** Joins a few rows with those of a table that match them, so that the database begins with the few. */
    default Fragment joined(Fragment few, String table, String on) {
        return Fragment.of(table + " join ").then(few).then(" on " + on);
    }

    /** Queries that lock the rows of those given, which do not depend on one another, each in its order. */
    List<Fragment> locking(List<Fragment> ordered);

    /** One query for all, which counts the rows of each with that at its end: there is one row to fetch. */
    static List<Fragment> counted(List<Fragment> queries, String end) {
        return List.of(Fragment.together(queries.stream()
                .map(query -> Fragment.of("select count(*) from (").then(query).then(end + ") l"))
                .toList()));
    }

    /**
     * Replaces a column's values.
     *
     * @param values pairs: what is there, as {@link #exactText} has it, what comes instead
     * @param version what else is set, with a comma before it, or nothing
     */
    Fragment replacing(
            String table, Column column, List<List<@Nullable String>> values, String version, Fragment condition);

    /**
     * A column's value as text that equals another such only if all characters are the same, but for blanks that fill a
     * column of fixed length.
     */
    default String exactText(Column column, String expression) {
        return column.type().text() ? exact(expression) : asText(expression);
    }

    /** The value of the column's type that has the text. */
    default String fromText(Column column, String text) {
        return column.type().text() ? text : "cast(" + text + " as " + column.sqlType() + ")";
    }

    /** What a cast calls the type of a date with a time and no zone. */
    default String localTimestamp() {
        return "timestamp";
    }

    /** No value, where one of the column's type could be. */
    default String absent(Column column) {
        return "cast(null as " + column.sqlType() + ")";
    }

    /** True for a text that the regular expression, which names its start and end, does not match. */
    String unlike(String text, String pattern);

    /** The network of an address in a type of its own: /24 of IPv4, /48 of IPv6. */
    default String networkOf(String address) {
        throw new UnsupportedOperationException("This database has no type for network addresses.");
    }

    /** What JDBC binds for a value: the same, unless the family has no type for it. */
    default Object bound(Object value) {
        return value;
    }

    /** What is bound to a column of Rasura's own tables that holds a point in time. */
    default Object stored(Instant time) {
        return bound(time.atOffset(ZoneOffset.UTC));
    }

    /** The point in time that it is now, in a column of the type, to the microsecond. */
    default String now(ValueType type) {
        return type == ValueType.TIMESTAMP_TZ ? "current_timestamp(6)" : "localtimestamp(6)";
    }

    /** The point in time in a column of Rasura's own tables, or null. */
    default @Nullable Instant stored(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * Whether a statement with {@link #among} locks, and so waits for, rows that it looks at and leaves alone. Keys are then
     * named one by one where others are at work.
     */
    default boolean locksRowsItPasses() {
        return false;
    }

    /**
     * Whether a foreign key is checked with each row that a statement deletes, and not when all of them are: then a row
     * cannot go before those that refer to it, although one statement deletes them together.
     */
    default boolean checksEachRow() {
        return false;
    }

    /** Waits until nobody else creates tables of the name, and keeps others waiting. */
    void beginCreating(Connection connection, String name) throws SQLException;

    /** Lets others create tables of the name. */
    default void endCreating(Connection connection, String name) throws SQLException {
        // At the end of the transaction, or at once.
    }

    /** Whether a table of Rasura's own is there, asked of the catalogue: a failed query may abort the transaction. */
    boolean exists(Connection connection, @Nullable String schema, String table) throws SQLException;

    /** Whether SQLSTATE and vendor code say that a lock was not to be had in time. */
    boolean isLockTimeout(String state, int vendorCode);

    /** The value of a key as a text of at most 255 characters, the same for the same key. */
    default String asKey(String expression) {
        return "cast(" + expression + " as varchar(255))";
    }

    /** The key that {@link #asKey} made a text of. */
    default String fromKey(String text, ValueType type, String sqlType) {
        return "cast(" + text + " as "
                + switch (type) {
                    case INTEGER -> "bigint";
                    case UUID -> "uuid";
                    case DATE -> "date";
                    default -> sqlType;
                }
                + ")";
    }

    /**
     * Asks the catalogue for foreign keys in a schema or to tables of it, a row a column, in order: constraint, referring
     * schema, table, column, schema, table and column referred to, whether it may be deferred, whether rows that refer are
     * deleted along. Two question marks, both for the schema.
     */
    String foreignKeys();

    /**
     * Asks the catalogue for unique constraints and indexes of a schema, a row a column, in order: table, index, column,
     * whether it is the primary key. Of an index over expressions: the columns that they use. One question mark, for the
     * schema.
     */
    String uniqueKeys();

    /**
     * Asks the catalogue for the indexes of a schema in which equal values can be looked up, a row a column, in order: table,
     * index, column, or null for an expression. One question mark, for the schema.
     */
    String indexes();

    /** Asks the catalogue for the parts of partitioned tables, which are no tables of their own; empty where it lists none. */
    default String partitions() {
        return "";
    }

    /**
     * Asks the catalogue for the columns of a schema whose type is a domain, a row a column, in order: table, column, the type
     * under the domain and all those under it, its length in characters or 0, whether one of them is NOT NULL. One question
     * mark, for the schema. Empty where the driver says what such a column holds.
     */
    default String domainColumns() {
        return "";
    }

    /** Asks the catalogue for what the database does of its own accord when rows of a schema's tables change: table and name. */
    default String triggers() {
        return "select EVENT_OBJECT_TABLE, TRIGGER_NAME from INFORMATION_SCHEMA.TRIGGERS"
                + " where EVENT_OBJECT_SCHEMA = ? order by 1, 2";
    }

    /**
     * Asks the catalogue for tables of a schema in which no duty could keep its word, a row a table: its name, and why, as
     * it ends a sentence. Empty if there can be none.
     */
    default String unfitTables() {
        return "";
    }
}
