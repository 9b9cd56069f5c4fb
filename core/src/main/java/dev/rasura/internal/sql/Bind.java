package dev.rasura.internal.sql;

/** What stands for a question mark. */
public sealed interface Bind {

    /** The value of a column of the root's row, or of many roots' rows, read when the root was locked. */
    record RootColumn(String table, String column) implements Bind {}

    /** A value that the data map fixes. */
    record Constant(Object value) implements Bind {}
}
