package dev.rasura.datamap;

import java.time.Period;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why rows are kept in spite of an erasure (GDPR Art. 17(3)).
 *
 * @param ground as a reviewer reads it
 * @param when an SQL condition over the table's columns, or empty for all rows
 * @param until until when, as a reviewer reads it, or empty
 * @param start the attribute of the entity, a date or time, at which a period starts that the rows are kept for; or empty
 * @param period that period, or null. It tells until when rows are kept; whether they are is for {@code when} to say
 */
public record Ground(
        String ground,
        String when,
        String until,
        String start,
        @Nullable Period period) {

    /** Without a period. */
    public Ground(String ground, String when, String until) {
        this(ground, when, until, "", null);
    }

    public Ground {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(start, "start");
        if (start.isEmpty() != (period == null)) {
            throw new IllegalArgumentException(
                    "The ground '" + ground + "' needs a start with its period, and a period with its start.");
        }
        if (ground.isBlank()) {
            throw new IllegalArgumentException("A ground to retain rows must be named, but is blank.");
        }
    }
}
