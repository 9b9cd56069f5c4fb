package dev.rasura.internal.audit;

import dev.rasura.audit.Finding.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The pass over the personal values that are still held: each must open its commitment. One that is absent was erased. */
final class DisclosurePass {

    private final Findings findings;

    DisclosurePass(Findings findings) {
        this.findings = findings;
    }

    /** Compares those of leaves from the first to before the end. Returns how many there are. */
    long ofLeaves(Connection connection, AuditStatements sql, long first, long end) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.disclosuresOfLeaves)) {
            select.setLong(1, first);
            select.setLong(2, end);
            return run(select);
        }
    }

    /** Compares those of events that wait, and names those of no event. Returns how many there are. */
    long ofOthers(Connection connection, AuditStatements sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.disclosuresOfOthers)) {
            return run(select);
        }
    }

    private long run(PreparedStatement select) throws SQLException {
        long count = 0;
        try (select) {
            select.setFetchSize(TrailVerification.FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    count++;
                    compare(rows);
                }
            }
        }
        return count;
    }

    private void compare(ResultSet row) throws SQLException {
        UUID id = Cells.uuid(row, 1);
        String ref = Cells.text(row, 2);
        String field = Cells.text(row, 3);
        byte[] bytes = Cells.bytes(row, 6);
        String where = "disclosure of event " + id + ", field " + field;
        if (bytes.length == 0) {
            findings.add(Kind.INSERTED, where, "there is no such event");
            return;
        }
        Optional<Leaf> leaf = LeafReader.read(bytes);
        if (leaf.isEmpty()
                || !leaf.get().commitments().containsKey(field)
                || !leaf.get().refs(field).contains(ref)) {
            findings.add(Kind.INSERTED, where, "the event commits to no such field of this person");
        } else if (!leaf.get().opens(field, Cells.bytes(row, 4), Cells.text(row, 5))) {
            findings.add(Kind.ALTERED, where, "the value is not the one that the event commits to");
        }
    }
}
