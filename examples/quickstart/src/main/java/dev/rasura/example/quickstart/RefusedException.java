package dev.rasura.example.quickstart;

/** The job cannot start, for a reason that fits on one line; nothing has been changed. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
