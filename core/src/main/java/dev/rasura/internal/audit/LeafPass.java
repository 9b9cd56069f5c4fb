package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pass over the sealed leaves, and beside them over their subjects. Used once. */
final class LeafPass {

    private final KeyRing keys;
    private final Findings findings;
    private final NumberSettlements settlements;
    private final TreeMap<Long, Checkpoint> checkpoints = new TreeMap<>();
    private final CompactRange range;
    private final StatedExpiry expired;
    private final boolean fromStart;
    private final long first;
    private long next;
    private boolean whole = true;
    private boolean complete;

    /**
     * @param mark where to go on
     * @param fromStart whether there is to be no leaf before that place
     * @param expired what sealed events say has expired
     */
    LeafPass(KeyRing keys, Findings findings, VerificationMark mark, boolean fromStart, StatedExpiry expired) {
        this.keys = keys;
        this.findings = findings;
        this.fromStart = fromStart;
        this.expired = expired;
        this.settlements = mark.numbers();
        this.range = mark.tree();
        this.first = range.size();
        this.next = first;
    }

    /** The log must have the checkpoint's root at the checkpoint's size. */
    void mustMatch(Checkpoint checkpoint) {
        Checkpoint other = checkpoints.put(checkpoint.size(), checkpoint);
        if (other != null && !other.equals(checkpoint)) {
            findings.add(
                    Kind.ALTERED,
                    "checkpoint " + checkpoint.size(),
                    "two signed checkpoints of this size differ: the log was forked");
        }
    }

    /**
     * Reads so many leaves at most.
     *
     * @param end none from this one on
     */
    void run(Connection connection, AuditStatements sql, long most, long end) throws SQLException {
        try (PreparedStatement leaves = connection.prepareStatement(sql.leaves);
                PreparedStatement subjects = connection.prepareStatement(sql.leafSubjects);
                PreparedStatement stored = connection.prepareStatement(sql.checkpoints)) {
            stored.setFetchSize(TrailVerification.FETCH);
            leaves.setFetchSize(TrailVerification.FETCH);
            subjects.setFetchSize(TrailVerification.FETCH);
            leaves.setLong(1, from());
            leaves.setLong(2, end);
            subjects.setLong(1, from());
            subjects.setLong(2, end);
            stored.setLong(1, first);
            stored.setLong(2, end);
            try (ResultSet rows = leaves.executeQuery();
                    ResultSet parties = subjects.executeQuery();
                    ResultSet notes = stored.executeQuery()) {
                SubjectRows beside = new SubjectRows(parties);
                CheckpointRows bounds =
                        new CheckpointRows(notes, findings, keys.signer().verifier(), first);
                Checkpoint begun = checkpoints.get(first);
                if (begun != null && !begun.hasRoot(range.root())) {
                    mismatch();
                }
                long read = 0;
                boolean more = rows.next();
                while (more && read++ < most) {
                    leaf(LeafRow.read(rows), beside);
                    bounds.reached(range, whole);
                    more = rows.next();
                }
                complete = !more;
                if (complete) {
                    beside.rest();
                }
            }
        }
        if (complete) {
            compareSizes();
        }
    }

    private void compareSizes() {
        for (long size : checkpoints.tailMap(next, false).keySet()) {
            findings.add(
                    Kind.MISSING,
                    NumberSettlements.leaves(next, size - 1),
                    "covered by the signed checkpoint of size " + size + ", and gone");
        }
        if (next > coveredSize()) {
            findings.add(
                    Kind.UNCOVERED,
                    NumberSettlements.leaves(coveredSize(), next - 1),
                    "no signed checkpoint covers them yet; seal() signs one");
        }
    }

    private void leaf(LeafRow row, SubjectRows beside) throws SQLException {
        String where = "leaf " + row.index();
        if (row.index() < next) {
            findings.add(Kind.INSERTED, where, "a second row, or one before the first");
            return;
        }
        if (row.index() > next) {
            findings.add(Kind.MISSING, NumberSettlements.leaves(next, row.index() - 1), "the row is gone");
            whole = false;
            next = row.index();
        }
        Set<Party> claimed = beside.of(row.index());
        byte[] hash = MerkleTree.leafHash(row.bytes());
        if (!Arrays.equals(hash, row.hash())) {
            findings.add(Kind.ALTERED, where, "event " + row.eventId() + ": its hash is not that of its bytes");
        }
        if (row.foreign(keys)) {
            TrailVerification.unknownKey(findings, where);
        } else {
            genuine(row, where, claimed);
        }
        if (!settlements.sealed(row.node(), row.epoch(), row.number())) {
            findings.add(
                    Kind.INSERTED,
                    where,
                    "event " + row.eventId() + ": a leaf before it has the same number of the same run");
        }
        range.append(hash);
        next++;
        Checkpoint checkpoint = checkpoints.get(next);
        if (checkpoint != null && !(whole && checkpoint.hasRoot(range.root()))) {
            mismatch();
        }
    }

    private void mismatch() {
        findings.add(
                Kind.ALTERED,
                "tree of size " + next,
                "its root is not the one that the signed checkpoint of this size has");
    }

    private void genuine(LeafRow row, String where, Set<Party> claimed) {
        Optional<Leaf> leaf = row.genuine(keys);
        if (leaf.isEmpty()) {
            boolean covered = row.index() < coveredSize();
            findings.add(
                    covered ? Kind.ALTERED : Kind.INSERTED,
                    where,
                    "event " + row.eventId() + ": its tag does not match, so it is not the row that was recorded");
            return;
        }
        if (!row.columnsAgree(leaf.get())) {
            findings.add(
                    Kind.ALTERED,
                    where,
                    "event " + row.eventId() + ": its query columns do not say what its bytes say");
        }
        Set<Party> subjects = new HashSet<>(leaf.get().event().subjects());
        if (!claimed.containsAll(subjects)
                && !expired.covers(row.eventType(), leaf.get().event().time())) {
            findings.add(Kind.MISSING, "subjects of " + where, "a subject that the leaf names has no row");
        }
        if (!subjects.containsAll(claimed)) {
            findings.add(Kind.INSERTED, "subjects of " + where, "a subject has a row, but the leaf does not name it");
        }
        settlements.heartbeat(leaf.get());
        settlements.closing(leaf.get());
        if (leaf.get().event().type().equals(Leaf.RECOVERED)) {
            Map<String, String> facts = leaf.get().event().facts();
            findings.add(
                    Kind.RECOVERED,
                    where,
                    "this log takes the place of '" + facts.get("formerOrigin") + "', whose last checkpoint covered "
                            + facts.get("formerSize") + " leaves, of which " + facts.get("leaves") + " were left"
                            + ("0".equals(facts.getOrDefault("expired", "0"))
                                    ? ""
                                    : " and " + facts.get("expired") + " had expired")
                            + ": " + facts.get("why"));
        }
        if (leaf.get().event().type().equals(Leaf.ALARM)) {
            findings.add(
                    Kind.ALARM,
                    where,
                    alarm(leaf.get().event().facts()) + ": "
                            + leaf.get().event().reason());
        }
    }

    private static String alarm(Map<String, String> facts) {
        String gap = facts.get("gap");
        return gap == null
                ? "staged row of event " + facts.get("event") + " was rejected"
                : "counter " + facts.get("node") + "/" + facts.get("epoch") + "/" + gap;
    }

    /** One more than the last leaf index that is there. */
    long size() {
        return next;
    }

    byte[] root() {
        return range.root();
    }

    byte[] frontier() {
        return range.frontier();
    }

    /** Whether all leaves were read. */
    boolean complete() {
        return complete;
    }

    /** Where to go on, or null if leaves are missing, so that there is no tree to go on with. */
    @Nullable
    String mark() {
        return whole ? new VerificationMark(range, settlements).text(keys) : null;
    }

    /** The first leaf that belongs to this pass: any before the first of all, if it begins there. */
    long from() {
        return fromStart ? Long.MIN_VALUE : first;
    }

    boolean whole() {
        return whole;
    }

    /** Whether one of these checkpoints could be compared with the leaves. Says which could not. */
    boolean anchored(List<Checkpoint> anchored) {
        boolean any = false;
        for (Checkpoint each : anchored) {
            if (each.size() < first && fromStart) {
                findings.add(
                        Kind.UNCOVERED,
                        "checkpoint " + each.size(),
                        "an anchor has no newer one, and the leaves up to it have expired, so it proves nothing of those that"
                                + " are left");
            } else {
                any = true;
            }
        }
        return any;
    }

    long coveredSize() {
        return checkpoints.isEmpty() ? 0 : checkpoints.lastKey();
    }

    /** The subject rows, read in step with the leaves. */
    private final class SubjectRows {
        private final ResultSet rows;
        private boolean more;

        SubjectRows(ResultSet rows) throws SQLException {
            this.rows = rows;
            this.more = rows.next();
        }

        Set<Party> of(long index) throws SQLException {
            Set<Party> found = new HashSet<>();
            while (more && rows.getLong(1) <= index) {
                if (rows.getLong(1) == index) {
                    found.add(new Party(Cells.text(rows, 2), Cells.text(rows, 3)));
                } else {
                    stray();
                }
                more = rows.next();
            }
            return found;
        }

        void rest() throws SQLException {
            while (more) {
                stray();
                more = rows.next();
            }
        }

        private void stray() throws SQLException {
            findings.add(Kind.INSERTED, "subjects of leaf " + rows.getLong(1), "there is no such leaf");
        }
    }
}
