package dev.rasura.spi;

import java.util.Objects;

/**
 * An {@link OverwriteStrategy} in SQL, over the columns of a row; a column is named by {@link OverwriteTarget#sql()}. It comes
 * from the developer, never from a user: it is part of the statement.
 *
 * @param value the new value, as an expression
 * @param due a condition: true where the value is still to be overwritten; false or unknown for what {@code value} has
 *     written, and for null
 */
public record OverwriteExpression(String value, String due) {

    public OverwriteExpression {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(due, "due");
        if (value.isBlank() || due.isBlank() || value.contains("?") || due.contains("?")) {
            throw new IllegalArgumentException(
                    "The SQL form of an overwrite strategy needs an expression and a condition,"
                            + " both without parameters.");
        }
    }
}
