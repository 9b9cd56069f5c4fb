package dev.rasura.erasure;

/** What an erasure does with rows. */
public enum Treatment {
    DELETED,
    /** Overwritten so that nothing in the row points at the person. Whether that is anonymous is the controller's judgement. */
    ANONYMISED,
    /** Overwritten by keyed hashes: personal data still, while the key exists (GDPR Art. 4(5)). */
    PSEUDONYMISED,
    /**
     * Given another key, because the old one was personal; or referring to such a row, whose new key the reference follows.
     */
    REKEYED,
    /** The reference towards the person is set to null. */
    UNLINKED,
    /** Kept as they are, on a ground. */
    RETAINED,
    /** Kept, because no column of theirs holds personal data. */
    UNCHANGED
}
