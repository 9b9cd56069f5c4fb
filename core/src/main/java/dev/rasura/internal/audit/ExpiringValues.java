package dev.rasura.internal.audit;

import dev.rasura.audit.ExpiryOptions;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Idiom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Removes the personal values of events past their period, and the rows that find these by person, while their leaves stay.
 * Values that somebody else holds, as an erasure under way, are passed over. Used once.
 */
final class ExpiringValues {

    private final AuditStatements sql;
    private final KeyRing keys;
    private final int batch;
    private final long most;
    private final Map<String, Long> removed = new TreeMap<>();
    private long subjects;
    private long events;
    private boolean complete = true;

    ExpiringValues(AuditStatements sql, KeyRing keys, ExpiryOptions options) {
        this.sql = sql;
        this.keys = keys;
        this.batch = options.batchSize();
        Long cap = options.maxEvents();
        this.most = cap == null ? Long.MAX_VALUE : cap;
    }

    private record Expiring(long leaf, UUID event) {}

    /** Removes those of one type, in transactions of its own. */
    void ofType(TrailTransactions transactions, String type, Instant before) {
        long after = -1;
        while (after < Long.MAX_VALUE) {
            long last = after;
            if (events >= most) {
                complete = false;
                return;
            }
            after = transactions.own(
                    "expire", Mode.WRITE, (connection, session) -> some(connection, type, before, last));
        }
    }

    /** Removes some after a leaf. Returns the last of these, or the largest number if there are no more. */
    private long some(Connection connection, String type, Instant before, long after) throws SQLException {
        LeafSequencer.lockedRange(connection, sql.lockCoordinator);
        int wanted = (int) Math.min(batch, most - events);
        List<Expiring> expiring = new ArrayList<>();
        long last = after;
        int read = 0;
        try (PreparedStatement select = connection.prepareStatement(sql.expiringEvents)) {
            select.setString(1, type);
            select.setObject(2, DatabaseFamily.of(connection).idiom().stored(before));
            select.setLong(3, after);
            select.setInt(4, wanted);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    read++;
                    last = rows.getLong(1);
                    UUID event = Cells.uuid(rows, 2);
                    // What somebody altered makes nothing expire.
                    if (LeafSequencer.genuine(keys, Cells.bytes(rows, 3), Cells.bytes(rows, 4))
                            .filter(leaf -> leaf.event().type().equals(type)
                                    && leaf.event().time().isBefore(before)
                                    && leaf.event().id().equals(event))
                            .isPresent()) {
                        expiring.add(new Expiring(last, event));
                    }
                }
            }
        }
        if (!expiring.isEmpty()) {
            long values = values(connection, expiring);
            long rows = subjects(connection, expiring);
            removed.merge(type, values, Long::sum);
            subjects += rows;
            events += expiring.size();
        }
        return read < wanted ? Long.MAX_VALUE : last;
    }

    private long values(Connection connection, List<Expiring> expiring) throws SQLException {
        Idiom idiom = DatabaseFamily.of(connection).idiom();
        long values = 0;
        try (PreparedStatement lock = connection.prepareStatement(
                        sql.lockDisclosures + idiom.among("event_id", ValueType.UUID) + " for update skip locked");
                PreparedStatement delete = connection.prepareStatement(sql.deleteDisclosure)) {
            idiom.bindAmong(
                    connection,
                    lock,
                    1,
                    ValueType.UUID,
                    expiring.stream().map(Expiring::event).toList());
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    delete.setObject(1, Cells.uuid(rows, 1));
                    delete.setString(2, Cells.text(rows, 2));
                    delete.setString(3, Cells.text(rows, 3));
                    delete.addBatch();
                    values++;
                }
            }
            if (values > 0) {
                delete.executeBatch();
            }
        }
        return values;
    }

    private long subjects(Connection connection, List<Expiring> expiring) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql.deleteLeafSubjects)) {
            for (Expiring each : expiring) {
                delete.setLong(1, each.leaf());
                delete.addBatch();
            }
            long rows = 0;
            for (int each : delete.executeBatch()) {
                rows += Math.max(0, each);
            }
            return rows;
        }
    }

    /** How many values were removed, by type. */
    Map<String, Long> removed() {
        return removed;
    }

    /** How many rows by which events are found were removed. */
    long subjects() {
        return subjects;
    }

    /** Whether the cap was not reached. */
    boolean complete() {
        return complete;
    }
}
