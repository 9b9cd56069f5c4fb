package dev.rasura.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How the stream's files and the trail compare, by event id and leaf hash. Of each kind at most {@value #NAMED} are named,
 * and all counted. Nothing personal.
 *
 * @param from events from this moment on were compared
 * @param to up to and without this one
 * @param same events that both have, alike
 * @param onlyInTrail events whose type is streamed, of which the files hold no line
 * @param onlyInTrailCount how many
 * @param onlyInStream events of which there is a line with a leaf's hash, and no row: deleted from the database, or a line
 *     that the trail did not write
 * @param onlyInStreamCount how many
 * @param expired events of which there is a line and no row, because they have expired ({@link AuditTrail#expire})
 * @param different events that both have, where a line's hash is not that of the row: one of them was altered
 * @param differentCount how many
 * @param repeated lines that say again what an earlier one said; harmless
 * @param unproven lines of events that went to the stream alone, with which nothing can be compared
 * @param unreadable lines that are no whole JSON object, as file name and line number
 * @param unreadableCount how many
 * @param others lines that are of no event, as checkpoints and requests
 */
public record Reconciliation(
        Instant from,
        Instant to,
        long same,
        List<UUID> onlyInTrail,
        long onlyInTrailCount,
        List<UUID> onlyInStream,
        long onlyInStreamCount,
        long expired,
        List<UUID> different,
        long differentCount,
        long repeated,
        long unproven,
        List<String> unreadable,
        long unreadableCount,
        long others) {

    /** How many of a kind are named. */
    public static final int NAMED = 1_000;

    /** Copies what it is given. */
    public Reconciliation {
        onlyInTrail = List.copyOf(onlyInTrail);
        onlyInStream = List.copyOf(onlyInStream);
        different = List.copyOf(different);
        unreadable = List.copyOf(unreadable);
    }

    /** Whether each has what the other has, and every line could be read. */
    public boolean complete() {
        return onlyInTrailCount == 0 && onlyInStreamCount == 0 && differentCount == 0 && unreadableCount == 0;
    }
}
