package dev.rasura.internal.sql;

/** What stands for a question mark. */
public sealed interface Bind {

    /**
     * The value of a column of the root's row, or of many roots' rows, read when the root was locked.
     *
     * @param lower whether it is compared in lower case
     */
    record RootColumn(String table, String column, boolean lower) implements Bind {}

    /** A value that the data map fixes. */
    record Constant(Object value) implements Bind {}
}
