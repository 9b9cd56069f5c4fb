package dev.rasura.datamap;

import java.util.Objects;

/**
 * Why rows are kept in spite of an erasure (GDPR Art. 17(3)).
 *
 * @param ground as a reviewer reads it
 * @param when an SQL condition over the table's columns, or empty for all rows
 * @param until until when, as a reviewer reads it, or empty
 */
public record Ground(String ground, String when, String until) {

    public Ground {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(until, "until");
        if (ground.isBlank()) {
            throw new IllegalArgumentException("A ground to retain rows must be named, but is blank.");
        }
    }
}
