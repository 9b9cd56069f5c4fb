package dev.rasura.internal.residue;

import org.jspecify.annotations.Nullable;

/**
 * Something in scope that was not read, or not to its end.
 *
 * @param schema the schema, or null if the table was named without one and not found
 * @param table the table
 * @param column the column, or null where it is the whole table
 * @param reason why, without any value
 */
public record Skipped(
        @Nullable String schema, String table, @Nullable String column, String reason) {}
