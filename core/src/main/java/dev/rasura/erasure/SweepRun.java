package dev.rasura.erasure;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What one call of {@link Erasures#sweep()} came to.
 *
 * @param sweeps the erasures that this call has swept, whether or not there was anything left of them
 * @param failed the erasures whose sweep was refused or failed; they wait for the next call
 * @param waiting how many erasures still wait: transactions older than they are still at work, the sweep failed, another node
 *     sweeps them, or their values are sealed under another secret than this node's
 */
public record SweepRun(List<Sweep> sweeps, List<Failed> failed, long waiting) {

    public SweepRun {
        sweeps = List.copyOf(sweeps);
        failed = List.copyOf(failed);
    }

    /**
     * A sweep of which nothing was done.
     *
     * @param erasure the id on the erasure's receipt
     * @param reason why, and what to do; holds no personal value
     */
    public record Failed(UUID erasure, String reason) {
        public Failed {
            Objects.requireNonNull(erasure, "erasure");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
