package dev.rasura;

/**
 * The root of all that Rasura throws on its own account. Messages name what went wrong, where, and the cure; they never
 * hold a value of a person (law 9).
 */
public abstract class RasuraException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    protected RasuraException(String message) {
        super(message);
    }

    protected RasuraException(String message, Throwable cause) {
        super(message, cause);
    }
}
