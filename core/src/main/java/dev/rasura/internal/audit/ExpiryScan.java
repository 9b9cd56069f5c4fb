package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.ExpiryPreview;
import dev.rasura.audit.ExpiryPreview.Due;
import dev.rasura.audit.ExpiryPreview.HeldBack;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds in one snapshot what is past its period. A leaf is judged by its own genuine bytes, never by a column, and the prefix
 * must lead to a signed checkpoint: what was altered is evidence, and never expires. Used once.
 */
final class ExpiryScan {

    private static final int FETCH = 1_000;
    private static final int WINDOW = 10 * 1_024;

    private final Connection connection;
    private final AuditStatements sql;
    private final KeyRing keys;
    private final LogPeriods periods;
    private final int batch;
    private final long most;

    private final Map<String, Long> leaves = new HashMap<>();
    private final Map<String, Long> ofTile = new HashMap<>();
    private final NavigableMap<Long, byte[]> roots = new TreeMap<>();
    private long first;
    private boolean capped;
    private CompactRange atEnd = new CompactRange();
    private @Nullable HeldBack heldBackBy;

    ExpiryScan(Connection connection, AuditStatements sql, KeyRing keys, LogPeriods periods, int batch, long most) {
        this.connection = connection;
        this.sql = sql;
        this.keys = keys;
        this.periods = periods;
        this.batch = batch;
        this.most = most;
    }

    /**
     * What is due.
     *
     * @param preview as it is told
     * @param roots the roots of the trees at whose sizes batches of the prefix end, by size; the last is the prefix's
     * @param capped whether more leaves may be due
     */
    record Found(ExpiryPreview preview, NavigableMap<Long, byte[]> roots, boolean capped) {}

    /** @param prefix what has expired already */
    Found run(ExpiredPrefix prefix) throws SQLException {
        first = prefix.first();
        CompactRange range = prefix.edge().range();
        long covered = newestCheckpoint();
        boolean past = true;
        while (past && range.size() < covered) {
            long before = range.size();
            past = window(range, Math.min(covered, before + WINDOW));
            if (past && range.size() == before) {
                throw refused(before, "is missing");
            }
        }
        long left = first;
        if (!roots.isEmpty()) {
            left = roots.lastKey();
            mustLeadToACheckpoint();
        }
        return new Found(
                new ExpiryPreview(periods.now(), due(), first, left, heldBackBy, range.size() - left), roots, capped);
    }

    /** Reads leaves up to the end. Returns whether to go on: whether all are past their period, and the cap is not reached. */
    private boolean window(CompactRange range, long end) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.leaves)) {
            select.setFetchSize(FETCH);
            select.setLong(1, range.size());
            select.setLong(2, end);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    LeafRow row = LeafRow.read(rows);
                    if (row.index() != range.size()) {
                        throw refused(range.size(), "is missing");
                    }
                    Optional<Leaf> leaf = row.foreign(keys) ? Optional.empty() : row.genuine(keys);
                    if (leaf.isEmpty()) {
                        throw refused(row.index(), "was altered, or made with another secret");
                    }
                    if (!past(row.index(), leaf.get())) {
                        return false;
                    }
                    range.append(MerkleTree.leafHash(row.bytes()));
                    ofTile.merge(leaf.get().event().type(), 1L, Long::sum);
                    if (range.size() % TileWriter.WIDTH == 0) {
                        tile(range);
                        capped = range.size() - first + TileWriter.WIDTH > most;
                        if (capped) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    private boolean past(long index, Leaf leaf) {
        String type = leaf.event().type();
        Instant time = leaf.event().time();
        if (periods.past(type, time)) {
            return true;
        }
        heldBackBy = new HeldBack(index, type, time, periods.until(type, time));
        return false;
    }

    /** A whole tile is past its period. */
    private void tile(CompactRange range) {
        ofTile.forEach((type, count) -> leaves.merge(type, count, Long::sum));
        ofTile.clear();
        if (!roots.isEmpty() && roots.lastKey() % batch != 0) {
            roots.pollLastEntry();
        }
        roots.put(range.size(), range.root());
        atEnd = range.copy();
    }

    private Map<String, Due> due() throws SQLException {
        Map<String, Due> due = new TreeMap<>();
        leaves.forEach((type, count) -> due.put(type, new Due(periods.of(type), periods.before(type), 0, 0, count)));
        try (PreparedStatement select = connection.prepareStatement(sql.oldestOfTypes);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String type = Cells.text(rows, 1);
                if (periods.past(type, Cells.instant(rows, 2))) {
                    long values = count(sql.countValuesBefore, type);
                    long subjects = count(sql.countSubjectsBefore, type);
                    long count = leaves.getOrDefault(type, 0L);
                    if (values + subjects + count > 0) {
                        due.put(type, new Due(periods.of(type), periods.before(type), values, subjects, count));
                    }
                }
            }
        }
        return due;
    }

    private long count(String query, String type) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, type);
            select.setObject(2, DatabaseFamily.of(connection).idiom().stored(periods.before(type)));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private long newestCheckpoint() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.newestCheckpoint);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** The prefix must be what was signed: its tree, grown by the hashes that follow, has a signed root. */
    private void mustLeadToACheckpoint() throws SQLException {
        CompactRange range = atEnd.copy();
        Optional<Checkpoint> checkpoint = checkpointFrom(range.size());
        if (checkpoint.isPresent()) {
            hashes(range, checkpoint.get().size());
        }
        if (checkpoint.isEmpty()
                || range.size() != checkpoint.get().size()
                || !checkpoint.get().hasRoot(range.root())) {
            throw new AuditException(
                    "The leaves before " + atEnd.size() + " are past their period, but do not add up to a"
                            + " signed checkpoint: they were altered. Nothing is removed; run verify() to see which, and restore"
                            + " them.");
        }
    }

    private Optional<Checkpoint> checkpointFrom(long size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.checkpointsFrom)) {
            select.setFetchSize(FETCH);
            select.setLong(1, size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Optional<Checkpoint> checkpoint =
                            Checkpoint.open(Cells.text(rows, 3), keys.signer().verifier());
                    if (checkpoint.filter(each -> each.size() >= size).isPresent()) {
                        return checkpoint;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void hashes(CompactRange range, long end) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.leafHashesBetween)) {
            select.setFetchSize(FETCH);
            select.setLong(1, range.size());
            select.setLong(2, end);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    range.append(Cells.bytes(rows, 2));
                }
            }
        }
    }

    private static AuditException refused(long index, String what) {
        return new AuditException(
                "Leaf " + index + " of the audit trail " + what + ", and what was altered never expires."
                        + " Nothing is removed; run verify() to see all that was, and restore it.");
    }
}
