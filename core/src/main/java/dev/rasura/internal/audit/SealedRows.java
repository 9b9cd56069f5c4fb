package dev.rasura.internal.audit;

import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.internal.sql.NewRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * The rows that one sealing inserts and deletes, in its transaction: many with a statement, because a statement for each row
 * is most of the time that sealing takes. Used once, and not thread-safe.
 */
final class SealedRows {

    private static final int CHUNK = 500;

    private final Connection connection;
    private final Idiom idiom;
    private final AuditStatements sql;
    private final String secretId;
    private final OffsetDateTime sealedAt;
    private final CompactRange range;
    private final List<UUID> taken = new ArrayList<>();
    private NewRows leaves;
    private NewRows subjects;

    /** @param range the tree, which grows by each leaf */
    SealedRows(Connection connection, AuditStatements sql, String secretId, Instant now, CompactRange range)
            throws SQLException {
        this.connection = connection;
        this.idiom = DatabaseFamily.of(connection).idiom();
        this.sql = sql;
        this.secretId = secretId;
        this.sealedAt = now.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        this.range = range;
        this.leaves = sql.newLeaves.rows();
        this.subjects = sql.newLeafSubjects.rows();
    }

    /** Adds the next leaf. */
    void add(Leaf leaf, byte[] bytes, byte[] tag) throws SQLException {
        long index = range.size();
        byte[] hash = MerkleTree.leafHash(bytes);
        range.append(hash);
        RecordedEvent event = leaf.event();
        leaves.add(
                index,
                event.id(),
                event.node(),
                leaf.epoch(),
                leaf.number(),
                bytes,
                hash,
                tag,
                secretId,
                sealedAt,
                event.type(),
                event.time().atOffset(ZoneOffset.UTC),
                event.actor().ref(),
                event.outcome().name(),
                LeafRow.searched(event.action()),
                LeafRow.searched(event.entity()),
                LeafRow.searched(event.purpose()));
        for (Party subject : new HashSet<>(event.subjects())) {
            subjects.add(index, subject.type(), subject.ref());
        }
    }

    /** The event does not wait any more. */
    void takeFromStaged(UUID event) throws SQLException {
        taken.add(event);
        if (taken.size() >= CHUNK) {
            flush();
        }
    }

    /** Sends what was not sent yet. */
    void flush() throws SQLException {
        idiom.insertAll(connection, List.of(leaves, subjects));
        leaves = sql.newLeaves.rows();
        subjects = sql.newLeafSubjects.rows();
        if (!taken.isEmpty()) {
            if (idiom.locksRowsItPasses()) {
                deleteOneByOne();
            } else {
                deleteTogether();
            }
            taken.clear();
        }
    }

    private void deleteTogether() throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(sql.deleteStaged + idiom.among("event_id", ValueType.UUID))) {
            idiom.bindAmong(connection, delete, 1, ValueType.UUID, taken);
            delete.executeUpdate();
        }
    }

    /** What is staged in transactions that are still open must not be waited for. */
    private void deleteOneByOne() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql.deleteStaged + "event_id = ?")) {
            for (UUID event : taken) {
                delete.setObject(1, event);
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
