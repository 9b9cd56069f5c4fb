package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.store.OwnTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Writes an event into the transaction whose event it is: the exact bytes, numbered and tagged, in one insert, and its
 * personal values, if any, in one batch. It locks nothing that another writer waits for.
 *
 * <p>Thread-safe.
 */
public final class EventStaging {

    private final StagingCounter counter = new StagingCounter();
    private final EventIds ids = new EventIds();
    private final UUID epoch = UUID.randomUUID();
    private final AuditStatements sql;
    private final KeyRing keys;
    private final Clock clock;
    private final String node;
    private final LeafWriter writer;

    EventStaging(OwnTables tables, KeyRing keys, Clock clock, String node) {
        this.sql = new AuditStatements(tables);
        this.keys = keys;
        this.clock = clock;
        this.node = node;
        this.writer = new LeafWriter(keys, node, epoch);
    }

    /**
     * Stages the event in the session's transaction, which must be active.
     *
     * @return the event's id
     * @throws AuditException if it is too large or cannot be written; the transaction must then roll back
     */
    public UUID stage(Connection connection, SharedSessionContractImplementor session, AuditEvent event) {
        return insert(connection, session, event).id();
    }

    Leaf.Prepared insert(Connection connection, SharedSessionContractImplementor session, AuditEvent event) {
        long number = counter.take();
        boolean written = false;
        try {
            Leaf.Prepared prepared = prepare(session, event, number);
            // The staged row goes last: once it is written, the number's fate is that of the transaction.
            insertDisclosures(connection, prepared);
            insertStaged(connection, prepared);
            written = true;
            return prepared;
        } catch (SQLException e) {
            throw new AuditException(
                    "Audit event '" + event.type() + "' could not be written: SQLSTATE " + e.getSQLState()
                            + ". The transaction must roll back; check that Rasura's own tables exist.",
                    UnitsOfWork.bare(e));
        } finally {
            if (!written) {
                counter.settle(number, false);
            }
        }
    }

    /** Numbers, writes and tags an event that the sealer inserts as a leaf itself. */
    Leaf.Prepared prepare(SharedSessionContractImplementor session, AuditEvent event) {
        return prepare(session, event, counter.take());
    }

    private Leaf.Prepared prepare(SharedSessionContractImplementor session, AuditEvent event, long number) {
        UnitsOfWork.afterCompletion(session, committed -> counter.settle(number, committed));
        // PostgreSQL keeps microseconds: what it would cut must not be hashed.
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return writer.write(event, ids.next(time), time, number);
    }

    private void insertDisclosures(Connection connection, Leaf.Prepared prepared) throws SQLException {
        if (prepared.disclosures().isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(sql.insertDisclosure)) {
            for (Leaf.Disclosure disclosure : prepared.disclosures()) {
                insert.setObject(1, prepared.id());
                insert.setString(2, disclosure.ref());
                insert.setString(3, disclosure.field());
                insert.setBytes(4, disclosure.salt());
                insert.setString(5, disclosure.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void insertStaged(Connection connection, Leaf.Prepared prepared) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql.insertStaged)) {
            insert.setObject(1, prepared.id());
            insert.setString(2, node);
            insert.setObject(3, epoch);
            insert.setLong(4, prepared.number());
            insert.setBytes(5, prepared.bytes());
            insert.setBytes(6, prepared.tag());
            insert.setString(7, keys.secretId());
            insert.executeUpdate();
        }
    }

    StagingCounter counter() {
        return counter;
    }

    String node() {
        return node;
    }

    UUID epoch() {
        return epoch;
    }
}
