package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import dev.rasura.internal.keys.NoteVerifier;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The checkpoints in the database, read in step with the leaves: each narrows down where a log that does not add up was
 * changed. A signature is verified only where roots differ; the newest one's is verified anyway.
 */
final class CheckpointRows {

    private final ResultSet rows;
    private final Findings findings;
    private final NoteVerifier verifier;
    private boolean more;
    private long good;
    private boolean said;

    /** @param good the size up to which the tree is known to be right */
    CheckpointRows(ResultSet rows, Findings findings, NoteVerifier verifier, long good) throws SQLException {
        this.rows = rows;
        this.findings = findings;
        this.verifier = verifier;
        this.good = good;
        this.more = rows.next();
    }

    /** Compares the tree as it is with the checkpoint of this size, if there is one. */
    void reached(CompactRange range, boolean whole) throws SQLException {
        while (more && rows.getLong(1) < range.size()) {
            more = rows.next();
        }
        if (!more || rows.getLong(1) != range.size() || !whole || said) {
            return;
        }
        Checkpoint now = Checkpoint.of(verifier.name(), range.size(), range.root());
        String note = Cells.text(rows, 3);
        if (note.startsWith(now.body())) {
            good = range.size();
        } else if (Checkpoint.open(note, verifier).isPresent()) {
            said = true;
            findings.add(
                    Kind.ALTERED,
                    NumberSettlements.leaves(good, range.size() - 1),
                    "among them are the first that were altered, reordered, inserted or removed: the checkpoint of "
                            + range.size() + " leaves has another root, and that of " + good + " has the right one");
        } else {
            findings.add(Kind.ALTERED, "checkpoint " + range.size(), "its note is neither genuine nor of these leaves");
        }
    }
}
