package dev.rasura;

/**
 * Another transaction stood in the way: the database chose this one as the victim of a deadlock, could not serialise it, or
 * gave up waiting for a lock. Nothing is wrong with the duty. Where it owns its transaction it was repeated a few times
 * already; where it joined the caller's, the caller must roll back, and may then begin anew and repeat all of it.
 */
public final class TransactionConflictException extends DutyFailedException {

    private static final long serialVersionUID = 1L;

    public TransactionConflictException(String message, Throwable cause) {
        super(message, cause);
    }
}
