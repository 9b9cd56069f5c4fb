package dev.rasura;

/** The audit trail could not be written, sealed or read. A business transaction that needed the event must not commit. */
public final class AuditException extends RasuraException {

    private static final long serialVersionUID = 1L;

    public AuditException(String message) {
        super(message);
    }

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
