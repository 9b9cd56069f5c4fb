package dev.rasura.erasure;

import java.util.List;
import java.util.Objects;

/**
 * Columns by which the duties look rows up, while the database has no index that begins with them: a statement reads the
 * whole table for that. Right results do not depend on it.
 *
 * @param table as the mapping calls it
 * @param columns in the order in which the statement names them
 * @param purpose what they are looked up for, first of all
 * @param statement that creates an index, as the database in use writes it; to be run as any other change of the schema, on
 *     PostgreSQL {@code concurrently} where the table is in use
 */
public record MissingIndex(String table, List<String> columns, Purpose purpose, String statement) {

    /** What columns are looked up for. */
    public enum Purpose {
        /** Rows of a person, or references to them, are found by it. */
        ROWS,
        /** An erasure asks who else holds a value of the person's. */
        VALUE,
        /** The database itself asks, of each row that goes, who refers to it by a foreign key. */
        FOREIGN_KEY
    }

    public MissingIndex {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(statement, "statement");
        columns = List.copyOf(columns);
    }
}
