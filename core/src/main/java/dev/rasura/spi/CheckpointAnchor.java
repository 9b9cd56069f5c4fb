package dev.rasura.spi;

import java.util.Optional;

/**
 * A place outside the database where signed checkpoints are kept: whoever can rewrite the database must not be able to
 * rewrite this. Implementations are thread-safe.
 */
public interface CheckpointAnchor {

    /**
     * Stores a checkpoint durably before it returns. Idempotent: the same note twice is stored at least once.
     *
     * @param note the signed note, text with its signature lines (C2SP signed-note, tlog-checkpoint)
     * @throws RuntimeException if it could not be stored; the checkpoint is then not published
     */
    void anchor(String note);

    /** The newest checkpoint, or empty if there is none yet or this place cannot be read back (a log line). */
    Optional<String> latest();

    /** Whether {@link #latest()} can answer; verification says so if not. */
    boolean readable();
}
