package dev.rasura.example.quickstart;

import dev.rasura.Rasura;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.VerificationReport;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the audit trail, verifies it, and shows that an altered row does not go unnoticed. */
final class AuditStep {

    private final Console console;
    private final Connection connection;
    private final String leaves;

    AuditStep(Console console, Connection connection, String schema) {
        this.console = console;
        this.connection = connection;
        this.leaves = schema + ".rasura_audit_leaf";
    }

    Report.Audit run(Rasura rasura) throws SQLException {
        console.step(5, "Audit: the trail of all that, and what becomes of whoever alters it");
        SealReport seal = console.doing("Sealing", () -> rasura.audit().seal());
        List<RecordedEvent> events = rasura.audit().events(AuditQuery.all());
        print(events);
        console.fact("tree", seal.treeSize() + " leaves, root " + seal.rootHash());
        VerificationReport before =
                console.doing("Verifying", () -> rasura.audit().verify());
        print(before);
        boolean tamperFound = tamper(rasura);
        VerificationReport after = rasura.audit().verify();
        console.line("The row is put back.");
        print(after);
        return new Report.Audit(
                events.size(),
                after.treeSize(),
                after.rootHash(),
                before.intact() && after.intact() && after.anchored(),
                tamperFound);
    }

    /** Turns one byte of a sealed event round behind the library's back, and puts it back. */
    private boolean tamper(Rasura rasura) throws SQLException {
        long index = leaf("select min(leaf_index) from " + leaves + " where event_type = 'erasure.executed'");
        byte[] genuine = bytes(index);
        byte[] forged = Arrays.copyOf(genuine, genuine.length);
        forged[forged.length / 2] ^= 1;
        console.line("");
        console.line("Now one byte of leaf " + index + " is changed by SQL, behind the library's back:");
        write(index, forged);
        try {
            VerificationReport report = rasura.audit().verify();
            report.findings().forEach(f -> console.warning(f.toString()));
            return !report.intact()
                    && report.findings().stream()
                            .anyMatch(f -> f.kind().isBreach() && f.where().equals("leaf " + index));
        } finally {
            write(index, genuine);
        }
    }

    private void print(List<RecordedEvent> events) {
        Table table = new Table("leaf", "time", "event", "outcome", "whose", "what");
        for (RecordedEvent event : events) {
            table.row(
                    event.leafIndex(),
                    event.time(),
                    event.type(),
                    event.outcome(),
                    event.subjects().stream().map(s -> s.type() + " " + s.ref()).collect(Collectors.joining(", ")),
                    event.facts().entrySet().stream()
                            .map(f -> f.getKey() + "=" + f.getValue())
                            .sorted()
                            .collect(Collectors.joining(" ")));
        }
        console.table(table);
    }

    private void print(VerificationReport report) {
        if (report.intact()) {
            console.good("Verified: " + report.treeSize() + " leaves, as the checkpoint "
                    + (report.anchored() ? "outside the database" : "in the database") + " says.");
        } else {
            report.findings().forEach(f -> console.warning(f.toString()));
        }
    }

    private long leaf(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } finally {
            connection.commit();
        }
    }

    private byte[] bytes(long index) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select leaf from " + leaves + " where leaf_index = ?")) {
            select.setLong(1, index);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        } finally {
            connection.commit();
        }
    }

    private void write(long index, byte[] leaf) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update " + leaves + " set leaf = ? where leaf_index = ?")) {
            update.setBytes(1, leaf);
            update.setLong(2, index);
            update.executeUpdate();
        }
        connection.commit();
    }
}
