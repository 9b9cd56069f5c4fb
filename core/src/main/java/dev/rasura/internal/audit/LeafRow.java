package dev.rasura.internal.audit;

import dev.rasura.internal.keys.KeyRing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sealed row as it is in the database. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LeafRow(
        long index,
        UUID eventId,
        String node,
        UUID epoch,
        long number,
        byte[] bytes,
        byte[] hash,
        byte[] tag,
        String keyId,
        String eventType,
        Instant occurredAt,
        String actorRef,
        String outcome,
        String action,
        @Nullable String entity,
        @Nullable String purpose) {

    /** Columns to search by hold at most so many characters; a longer text is cut, and the leaf has all of it. */
    private static final int SEARCHED = 255;

    static LeafRow read(ResultSet row) throws SQLException {
        return new LeafRow(
                row.getLong(1),
                Cells.uuid(row, 2),
                Cells.text(row, 3),
                Cells.uuid(row, 4),
                row.getLong(5),
                Cells.bytes(row, 6),
                Cells.bytes(row, 7),
                Cells.bytes(row, 8),
                Cells.text(row, 9),
                Cells.text(row, 10),
                Cells.instant(row, 11),
                Cells.text(row, 12),
                Cells.text(row, 13),
                Cells.text(row, 14),
                row.getString(15),
                row.getString(16));
    }

    boolean foreign(KeyRing keys) {
        return !keys.secretId().equals(keyId);
    }

    Optional<Leaf> genuine(KeyRing keys) {
        return LeafSequencer.genuine(keys, eventId, node, epoch, number, bytes, tag);
    }

    boolean columnsAgree(Leaf leaf) {
        return leaf.event().type().equals(eventType)
                && leaf.event().time().equals(occurredAt)
                && leaf.event().actor().ref().equals(actorRef)
                && leaf.event().outcome().name().equals(outcome)
                && Objects.equals(searched(leaf.event().action()), action)
                && Objects.equals(searched(leaf.event().entity()), entity)
                && Objects.equals(searched(leaf.event().purpose()), purpose);
    }

    /** The text as a column to search by holds it. */
    static @Nullable String searched(@Nullable String text) {
        if (text == null || text.length() <= SEARCHED) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(SEARCHED - 1)) ? SEARCHED - 1 : SEARCHED);
    }
}
