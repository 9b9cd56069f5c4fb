package dev.rasura;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of an approved erasure plan no longer hold: the model, a strategy or a ground changed since it was made. Says
 * which. Or it is a plan of another database or installation.
 */
public final class PlanDriftException extends RasuraException {

    private static final long serialVersionUID = 1L;

    private final Drift[] drifts;

    /** What became of a decision. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A decision that is not as it was approved.
     *
     * @param about what it is about, as {@code Loan.email}
     * @param approved the decision of the plan, or null for one that was added since
     * @param now the decision that would be carried out, or null for one that is gone
     */
    public record Drift(
            Kind kind,
            String about,
            @Nullable String approved,
            @Nullable String now) implements Serializable {
        @Override
        public String toString() {
            return switch (kind) {
                case ADDED -> "added: " + about + ": " + now;
                case REMOVED -> "removed: " + about + ": " + approved;
                case CHANGED -> "changed: " + about + ": " + approved + " -> " + now;
            };
        }
    }

    public PlanDriftException(String message) {
        super(message);
        this.drifts = new Drift[0];
    }

    public PlanDriftException(String message, List<Drift> drifts) {
        super(message + drifts.stream().map(d -> "\n  - " + d).collect(Collectors.joining()));
        this.drifts = drifts.toArray(new Drift[0]);
    }

    /** Decision by decision; empty if the plan is not one of this installation or database at all. */
    public List<Drift> drifts() {
        return List.of(drifts);
    }
}
