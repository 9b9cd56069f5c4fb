package dev.rasura.retention;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a retention rule is run. Immutable: {@code RetentionOptions.defaults().withBatchSize(500)}.
 *
 * @param batchSize rows of the rule's entity a transaction, 1 to 10,000
 * @param maxRows when so many are removed the run stops, or null for no cap
 * @param timeBudget when so long has passed the run stops after the batch at hand, or null for no limit
 * @param pause between batches, so that others get their turn
 */
public record RetentionOptions(
        int batchSize, @Nullable Long maxRows, @Nullable Duration timeBudget, Duration pause) {

    public RetentionOptions {
        Objects.requireNonNull(pause, "pause");
        if (batchSize < 1 || batchSize > 10_000) {
            throw new IllegalArgumentException(
                    "A retention batch holds 1 to 10,000 rows, but " + batchSize + " were asked for.");
        }
        if (maxRows != null && maxRows < 1) {
            throw new IllegalArgumentException("The cap of a retention run must be positive, but is " + maxRows + ".");
        }
        if (timeBudget != null && (timeBudget.isNegative() || timeBudget.isZero())) {
            throw new IllegalArgumentException(
                    "The time budget of a retention run must be positive, but is " + timeBudget + ".");
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException(
                    "The pause between retention batches must not be negative, but is " + pause + ".");
        }
    }

    /** Batches of 1,000, without cap, limit or pause. */
    public static RetentionOptions defaults() {
        return new RetentionOptions(1_000, null, null, Duration.ZERO);
    }

    public RetentionOptions withBatchSize(int rows) {
        return new RetentionOptions(rows, maxRows, timeBudget, pause);
    }

    public RetentionOptions withMaxRows(long rows) {
        return new RetentionOptions(batchSize, rows, timeBudget, pause);
    }

    public RetentionOptions withTimeBudget(Duration limit) {
        return new RetentionOptions(batchSize, maxRows, limit, pause);
    }

    public RetentionOptions withPause(Duration between) {
        return new RetentionOptions(batchSize, maxRows, timeBudget, between);
    }
}
