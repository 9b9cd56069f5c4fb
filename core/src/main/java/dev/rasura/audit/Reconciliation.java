package dev.rasura.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How the stream's files and the trail compare, by event id, leaf hash, and what each line says. Of each kind at most {@value #NAMED} are named,
 * and all counted. Nothing personal.
 *
 * @param from events from this moment on were compared
 * @param to up to and without this one
 * @param same events that both have, with the same hash and no line that was altered
 * @param onlyInTrail events whose type is streamed, of which the files hold no line
 * @param onlyInTrailCount how many
 * @param onlyInStream events of which there is a line with a leaf's hash, and no row: deleted from the database, or a line
 *     that the trail did not write
 * @param onlyInStreamCount how many
 * @param expired events of which there is a line and no row, because they have expired ({@link AuditTrail#expire})
 * @param different events that both have, where a line's hash is not that of the row: one of them was altered
 * @param differentCount how many
 * @param altered lines that have the hash of the row and do not say what the row says: they were edited
 * @param alteredCount how many
 * @param masked lines with a field that is {@code ****}, which could not be compared; none unless fields are masked, or
 *     somebody hid what a line said
 * @param valuesGone lines with personal values that were erased from the trail, or altered there, so that these could not be
 *     compared
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
        List<AlteredLine> altered,
        long alteredCount,
        long masked,
        long valuesGone,
        long repeated,
        long unproven,
        List<String> unreadable,
        long unreadableCount,
        long others) {

    /** How many of a kind are named. */
    public static final int NAMED = 1_000;

    /**
     * A line that was edited.
     *
     * @param where file name and line number
     * @param event the event's id
     * @param fields the fields that do not say what the trail says, or are missing, by the names in docs/audit-stream.md
     */
    public record AlteredLine(String where, UUID event, List<String> fields) {
        /** Copies what it is given. */
        public AlteredLine {
            fields = List.copyOf(fields);
        }
    }

    /** Copies what it is given. */
    public Reconciliation {
        onlyInTrail = List.copyOf(onlyInTrail);
        onlyInStream = List.copyOf(onlyInStream);
        different = List.copyOf(different);
        altered = List.copyOf(altered);
        unreadable = List.copyOf(unreadable);
    }

    /** Whether each has what the other has, no line was altered as far as it could be compared, and every line could be read. */
    public boolean complete() {
        return onlyInTrailCount == 0
                && onlyInStreamCount == 0
                && differentCount == 0
                && alteredCount == 0
                && unreadableCount == 0;
    }
}
