package dev.rasura;

/** An erasure was refused before anything changed: data would survive unexplained, or a row is shared and cannot be unlinked. */
public final class ErasureRefusedException extends RasuraException {

    private static final long serialVersionUID = 1L;

    public ErasureRefusedException(String message) {
        super(message);
    }

    public ErasureRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
