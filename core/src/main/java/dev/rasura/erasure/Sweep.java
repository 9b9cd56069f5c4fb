package dev.rasura.erasure;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was left of an erasure by transactions older than it, and is erased now. Says nothing by which the person is known.
 *
 * @param erasure the id on the erasure's receipt
 * @param subjectType the JPA name of the subject's entity
 * @param tables the rows that were treated, by table and kind; empty if nothing had come in late
 * @param disclosures how many personal values of late audit events were deleted
 * @param leftToOthers columns, as {@code person.email}, whose old value the row of somebody else holds by now, somebody who
 *     registered under it, say: rows that name it may be that person's, and were left alone
 * @param auditEvent the event that records it, or null if there was nothing to record
 */
public record Sweep(
        UUID erasure,
        String subjectType,
        List<TableCount> tables,
        long disclosures,
        List<String> leftToOthers,
        @Nullable UUID auditEvent) {

    public Sweep {
        Objects.requireNonNull(erasure, "erasure");
        Objects.requireNonNull(subjectType, "subjectType");
        tables = List.copyOf(tables);
        leftToOthers = List.copyOf(leftToOthers);
    }

    /** The rows that were treated, of all tables and kinds. */
    public long rows() {
        return tables.stream().mapToLong(TableCount::rows).sum();
    }
}
