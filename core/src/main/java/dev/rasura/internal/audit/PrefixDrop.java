package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Drops leaves at the beginning of the log, in the connection's transaction and under the coordinator row's lock, after it
 * verified them like any verification does, and keeps what is needed of them.
 */
final class PrefixDrop {

    private static final int FETCH = 1_000;

    private final Connection connection;
    private final AuditStatements sql;
    private final KeyRing keys;

    PrefixDrop(Connection connection, AuditStatements sql, KeyRing keys) {
        this.connection = connection;
        this.sql = sql;
        this.keys = keys;
    }

    /**
     * Drops all leaves before the end, which is one of a tile. Returns the end.
     *
     * @param prefix what is gone already
     * @param root of the tree over all leaves before the end
     * @throws AuditException if the leaves are not what was recorded and signed
     */
    long run(ExpiredPrefix prefix, long end, byte[] root, ExpiredPrefixRow prefixes) throws SQLException {
        Findings findings = new Findings();
        LeafPass pass = new LeafPass(keys, findings, prefix.mark(), true, StatedExpiry.read(connection, sql, keys));
        pass.run(connection, sql, Long.MAX_VALUE, end);
        // That the sealer met something wrong is said by an event like any other, which has its own period.
        Optional<Finding> wrong = findings.all().stream()
                .filter(finding -> finding.kind().isBreach() && finding.kind() != Kind.ALARM)
                .findFirst();
        if (wrong.isPresent()) {
            throw refused(wrong.get().where() + ": " + wrong.get().what());
        }
        keep(prefix.edge(), prefix.first(), end);
        if (pass.size() != end
                || !Arrays.equals(pass.root(), root)
                || !Arrays.equals(prefix.edge().range().root(), root)) {
            throw refused("leaves before " + end + ": they are not those that were signed");
        }
        for (String statement : sql.dropPrefix) {
            try (PreparedStatement drop = connection.prepareStatement(statement)) {
                drop.setLong(1, end);
                drop.executeUpdate();
            }
        }
        prefixes.write(connection, prefix);
        return end;
    }

    /** Adds the root of each tile of leaves. */
    private void keep(TileEdge edge, long first, long end) throws SQLException {
        CompactRange tile = new CompactRange();
        try (PreparedStatement select = connection.prepareStatement(sql.leafHashesBetween)) {
            select.setFetchSize(FETCH);
            select.setLong(1, first);
            select.setLong(2, end);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tile.append(Cells.bytes(rows, 2));
                    if (tile.size() == TileWriter.WIDTH) {
                        edge.append(tile.root());
                        tile = new CompactRange();
                    }
                }
            }
        }
    }

    private static AuditException refused(String what) {
        return new AuditException("Leaves past their period were altered, and what was altered never expires: " + what
                + ". Nothing more is removed; run verify() to see all that was, and restore it.");
    }
}
