package dev.rasura;

/**
 * The database, or the stream that an export is written to, failed in the middle of a duty. The transaction is rolled back,
 * or must be by the caller whose transaction it is.
 */
public sealed class DutyFailedException extends RasuraException permits TransactionConflictException {

    private static final long serialVersionUID = 1L;

    public DutyFailedException(String message) {
        super(message);
    }

    public DutyFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
