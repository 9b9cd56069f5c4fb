package dev.rasura.internal.erasure;

import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.internal.erasure.SearchedValues.Watch;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Passes of the residue scan that may go on another time and on another node. Whoever works on one leases it; a lease that
 * runs out, as that of a dead node, lets another take over. The lease only saves work: each step is saved under the revision
 * that was read, so of two nodes on one pass one loses its step, and an attestation is recorded by whoever destroys the
 * values.
 */
final class ScanPasses {

    /** Longer than a step, which ends at the first table after a minute. */
    static final Duration LEASE = Duration.ofMinutes(15);

    private final OwnTables tables;
    private final KeyRing keys;
    private final ErasureRecords records;

    ScanPasses(OwnTables tables, KeyRing keys, ErasureRecords records) {
        this.tables = tables;
        this.keys = keys;
        this.records = records;
    }

    /** A pass as this node has leased it. */
    record Pass(UUID id, long revision, SearchedValues values, ScanFindings findings) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Open(UUID id, ScanArea area, long revision, byte @Nullable [] progress) {}

    /** Takes over a pass that nobody works on, or begins one for erasures in none; empty if there is nothing to do. */
    Optional<Pass> claim(Connection connection, ScanOptions options, Instant now) throws SQLException {
        for (Open open : free(connection, now)) {
            if (open.area() != options.area()) {
                // Another area was asked for meanwhile: what was read of the old one is of no use.
                dissolve(connection, open.id());
                continue;
            }
            long revision = open.revision() + 1;
            lease(connection, open.id(), open.revision(), now.plus(LEASE));
            SearchedValues values = new SearchedValues(watches(connection, open.id()));
            byte[] progress = open.progress() == null ? null : keys.open(open.progress(), associated(open.id()));
            return Optional.of(new Pass(open.id(), revision, values, ScanProgressJson.read(progress, values)));
        }
        UUID id = UUID.randomUUID();
        if (assign(connection, id, options.erasuresAPass()) == 0) {
            return Optional.empty();
        }
        String sql = "insert into " + tables.residueScan()
                + " (scan_id, area, key_id, started_at, leased_until, revision) values (?, ?, ?, ?, ?, 0)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, id);
            insert.setString(2, options.area().name());
            insert.setString(3, keys.secretId());
            insert.setObject(4, stored(connection, now));
            insert.setObject(5, stored(connection, now.plus(LEASE)));
            insert.executeUpdate();
        }
        return Optional.of(new Pass(id, 0, new SearchedValues(watches(connection, id)), new ScanFindings()));
    }

    /**
     * Saves what was found, and leases on.
     *
     * @return the pass at its new revision, or empty if another node has taken it over
     */
    Optional<Pass> save(Connection connection, Pass pass, Instant leasedUntil) throws SQLException {
        String sql = "update " + tables.residueScan()
                + " set sealed_progress = ?, leased_until = ?, revision = revision + 1 where scan_id = ? and revision = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            byte[] progress = ScanProgressJson.write(pass.findings(), pass.values());
            update.setBytes(1, keys.seal(progress, associated(pass.id())));
            update.setObject(2, stored(connection, leasedUntil));
            update.setObject(3, pass.id());
            update.setLong(4, pass.revision());
            return update.executeUpdate() == 0
                    ? Optional.empty()
                    : Optional.of(new Pass(pass.id(), pass.revision() + 1, pass.values(), pass.findings()));
        }
    }

    /** Ends a pass, finished or not; erasures that still wait go into the next. */
    void dissolve(Connection connection, UUID pass) throws SQLException {
        run(connection, "update " + tables.residueWatch() + " set scan_id = null where scan_id = ?", pass);
        run(connection, "delete from " + tables.residueScan() + " where scan_id = ?", pass);
    }

    /** How many erasures wait, on whatever. */
    long waiting(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from " + tables.residueWatch());
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<Open> free(Connection connection, Instant now) throws SQLException {
        String sql = "select scan_id, area, revision, sealed_progress from " + tables.residueScan()
                + " where leased_until < ? and key_id = ? order by started_at for update";
        List<Open> open = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, stored(connection, now));
            select.setString(2, keys.secretId());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    open.add(new Open(
                            rows.getObject(1, UUID.class),
                            ScanArea.valueOf(rows.getString(2)),
                            rows.getLong(3),
                            rows.getBytes(4)));
                }
            }
        }
        return open;
    }

    private void lease(Connection connection, UUID pass, long revision, Instant until) throws SQLException {
        String sql = "update " + tables.residueScan()
                + " set leased_until = ?, revision = revision + 1 where scan_id = ? and revision = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, stored(connection, until));
            update.setObject(2, pass);
            update.setLong(3, revision);
            update.executeUpdate();
        }
    }

    /** Of two nodes at once the second waits for the first, and finds these erasures in a pass. */
    private int assign(Connection connection, UUID pass, int most) throws SQLException {
        String sql = "update " + tables.residueWatch() + " set scan_id = ? where scan_id is null and erasure_id in"
                + " (select f.erasure_id from (select w.erasure_id from " + tables.residueWatch()
                + " w where w.scan_id is null and w.key_id = ?"
                + " order by w.created_at, w.erasure_id fetch first " + most + " rows only) f)";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, pass);
            update.setString(2, keys.secretId());
            return update.executeUpdate();
        }
    }

    private List<Watch> watches(Connection connection, UUID pass) throws SQLException {
        String sql = "select erasure_id, sealed_values from " + tables.residueWatch()
                + " where scan_id = ? order by erasure_id";
        List<Watch> watches = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, pass);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID erasure = rows.getObject(1, UUID.class);
                    watches.add(new Watch(erasure, records.opened(rows.getBytes(2), erasure)));
                }
            }
        }
        return watches;
    }

    private static void run(Connection connection, String sql, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    private static byte[] associated(UUID pass) {
        return ("rasura/residue-scan/v1/" + pass).getBytes(StandardCharsets.UTF_8);
    }

    private static Object stored(Connection connection, Instant time) throws SQLException {
        return DatabaseFamily.of(connection).idiom().stored(time);
    }
}
