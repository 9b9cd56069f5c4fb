package dev.rasura.erasure;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of one table are, or were, treated in one way. A row that several statements overwrite counts once for each:
 * there is one for all that the database computes, and one for each column that is computed in Java.
 *
 * @param columns what is overwritten or unlinked, with how, as {@code email: random token}; empty for whole rows
 * @param ground for retained rows, else null
 * @param until for retained rows, until when in words, else null
 * @param untilDate for retained rows, the date to which the last of them is kept, where the ground has a period; else null
 */
public record TableCount(
        String table,
        Treatment treatment,
        long rows,
        List<String> columns,
        @Nullable String ground,
        @Nullable String until,
        @Nullable LocalDate untilDate) {

    /** Without a date. */
    public TableCount(
            String table,
            Treatment treatment,
            long rows,
            List<String> columns,
            @Nullable String ground,
            @Nullable String until) {
        this(table, treatment, rows, columns, ground, until, null);
    }

    public TableCount {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(treatment, "treatment");
        columns = List.copyOf(columns);
        if (treatment == Treatment.RETAINED && ground == null) {
            throw new IllegalArgumentException("Retained rows of " + table + " need the ground they are retained on.");
        }
    }
}
