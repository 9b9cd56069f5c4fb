package dev.rasura.audit;

import org.jspecify.annotations.Nullable;

/**
 * What it takes to begin a new log where an old one cannot go on: after a restore from an older copy, or after an alteration
 * that cannot be put back.
 *
 * @param formerVerifierKey the verifier key of the old log, in its text form
 * @param operator who decides it
 * @param reason why, for whoever reviews the new log; nothing personal, it is never erased
 * @param lastNote the old log's last signed checkpoint, or null to read it from the anchors: needed where these are lines of
 *     a log
 */
public record Recovery(
        String formerVerifierKey,
        Actor operator,
        String reason,
        @Nullable String lastNote) {

    /** @throws IllegalArgumentException if there is no reason */
    public Recovery {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    "A recovery needs a reason: it is the first thing that a reviewer of the new log reads.");
        }
    }

    /** With the old log's last checkpoint as the anchors have it. */
    public static Recovery of(String formerVerifierKey, Actor operator, String reason) {
        return new Recovery(formerVerifierKey, operator, reason, null);
    }

    /** With the old log's last checkpoint from elsewhere, as from a line of the shipped log. */
    public Recovery after(String note) {
        return new Recovery(formerVerifierKey, operator, reason, note);
    }
}
