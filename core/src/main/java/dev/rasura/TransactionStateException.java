package dev.rasura;

/** A call was made in the wrong transaction: one that owns its transaction inside an active one, or one that joins without any. */
public final class TransactionStateException extends RasuraException {

    private static final long serialVersionUID = 1L;

    public TransactionStateException(String message) {
        super(message);
    }

    public TransactionStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
