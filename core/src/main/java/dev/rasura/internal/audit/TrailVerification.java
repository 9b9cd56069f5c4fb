package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the trail in one snapshot, or a part of it, and says what is not as it was written. One pass over the leaves, one over
 * the staged rows, one over the disclosures; nothing is held but the frontier, what heartbeats said, and which numbers have rows.
 */
final class TrailVerification {

    static final int FETCH = 1_000;

    private final AuditStatements sql;
    private final KeyRing keys;
    private final Anchors anchors;
    private final EventStaging staging;
    private final ExpiredPrefixRow prefixes;

    TrailVerification(AuditStatements sql, KeyRing keys, Anchors anchors, EventStaging staging) {
        this.sql = sql;
        this.keys = keys;
        this.anchors = anchors;
        this.staging = staging;
        this.prefixes = new ExpiredPrefixRow(sql, keys);
    }

    /**
     * What must be known before the snapshot is taken, so that the snapshot cannot be older than it.
     *
     * @param anchored the checkpoints that lie outside the database
     * @param settled how the events of this process ended
     */
    record Start(List<Checkpoint> anchored, StagingCounter.Settlement settled) {}

    Start start() {
        return new Start(anchors.newest(), staging.counter().current());
    }

    VerificationReport run(Connection connection, Start start, VerificationScope scope) throws SQLException {
        Findings findings = new Findings();
        StatedExpiry expired = StatedExpiry.read(connection, sql, keys);
        ExpiredPrefix prefix = prefix(connection, expired, findings);
        VerificationMark given = scope.mark() == null ? null : VerificationMark.read(scope.mark(), keys);
        // What lies between an older mark and the first leaf that is left has expired.
        boolean fromStart = given == null || given.tree().size() < prefix.first();
        VerificationMark mark = given == null || fromStart ? prefix.mark() : given;
        NumberSettlements settlements = mark.numbers();
        LeafPass leaves = new LeafPass(keys, findings, mark, fromStart, expired);
        start.anchored().forEach(leaves::mustMatch);
        newestCheckpoint(connection, findings).ifPresent(leaves::mustMatch);
        leaves.run(connection, sql, scope.leaves(), Long.MAX_VALUE);
        String next = leaves.mark();

        DisclosurePass values = new DisclosurePass(findings);
        long disclosures =
                values.ofLeaves(connection, sql, leaves.from(), leaves.complete() ? Long.MAX_VALUE : leaves.size());
        long staged = 0;
        if (leaves.complete()) {
            coordinator(connection, leaves, findings);
            staged = staged(connection, findings, settlements);
            repeated(connection, leaves.from(), findings);
            settlements.known(staging.node(), staging.epoch(), start.settled());
            settlements.compare(findings);
            disclosures += values.ofOthers(connection, sql);
        }
        return new VerificationReport(
                prefix.first(),
                leaves.size(),
                HexFormat.of().formatHex(leaves.root()),
                leaves.coveredSize(),
                leaves.anchored(start.anchored()),
                staged,
                disclosures,
                findings.all(),
                findings.omitted(),
                leaves.complete(),
                next);
    }

    /** What is kept of leaves that have expired, if a sealed event says that they have. */
    private ExpiredPrefix prefix(Connection connection, StatedExpiry expired, Findings findings) throws SQLException {
        Optional<ExpiredPrefix> prefix = prefixes.genuine(connection);
        if (prefix.isEmpty()) {
            findings.add(
                    Kind.ALTERED,
                    "expired leaves",
                    "what is kept of them was not written by this log, or with another secret");
            return ExpiredPrefix.none();
        }
        if (prefix.get().first() > expired.leaves()) {
            findings.add(
                    Kind.MISSING,
                    NumberSettlements.leaves(expired.leaves(), prefix.get().first() - 1),
                    "gone, and no sealed event says that they have expired");
        }
        return prefix.get();
    }

    private Optional<Checkpoint> newestCheckpoint(Connection connection, Findings findings) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.newestCheckpoint);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long size = row.getLong(1);
            byte[] root = Cells.bytes(row, 2);
            Optional<Checkpoint> checkpoint =
                    Checkpoint.open(Cells.text(row, 3), keys.signer().verifier());
            if (checkpoint.isEmpty()) {
                findings.add(Kind.ALTERED, "checkpoint " + size, "its note is not signed by the key of this log");
            } else if (checkpoint.get().size() != size || !checkpoint.get().hasRoot(root)) {
                findings.add(Kind.ALTERED, "checkpoint " + size, "its columns do not say what its note says");
            }
            return checkpoint;
        }
    }

    private void coordinator(Connection connection, LeafPass leaves, Findings findings) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.readCoordinator);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                findings.add(Kind.MISSING, "coordinator", "the row is gone");
                return;
            }
            long size = row.getLong(1);
            if (size > leaves.size()) {
                findings.add(
                        Kind.MISSING,
                        NumberSettlements.leaves(leaves.size(), size - 1),
                        "sealed, as the coordinator row says, and gone");
            } else if (size < leaves.size()) {
                findings.add(
                        Kind.INSERTED,
                        NumberSettlements.leaves(size, leaves.size() - 1),
                        "beyond the " + size + " leaves that the coordinator row says were sealed");
            } else if (leaves.whole() && !Arrays.equals(Cells.bytes(row, 2), leaves.frontier())) {
                findings.add(Kind.ALTERED, "coordinator", "its frontier is not that of the leaves");
            }
        }
    }

    private long staged(Connection connection, Findings findings, NumberSettlements settlements) throws SQLException {
        long count = 0;
        try (PreparedStatement select = connection.prepareStatement(sql.staged)) {
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    count++;
                    UUID id = Cells.uuid(rows, 1);
                    if (!settlements.staged(Cells.text(rows, 2), Cells.uuid(rows, 3), rows.getLong(4))) {
                        findings.add(Kind.INSERTED, "staged " + id, "a leaf has the same number of the same run");
                    }
                    String keyId = Cells.text(rows, 7);
                    if (!keys.secretId().equals(keyId)) {
                        unknownKey(findings, "staged " + id);
                        continue;
                    }
                    Optional<Leaf> leaf = LeafSequencer.genuine(
                            keys,
                            id,
                            Cells.text(rows, 2),
                            Cells.uuid(rows, 3),
                            rows.getLong(4),
                            Cells.bytes(rows, 5),
                            Cells.bytes(rows, 6));
                    if (leaf.isEmpty()) {
                        findings.add(Kind.ALTERED, "staged " + id, "altered or inserted: its tag does not match");
                    } else {
                        settlements.heartbeat(leaf.get());
                    }
                }
            }
        }
        return count;
    }

    static void unknownKey(Findings findings, String where) {
        findings.add(
                Kind.UNKNOWN_KEY, where, "made with a secret that this process does not hold: configure that secret");
    }

    private void repeated(Connection connection, long first, Findings findings) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(first < 0 ? sql.repeatedEvents : sql.repeatedSince)) {
            if (first >= 0) {
                select.setLong(1, first);
            }
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    findings.add(Kind.INSERTED, "event " + Cells.uuid(rows, 1), "it is there more than once");
                }
            }
        }
    }
}
