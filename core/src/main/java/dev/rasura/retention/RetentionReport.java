package dev.rasura.retention;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What a run of a rule did.
 *
 * @param cutoff periods that began before this were over
 * @param matched rows of the rule's entity that were due when the run began
 * @param removed rows of it that were deleted or anonymised, and are not due any more
 * @param batches transactions that did so
 * @param setAside rows that could not be removed: they stay, and the run went on without them
 */
public record RetentionReport(
        UUID id,
        String rule,
        Status status,
        Instant cutoff,
        long matched,
        long removed,
        int batches,
        List<SetAside> setAside) {

    /** How a run ended. */
    public enum Status {
        /** Every row that was due is removed. */
        COMPLETE,
        /** Rows were set aside, or others hold locks on them: the next run tries again. */
        INCOMPLETE,
        /** The cap or the time budget was reached, or the thread was interrupted, and rows are left. */
        STOPPED
    }

    /**
     * A row that could not be removed.
     *
     * @param key of the row, or {@code [withheld]} where it is personal
     * @param reason what the database said: SQLSTATE and code, never its message; or why the erasure was refused
     */
    public record SetAside(String key, String reason) {}

    public RetentionReport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(cutoff, "cutoff");
        setAside = List.copyOf(setAside);
    }
}
