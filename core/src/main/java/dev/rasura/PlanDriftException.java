package dev.rasura;

/** The decisions of an approved erasure plan no longer hold: the model, a strategy or a ground changed since it was made. */
public final class PlanDriftException extends RasuraException {

    private static final long serialVersionUID = 1L;

    public PlanDriftException(String message) {
        super(message);
    }

    public PlanDriftException(String message, Throwable cause) {
        super(message, cause);
    }
}
