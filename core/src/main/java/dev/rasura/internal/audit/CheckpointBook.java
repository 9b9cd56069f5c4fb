package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.keys.NoteVerifier;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs and publishes checkpoints. Before it signs, it reads what is committed again and proves that it continues the last
 * checkpoint: nothing that the sealer believes is taken on trust.
 */
final class CheckpointBook {

    private static final int FETCH = 1_000;

    private final AuditStatements sql;
    private final KeyRing keys;
    private final Anchors anchors;
    private final Clock clock;
    private final ExpiredPrefixRow prefixes;

    CheckpointBook(AuditStatements sql, KeyRing keys, Anchors anchors, Clock clock) {
        this.sql = sql;
        this.keys = keys;
        this.anchors = anchors;
        this.clock = clock;
        this.prefixes = new ExpiredPrefixRow(sql, keys);
    }

    /**
     * What a checkpoint covers now.
     *
     * @param checkpoint the checkpoint
     * @param note as it was signed, or null for the empty log
     */
    record Published(Checkpoint checkpoint, @Nullable String note) {}

    /**
     * The size that the anchors vouch for, 0 if none can be read.
     *
     * @param former the log that this one takes the place of, or null
     */
    long anchoredSize(@Nullable NoteVerifier former) {
        return anchors.newest(former).stream().mapToLong(Checkpoint::size).max().orElse(0);
    }

    /** The size that the newest checkpoint in the database vouches for, 0 if there is none. */
    long storedSize(Connection connection) throws SQLException {
        return newest(connection).map(stored -> stored.checkpoint().size()).orElse(0L);
    }

    /**
     * Signs what is committed, anchors it, then stores it, in the connection's transaction and under the coordinator row's
     * lock. If the newest checkpoint covers everything already, it is only proved again.
     *
     * @throws AuditException if the log does not continue its last checkpoint
     */
    Published publish(Connection connection, @Nullable NoteVerifier former) throws SQLException {
        CompactRange claimed = LeafSequencer.lockedRange(connection, sql.lockCoordinator);
        List<Checkpoint> bases = new ArrayList<>(anchors.newest(former));
        Optional<Stored> stored = newest(connection);
        stored.ifPresent(row -> bases.add(row.checkpoint()));
        bases.sort(Comparator.comparingLong(Checkpoint::size));
        if (!bases.isEmpty() && bases.get(bases.size() - 1).size() > claimed.size()) {
            throw behind(claimed.size(), bases.get(bases.size() - 1).size());
        }
        CompactRange range = proved(connection, bases);
        extend(connection, range, claimed.size());
        Checkpoint checkpoint = Checkpoint.of(keys.signer().verifier().name(), range.size(), range.root());
        if (range.size() != claimed.size() || !Arrays.equals(range.root(), claimed.root())) {
            throw new AuditException("The sealed log has " + range.size()
                    + " leaves that do not add up to what the sealer" + " committed for " + claimed.size()
                    + ". Nothing is signed; run verify() to see which rows were altered.");
        }
        if (range.size() == 0) {
            return new Published(checkpoint, null);
        }
        boolean covered = stored.isPresent() && stored.get().checkpoint().size() == range.size();
        // A key that replaces another one signs what that one signed before, so that it can be verified by the new one
        // alone.
        if (covered
                && keys.signer().verifier().alone().open(stored.get().note()).isPresent()) {
            anchors.catchUp(stored.get().note(), range.size(), former);
            return new Published(checkpoint, stored.get().note());
        }
        String note = keys.signer().sign(checkpoint.body());
        anchors.anchor(note);
        if (covered) {
            update(connection, checkpoint.size(), note);
        } else {
            insert(connection, checkpoint, range.frontier(), note);
        }
        return new Published(checkpoint, note);
    }

    static AuditException behind(long size, long anchored) {
        return new AuditException("The audit trail has " + size + " leaves, but a signed checkpoint covers " + anchored
                + ": the database is an older copy, or leaves were removed. Nothing is sealed or signed; recording goes on."
                + " Restore the newer copy, or, if there is none, begin a new log with recover().");
    }

    /** A checkpoint that the database keeps, and its signed note. */
    record Stored(Checkpoint checkpoint, String note) {}

    /** @throws AuditException if its note is not signed by the log's key, or stands under another size */
    Optional<Stored> newest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.newestCheckpoint);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long size = row.getLong(1);
            String note = Cells.text(row, 3);
            Checkpoint checkpoint = Checkpoint.open(note, keys.signer().verifier())
                    .orElseThrow(
                            () -> new AuditException(
                                    "The newest checkpoint in the database is not signed by the key of '"
                                            + keys.signer().verifier().name()
                                            + "': it was replaced, or this process has another key."
                                            + " Nothing is signed; configure the log's key, or run verify() to see what was altered."));
            if (checkpoint.size() != size) {
                throw new AuditException(
                        "The checkpoint of size " + size + " in the database is of " + checkpoint.size()
                                + " leaves: the sealer did not write it so. Nothing is sealed or signed; recording goes on. verify()"
                                + " names it as ALTERED: keep a copy of the row as evidence and delete it; sealing then goes on.");
            }
            return Optional.of(new Stored(checkpoint, note));
        }
    }

    /**
     * The range at the size of the newest of the checkpoints, with all of which it agrees. Where they agree with each other,
     * as they do unless an anchor was down, the frontier stored with them proves itself and no leaf is read.
     */
    private CompactRange proved(Connection connection, List<Checkpoint> bases) throws SQLException {
        ExpiredPrefix prefix = prefixes.read(connection);
        if (bases.isEmpty()) {
            return prefix.edge().range();
        }
        Checkpoint first = bases.get(0);
        if (first.size() < prefix.first()) {
            throw new AuditException("An anchor's newest checkpoint covers " + first.size() + " leaves, but the first "
                    + prefix.first() + " have expired, so it cannot be compared with those that are left. Nothing is"
                    + " signed; give that anchor the newest checkpoint that another anchor has, or take it out.");
        }
        CompactRange range = storedRange(connection, first.size());
        if (!first.hasRoot(range.root())) {
            range = prefix.edge().range();
        }
        for (Checkpoint base : bases) {
            extend(connection, range, base.size());
            if (range.size() != base.size() || !base.hasRoot(range.root())) {
                throw new AuditException(
                        "The first " + base.size() + " leaves of the audit trail are not those that a signed"
                                + " checkpoint covers: they were altered, or the database was restored and went another way. Nothing"
                                + " is signed; recording goes on. Run verify() to see what was altered, and restore the copy that"
                                + " the checkpoint is of, or, if there is none, begin a new log with recover().");
            }
        }
        return range;
    }

    private CompactRange storedRange(Connection connection, long size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.checkpointFrontier)) {
            select.setLong(1, size);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? CompactRange.of(size, Cells.bytes(row, 1)) : new CompactRange();
            }
        } catch (IllegalArgumentException e) {
            return new CompactRange();
        }
    }

    private void extend(Connection connection, CompactRange range, long size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.leaves)) {
            select.setFetchSize(FETCH);
            select.setLong(1, range.size());
            select.setLong(2, size);
            try (ResultSet rows = select.executeQuery()) {
                while (range.size() < size && rows.next()) {
                    LeafRow leaf = LeafRow.read(rows);
                    if (leaf.index() != range.size()
                            || leaf.foreign(keys)
                            || leaf.genuine(keys).isEmpty()) {
                        throw new AuditException(
                                "Leaf " + range.size() + " of the audit trail is missing or was altered after"
                                        + " it was sealed. Nothing is signed; run verify() to see all that was, and restore it.");
                    }
                    range.append(MerkleTree.leafHash(leaf.bytes()));
                }
            }
        }
    }

    private void update(Connection connection, long size, String note) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql.updateCheckpoint)) {
            update.setString(1, note);
            update.setLong(2, size);
            update.executeUpdate();
        }
    }

    private void insert(Connection connection, Checkpoint checkpoint, byte[] frontier, String note)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql.insertCheckpoint)) {
            insert.setLong(1, checkpoint.size());
            insert.setBytes(2, checkpoint.rootBytes());
            insert.setBytes(3, frontier);
            insert.setString(4, note);
            insert.setObject(
                    5,
                    DatabaseFamily.of(connection)
                            .idiom()
                            .stored(Instant.now(clock).truncatedTo(ChronoUnit.MICROS)));
            insert.executeUpdate();
        }
    }
}
