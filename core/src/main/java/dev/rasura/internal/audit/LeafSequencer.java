package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.keys.KeyRing;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Turns staged events into leaves. Whoever holds the coordinator row's lock drains the staged <em>set</em>: no position is
 * kept by id or time, so an event that commits late is drained later and never lost. Within a batch the order is that of
 * node, epoch and number.
 *
 * <p>A row that is not genuine never becomes a leaf. An alarm does in its place, with the row's id and the hash of its bytes.
 */
final class LeafSequencer {

    private static final int CHUNK = 500;
    private static final String CONSTRAINT = "23";
    private static final Duration SHORTEST_PERIOD = Duration.ofDays(1);

    private final AuditStatements sql;
    private final KeyRing keys;
    private final EventStaging staging;
    private final Clock clock;
    private final int batch;
    private final ExpiredPrefixRow prefixes;
    private final GapWatch gaps;
    private final FreePlaces places;

    LeafSequencer(AuditStatements sql, KeyRing keys, EventStaging staging, Clock clock, int batch) {
        this.sql = sql;
        this.keys = keys;
        this.staging = staging;
        this.clock = clock;
        this.batch = batch;
        this.prefixes = new ExpiredPrefixRow(sql, keys);
        this.gaps = new GapWatch(sql, keys, prefixes);
        this.places = new FreePlaces(sql);
    }

    /**
     * What one batch did.
     *
     * @param sealed genuine events that became leaves
     * @param alarms rows that did not
     * @param more whether another batch may be waiting
     */
    record Drained(long sealed, long alarms, boolean more) {}

    /**
     * Drains one batch in the connection's transaction, under the coordinator row's lock.
     *
     * @param covered how many leaves there are at least, as signed checkpoints say
     * @throws AuditException if there are fewer, or rows that the sealer did not write are in its way
     */
    Drained drain(Connection connection, SharedSessionContractImplementor session, long covered) throws SQLException {
        CompactRange range = lockedRange(connection, sql.lockCoordinator);
        long size = range.size();
        if (size < covered) {
            throw CheckpointBook.behind(size, covered);
        }
        places.check(connection, size);
        try (PreparedStatement select = connection.prepareStatement(sql.drain)) {
            select.setFetchSize(CHUNK);
            select.setString(1, keys.secretId());
            select.setInt(2, batch);
            return seal(connection, session, range, select);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(CONSTRAINT)) {
                throw FreePlaces.taken(size, e);
            }
            throw e;
        }
    }

    /** Begins the log anew with one staged event, in the connection's transaction and under the coordinator row's lock. */
    void begin(Connection connection, SharedSessionContractImplementor session, UUID first) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.stagedEvent)) {
            select.setObject(1, first);
            seal(connection, session, new CompactRange(), select);
        }
    }

    private Drained seal(
            Connection connection,
            SharedSessionContractImplementor session,
            CompactRange range,
            PreparedStatement select)
            throws SQLException {
        long sealed = 0;
        long alarms = 0;
        long rows;
        Set<UUID> seen = new HashSet<>();
        Returned returned = new Returned(connection);
        List<Leaf> heartbeats = new ArrayList<>();
        SealedRows sealing = new SealedRows(connection, sql, keys.secretId(), Instant.now(clock), range);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                UUID eventId = Cells.uuid(row, 1);
                String node = Cells.text(row, 2);
                UUID epoch = Cells.uuid(row, 3);
                long number = row.getLong(4);
                byte[] bytes = Cells.bytes(row, 5);
                byte[] tag = Cells.bytes(row, 6);
                boolean replayed = row.getBoolean(7) || !seen.add(eventId);
                Optional<Leaf> leaf = genuine(keys, eventId, node, epoch, number, bytes, tag);
                replayed |= leaf.isPresent() && returned.isOne(leaf.get());
                if (leaf.isPresent() && !replayed) {
                    sealing.add(leaf.get(), bytes, tag);
                    sealed++;
                    if (leaf.get().event().type().equals(Leaf.HEARTBEAT)) {
                        heartbeats.add(leaf.get());
                    }
                } else {
                    add(sealing, session, alarm(eventId, node, epoch, number, bytes, leaf.isPresent()));
                    alarms++;
                }
                sealing.takeFromStaged(eventId);
            }
        }
        sealing.flush();
        rows = sealed + alarms;
        for (Leaf heartbeat : heartbeats) {
            for (AuditEvent gap : gaps.alarms(connection, heartbeat)) {
                add(sealing, session, gap);
                alarms++;
            }
        }
        sealing.flush();
        if (sealed + alarms > 0) {
            try (PreparedStatement move = connection.prepareStatement(sql.moveCoordinator)) {
                move.setLong(1, range.size());
                move.setBytes(2, range.frontier());
                move.executeUpdate();
            }
        }
        return new Drained(sealed, alarms, rows >= batch);
    }

    private void add(SealedRows sealing, SharedSessionContractImplementor session, AuditEvent event)
            throws SQLException {
        Leaf.Prepared prepared = staging.prepare(session, event);
        sealing.add(LeafReader.read(prepared.bytes()).orElseThrow(), prepared.bytes(), prepared.tag());
    }

    /** How many staged rows were made with a secret that this process does not hold. */
    long foreign(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(sql.countForeign)) {
            count.setString(1, keys.secretId());
            try (ResultSet result = count.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    /** The leaf in a staged or sealed row, if its tag is right and its columns say what its bytes say. */
    static Optional<Leaf> genuine(
            KeyRing keys, UUID eventId, String node, UUID epoch, long number, byte[] bytes, byte[] tag) {
        return genuine(keys, bytes, tag)
                .filter(leaf -> leaf.event().id().equals(eventId)
                        && leaf.event().node().equals(node)
                        && leaf.epoch().equals(epoch)
                        && leaf.number() == number);
    }

    /** The leaf, if its tag is right: what it says was recorded. */
    static Optional<Leaf> genuine(KeyRing keys, byte[] bytes, byte[] tag) {
        return LeafReader.read(bytes)
                .filter(leaf -> MessageDigest.isEqual(
                        LeafWriter.tag(keys, leaf.event().node(), leaf.epoch(), leaf.number(), bytes), tag));
    }

    static CompactRange lockedRange(Connection connection, String select) throws SQLException {
        try (PreparedStatement coordinator = connection.prepareStatement(select);
                ResultSet row = coordinator.executeQuery()) {
            if (!row.next()) {
                throw new AuditException(
                        "The audit trail's coordinator row is gone. Run verify() to see what else is, and"
                                + " restore the row from a backup.");
            }
            return CompactRange.of(row.getLong(1), Cells.bytes(row, 2));
        } catch (IllegalArgumentException e) {
            throw new AuditException(
                    "The audit trail's coordinator row was altered: its frontier does not fit its size. Run verify() to see"
                            + " what else was, and restore the row from a backup.",
                    e);
        }
    }

    private AuditEvent alarm(UUID eventId, String node, UUID epoch, long number, byte[] bytes, boolean replayed) {
        return AuditEvent.of(Leaf.ALARM, Actor.system("rasura"))
                .action("reject")
                .denied(replayed ? "a sealed event was staged again" : "the tag of a staged row does not match")
                .fact("event", eventId)
                .fact("sha256", HexFormat.of().formatHex(KeyRing.sha256(bytes)))
                .fact("node", node)
                .fact("epoch", epoch)
                .fact("n", number)
                .build();
    }

    /** Finds events that were sealed, have expired, and are staged again. */
    private final class Returned {
        private final Connection connection;
        private @Nullable NumberSettlements expired;

        Returned(Connection connection) {
            this.connection = connection;
        }

        boolean isOne(Leaf leaf) throws SQLException {
            // No period is shorter than a day, so hardly any event that waits needs to be looked for.
            if (leaf.event().time().isAfter(clock.instant().minus(SHORTEST_PERIOD))) {
                return false;
            }
            if (expired == null) {
                expired = prefixes.read(connection).numbers();
            }
            return expired.sealed(leaf.event().node(), leaf.epoch()).contains(leaf.number());
        }
    }
}
