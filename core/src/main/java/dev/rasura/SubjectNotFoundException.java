package dev.rasura;

/** No row of the subject's entity has the key, and no erasure of it is on record. */
public final class SubjectNotFoundException extends RasuraException {

    private static final long serialVersionUID = 1L;

    public SubjectNotFoundException(String message) {
        super(message);
    }

    public SubjectNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
