package dev.rasura.verify;

/** What was to be verified cannot be read, or the verifier was called wrongly: nothing was judged. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
