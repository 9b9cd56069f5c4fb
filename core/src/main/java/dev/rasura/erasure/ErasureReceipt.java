package dev.rasura.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What an erasure did. Holds no direct identifier of the person: the subject is named by a keyed pseudonym.
 *
 * @param id of the erasure
 * @param subject the pseudonym of the subject: HMAC-SHA-256 under the installation's secret, cut to 128 bits
 * @param planHash the hash of the decisions that were carried out
 * @param statements how many SQL statements the erasure took, its event and receipt included
 * @param auditEvent the event that proves it; of a repetition that changed nothing, that of the last erasure
 */
public record ErasureReceipt(
        UUID id,
        Outcome outcome,
        String subjectType,
        String subject,
        Instant executedAt,
        String planHash,
        List<TableCount> tables,
        int statements,
        UUID auditEvent) {

    /** Whether this call did it. */
    public enum Outcome {
        EXECUTED,
        /** Nothing of the subject was left to erase: the receipt is that of the last erasure. */
        ALREADY_ERASED
    }

    public ErasureReceipt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(executedAt, "executedAt");
        Objects.requireNonNull(auditEvent, "auditEvent");
        tables = List.copyOf(tables);
    }

    /** How many rows were treated so, in all tables. */
    public long rows(Treatment treatment) {
        return tables.stream()
                .filter(t -> t.treatment() == treatment)
                .mapToLong(TableCount::rows)
                .sum();
    }
}
