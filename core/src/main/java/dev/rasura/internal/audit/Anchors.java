package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.NoteVerifier;
import dev.rasura.spi.CheckpointAnchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configured anchors as one: written to all, read from those that can be read. */
final class Anchors {

    private final List<CheckpointAnchor> anchors;
    private final NoteVerifier verifier;

    Anchors(List<CheckpointAnchor> anchors, NoteVerifier verifier) {
        this.anchors = List.copyOf(anchors);
        this.verifier = verifier;
    }

    void anchor(String note) {
        anchors.forEach(anchor -> anchor(anchor, note));
    }

    private static void anchor(CheckpointAnchor anchor, String note) {
        try {
            anchor.anchor(note);
        } catch (RuntimeException e) {
            throw new AuditException(
                    "The anchor " + anchor.getClass().getName() + " did not take the checkpoint. What is sealed stays"
                            + " sealed; repair the anchor and seal again.",
                    e);
        }
    }

    /**
     * The newest checkpoint of each anchor that can be read.
     *
     * @throws AuditException if an anchor cannot be read, or holds a note that is not signed with this log's key
     */
    List<Checkpoint> newest() {
        return newest(null);
    }

    /** As {@link #newest()}, but passes over what the log that this one takes the place of has anchored. */
    List<Checkpoint> newest(@Nullable NoteVerifier former) {
        List<Checkpoint> found = new ArrayList<>();
        for (CheckpointAnchor anchor : anchors) {
            newest(anchor, former).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Checkpoint> newest(CheckpointAnchor anchor, @Nullable NoteVerifier former) {
        Optional<String> note = anchor.readable() ? latest(anchor) : Optional.empty();
        if (note.isEmpty() || (former != null && former.open(note.get()).isPresent())) {
            return Optional.empty();
        }
        return Optional.of(Checkpoint.open(note.get(), verifier)
                .orElseThrow(() -> new AuditException("The newest checkpoint in the anchor "
                        + anchor.getClass().getName() + " is not signed by the key of '" + verifier.name()
                        + "'. Configure the signing key and origin that the log was begun with; for a log that takes the place"
                        + " of another one, call recover(); or give it an anchor of its own.")));
    }

    /** The newest checkpoint that a log with another key has anchored. */
    Optional<String> lastOf(NoteVerifier former) {
        return anchors.stream()
                .filter(CheckpointAnchor::readable)
                .flatMap(anchor -> latest(anchor).stream())
                .filter(note -> Checkpoint.open(note, former).isPresent())
                .max(Comparator.comparingLong(
                        note -> Checkpoint.open(note, former).orElseThrow().size()));
    }

    /** Gives the checkpoint to anchors that can be read and do not have it: one that was added, or was down. */
    void catchUp(String note, long size, @Nullable NoteVerifier former) {
        for (CheckpointAnchor anchor : anchors) {
            if (anchor.readable()
                    && newest(anchor, former).map(Checkpoint::size).orElse(-1L) < size) {
                anchor(anchor, note);
            }
        }
    }

    /** Whether a checkpoint can be read back from outside the database. */
    boolean readable() {
        return anchors.stream().anyMatch(CheckpointAnchor::readable);
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
