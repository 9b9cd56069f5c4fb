package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.ConsistencyProof;
import dev.rasura.audit.InclusionProof;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.keys.NoteVerifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes proofs from the hashes of the leaves, in one pass over them. A proof that does not lead to the signed root is never
 * given out.
 */
final class TreeProofs {

    private static final int FETCH = 10_000;

    private final AuditStatements sql;
    private final CheckpointBook checkpoints;
    private final ExpiredPrefixRow prefixes;
    private final NoteVerifier verifier;

    TreeProofs(AuditStatements sql, CheckpointBook checkpoints, KeyRing keys) {
        this.sql = sql;
        this.checkpoints = checkpoints;
        this.prefixes = new ExpiredPrefixRow(sql, keys);
        this.verifier = keys.signer().verifier();
    }

    InclusionProof inclusion(Connection connection, UUID event) throws SQLException {
        CheckpointBook.Stored newest = newest(connection);
        Checkpoint checkpoint = newest.checkpoint();
        long index;
        byte[] leaf;
        try (PreparedStatement select = connection.prepareStatement(sql.leafOfEvent)) {
            select.setObject(1, event);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getLong(1) >= checkpoint.size()) {
                    throw new AuditException("No checkpoint covers an event " + event
                            + ". If it was recorded lately, seal() it first. If not, it may have expired: expired() says what"
                            + " has; run verify() to see what is missing.");
                }
                index = row.getLong(1);
                leaf = Cells.bytes(row, 2);
            }
        }
        List<byte[]> path = roots(connection, MerkleTree.inclusionRanges(index, checkpoint.size()), checkpoint.size());
        if (!MerkleTree.includes(index, checkpoint.size(), MerkleTree.leafHash(leaf), path, checkpoint.rootBytes())) {
            throw disagreeing(checkpoint);
        }
        return proof(new Sealed(event, index, leaf), newest, path);
    }

    private static InclusionProof proof(Sealed sealed, CheckpointBook.Stored newest, List<byte[]> path) {
        String text = "c2sp.org/tlog-proof@v1\nextra " + Base64.getEncoder().encodeToString(sealed.leaf()) + "\nindex "
                + sealed.index() + "\n" + lines(path) + "\n" + newest.note();
        return new InclusionProof(
                sealed.event(), sealed.index(), newest.checkpoint().size(), text);
    }

    /** An event's leaf, as it was read. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sealed(UUID event, long index, byte[] leaf) {}

    /**
     * Proofs for many leaves in one pass, by leaf index. There is none for a leaf that no genuine checkpoint covers, or whose
     * path does not lead to the signed root.
     */
    Map<Long, InclusionProof> inclusions(Connection connection, List<Sealed> leaves) throws SQLException {
        Map<Long, InclusionProof> proofs = new HashMap<>();
        Optional<CheckpointBook.Stored> newest;
        try {
            newest = leaves.isEmpty() ? Optional.empty() : checkpoints.newest(connection);
        } catch (AuditException e) {
            // Its note is not genuine: nothing can be proven with it, and verification says so.
            newest = Optional.empty();
        }
        if (newest.isEmpty()) {
            return proofs;
        }
        Checkpoint checkpoint = newest.get().checkpoint();
        List<Sealed> covered =
                leaves.stream().filter(each -> each.index() < checkpoint.size()).toList();
        InclusionPass pass = InclusionPass.over(
                connection,
                sql,
                prefixes.read(connection).edge().range(),
                covered.stream().map(Sealed::index).toList(),
                checkpoint.size());
        for (Sealed each : covered) {
            Optional<List<byte[]>> path = pass.path(each.index());
            if (path.isPresent()
                    && MerkleTree.includes(
                            each.index(),
                            checkpoint.size(),
                            MerkleTree.leafHash(each.leaf()),
                            path.get(),
                            checkpoint.rootBytes())) {
                proofs.put(each.index(), proof(each, newest.get(), path.get()));
            }
        }
        return proofs;
    }

    ConsistencyProof consistency(Connection connection, String olderNote) throws SQLException {
        Checkpoint older = Checkpoint.open(olderNote, verifier)
                .orElseThrow(() -> new AuditException("The earlier checkpoint is not a note that the key of '"
                        + verifier.name() + "' signed. Give it as seal() returned it or the anchor keeps it, with its"
                        + " signature."));
        CheckpointBook.Stored newest = newest(connection);
        Checkpoint checkpoint = newest.checkpoint();
        if (older.size() > checkpoint.size()) {
            throw CheckpointBook.behind(checkpoint.size(), older.size());
        }
        long first = prefixes.read(connection).first();
        if (older.size() > 0 && older.size() < first) {
            throw new AuditException("The earlier checkpoint covers " + older.size() + " leaves, but the first " + first
                    + " have expired, so nothing is left that it could be proven by. Prove it by a checkpoint of "
                    + first + " leaves or more.");
        }
        List<byte[]> path =
                roots(connection, MerkleTree.consistencyRanges(older.size(), checkpoint.size()), checkpoint.size());
        if (!MerkleTree.consistent(older.size(), checkpoint.size(), older.rootBytes(), checkpoint.rootBytes(), path)) {
            throw new AuditException(
                    "The log of " + checkpoint.size() + " leaves does not continue the checkpoint of " + older.size()
                            + " leaves: it was altered, or restored and went another way. Run verify() to see where.");
        }
        return new ConsistencyProof(
                older.size(), checkpoint.size(), "old " + older.size() + "\n" + lines(path) + "\n" + newest.note());
    }

    private CheckpointBook.Stored newest(Connection connection) throws SQLException {
        return checkpoints
                .newest(connection)
                .orElseThrow(() ->
                        new AuditException("Nothing is sealed yet, so nothing can be proven. Call seal() first."));
    }

    private static AuditException disagreeing(Checkpoint checkpoint) {
        return new AuditException("The leaves in the database do not add up to the signed checkpoint of size "
                + checkpoint.size() + ", so nothing can be proven. Run verify() to see which rows were altered.");
    }

    private static String lines(List<byte[]> hashes) {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(
                hash -> lines.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return lines.toString();
    }

    /** The roots over the ranges, in the order in which these are given. */
    private List<byte[]> roots(Connection connection, List<MerkleTree.Range> ranges, long size) throws SQLException {
        CompactRange expired = prefixes.read(connection).edge().range();
        List<CompactRange> sums = new ArrayList<>();
        for (MerkleTree.Range range : ranges) {
            long end = Math.min(range.end(), expired.size());
            // Of a subtree that is gone with its leaves nothing is known; the proof then leads nowhere, and is not
            // given out.
            sums.add(
                    range.first() >= end
                            ? new CompactRange()
                            : expired.part(range.first(), end).orElseGet(CompactRange::new));
        }
        List<Integer> byPlace = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            byPlace.add(i);
        }
        byPlace.sort(Comparator.comparingLong(i -> ranges.get(i).first()));
        try (PreparedStatement select = connection.prepareStatement(sql.leafHashes)) {
            select.setFetchSize(FETCH);
            select.setLong(1, size);
            try (ResultSet rows = select.executeQuery()) {
                int at = 0;
                while (rows.next() && at < byPlace.size()) {
                    long index = rows.getLong(1);
                    while (at < byPlace.size() && ranges.get(byPlace.get(at)).end() <= index) {
                        at++;
                    }
                    if (at < byPlace.size() && ranges.get(byPlace.get(at)).first() <= index) {
                        sums.get(byPlace.get(at)).append(Cells.bytes(rows, 2));
                    }
                }
            }
        }
        return sums.stream().map(CompactRange::root).toList();
    }
}
