package dev.rasura.audit;

import org.jspecify.annotations.Nullable;

/**
 * How what is past its period is removed from the trail. Immutable: {@code ExpiryOptions.defaults().withMaxEvents(100_000)}.
 *
 * @param batchSize events a transaction, 256 to 100,000
 * @param maxEvents of how many events the personal values are removed at most, and how many leaves; null for no cap
 */
public record ExpiryOptions(int batchSize, @Nullable Long maxEvents) {

    public ExpiryOptions {
        if (batchSize < 256 || batchSize > 100_000) {
            throw new IllegalArgumentException(
                    "A batch of expiry holds 256 to 100,000 events, but " + batchSize + " were asked for.");
        }
        if (maxEvents != null && maxEvents < 256) {
            throw new IllegalArgumentException(
                    "The cap of an expiry must be 256 events or more, because leaves go by tiles" + " of 256, but is "
                            + maxEvents + ".");
        }
    }

    /** Batches of 2,560, without a cap. */
    public static ExpiryOptions defaults() {
        return new ExpiryOptions(2_560, null);
    }

    public ExpiryOptions withBatchSize(int events) {
        return new ExpiryOptions(events, maxEvents);
    }

    public ExpiryOptions withMaxEvents(long events) {
        return new ExpiryOptions(batchSize, events);
    }
}
