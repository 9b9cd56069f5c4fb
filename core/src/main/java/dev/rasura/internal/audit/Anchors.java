package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.NoteVerifier;
import dev.rasura.spi.CheckpointAnchor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The configured anchors as one: written to all, read from those that can be read. */
final class Anchors {

    private final List<CheckpointAnchor> anchors;
    private final NoteVerifier verifier;

    Anchors(List<CheckpointAnchor> anchors, NoteVerifier verifier) {
        this.anchors = List.copyOf(anchors);
        this.verifier = verifier;
    }

    void anchor(String note) {
        for (CheckpointAnchor anchor : anchors) {
            try {
                anchor.anchor(note);
            } catch (RuntimeException e) {
                throw new AuditException(
                        "The anchor " + anchor.getClass().getName()
                                + " did not take the checkpoint. What is sealed stays"
                                + " sealed; repair the anchor and seal again.",
                        e);
            }
        }
    }

    /**
     * The newest checkpoint of each anchor that can be read.
     *
     * @throws AuditException if an anchor cannot be read, or holds a note that is not signed with this log's key
     */
    List<Checkpoint> newest() {
        List<Checkpoint> found = new ArrayList<>();
        for (CheckpointAnchor anchor : anchors) {
            if (anchor.readable()) {
                latest(anchor)
                        .ifPresent(note -> found.add(Checkpoint.open(note, verifier)
                                .orElseThrow(() -> new AuditException("The newest checkpoint in the anchor "
                                        + anchor.getClass().getName() + " is not signed by the key of '"
                                        + verifier.name()
                                        + "'. Configure the signing key and origin that the log was begun with, or give the new"
                                        + " log an anchor of its own."))));
            }
        }
        return found;
    }

    private static Optional<String> latest(CheckpointAnchor anchor) {
        try {
            return anchor.latest();
        } catch (RuntimeException e) {
            throw new AuditException(
                    "The anchor " + anchor.getClass().getName() + " cannot be read. Make it readable and try again.",
                    e);
        }
    }
}
