package dev.rasura.erasure;

import dev.rasura.SubjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What an erasure would do. Its hash covers the decisions (schema, paths, strategies, grounds), not the counts, which move
 * while a person is active.
 *
 * @param hash SHA-256 in lower-case hexadecimal
 * @param unclassified columns, as {@code table.column}, that nobody classified and that would survive: while there are
 *     any the plan is refused
 */
public record ErasurePlan(
        SubjectRef subject, String hash, Instant plannedAt, List<TableCount> tables, List<String> unclassified) {

    public ErasurePlan {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(plannedAt, "plannedAt");
        tables = List.copyOf(tables);
        unclassified = List.copyOf(unclassified);
    }

    /** How many rows are treated so, in all tables. */
    public long rows(Treatment treatment) {
        return tables.stream()
                .filter(t -> t.treatment() == treatment)
                .mapToLong(TableCount::rows)
                .sum();
    }
}
