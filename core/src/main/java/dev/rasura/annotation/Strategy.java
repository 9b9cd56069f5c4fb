package dev.rasura.annotation;

/** How one attribute of a row that survives an erasure is overwritten. */
public enum Strategy {
    /** Null where the column may be null, else {@link #TOKEN} for text; anything else must be chosen and stops the start. */
    AUTO,
    /** {@code null}. */
    NULL,
    /** The value of {@code constant}, converted to the column's type. */
    CONSTANT,
    /** A fresh random token a row: {@code erased-<token>}, for an e-mail {@code erased-<token>@invalid} (RFC 2606). */
    TOKEN,
    /**
     * HMAC-SHA-256 of the value under a key the database does not hold. This is <em>pseudonymisation</em> while the key
     * exists (GDPR Art. 4(5)).
     */
    KEYED_HASH,
    /** A date or time cut down to its {@code precision}. */
    GENERALISE,
    /** The value stays: it explains nothing about the person once the rest is gone. Needs a {@code reason}. */
    KEEP
}
