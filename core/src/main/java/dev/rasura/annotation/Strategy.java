package dev.rasura.annotation;

/** How one attribute of a row that survives an erasure is overwritten. */
public enum Strategy {
    /**
     * The defaults of entity, package and application, and where there is none: null where the value may be null, else
     * {@link #TOKEN} for text; anything else must be chosen and stops the start. For a part of a JSON column: the part goes.
     */
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
    /**
     * The value made coarser: a date or time cut to its {@code precision}, a network address to its /24 or /48, a number to
     * its {@code bucket}, a text to its {@code prefix}.
     */
    GENERALISE,
    /** Parts of a JSON column, by {@code json}; what no path names stays, for the {@code reason} given. */
    JSON,
    /** A class of your own, named by {@code custom}. */
    CUSTOM,
    /** The value stays: it explains nothing about the person once the rest is gone. Needs a {@code reason}. */
    KEEP
}
