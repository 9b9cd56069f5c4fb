package dev.rasura;

/** The set-up cannot work: a missing key, an unsupported database, own tables that are absent. The message names the cure. */
public final class ConfigurationException extends RasuraException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
