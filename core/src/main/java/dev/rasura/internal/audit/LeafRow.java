package dev.rasura.internal.audit;

import dev.rasura.internal.keys.KeyRing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

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
        String outcome) {

    static LeafRow read(ResultSet row) throws SQLException {
        return new LeafRow(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getObject(4, UUID.class),
                row.getLong(5),
                row.getBytes(6),
                row.getBytes(7),
                row.getBytes(8),
                row.getString(9),
                row.getString(10),
                row.getObject(11, OffsetDateTime.class).toInstant(),
                row.getString(12),
                row.getString(13));
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
                && leaf.event().outcome().name().equals(outcome);
    }
}
