package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.VerificationReport;
import dev.rasura.internal.audit.EndedProcess.Place;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.FileAnchor;
import dev.rasura.testing.OwnJvm;
import dev.rasura.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.SessionFactory;

/**
 * A trail in which one node after the other ends before its time, and one that survives them all says after each what became
 * of it. Used by one thread.
 */
final class CrashedTrail implements CrashMatrix.Crashed {

    private final TestDatabase database;
    private final Path keys;
    private final Path anchor;
    private final Place place;
    private final SessionFactory factory;
    private final SealedTrail survivor;

    CrashedTrail(DatabaseFamily family, Path folder, Path keys) throws SQLException {
        this.database = EndedProcess.database(family, folder);
        this.keys = keys;
        this.anchor = folder.resolve("anchor");
        this.place = new Place(database, anchor);
        this.factory = place.factory(NodeLife.Applicant.class);
        try (Connection open = database.connect()) {
            NodeLife.rasura(factory, keys).createTables(true).build().close();
            EndedProcess.stillOpen(open);
        }
        this.survivor = node("survivor", Clock.systemUTC());
    }

    private SealedTrail node(String name, Clock clock) {
        return NodeLife.trail(factory, keys, anchor, name, clock);
    }

    @Override
    public OwnJvm.Ended run(OwnJvm jvm, int number, int last) throws Exception {
        try (Connection open = database.connect()) {
            SealedTrail silent = node("silent-" + number, Clock.systemUTC());
            silent.record(RecordedTrail.view(RecordedTrail.ANNA));
            survivor.seal();
            database.execute(
                    "update rasura_audit_leaf set sealed_at = sealed_at - interval '2' hour where node = ?",
                    "silent-" + number);
            survivor.record(RecordedTrail.view(RecordedTrail.BERT));
            EndedProcess.stillOpen(open);
        }
        return EndedProcess.run(jvm, NodeLife.class, place.before(last), keys, number);
    }

    @Override
    public void check(int number, List<String> made) throws SQLException {
        try (Connection open = database.connect()) {
            lawSix(number, eventsOf(open, "node-" + number), made);
            List<UUID> committed = ids(open, "rasura_audit_leaf");
            committed.addAll(ids(open, "rasura_audit_staged"));
            assertThat(committed).doesNotHaveDuplicates();

            noFalseAlarm(Kind.UNSETTLED, Kind.UNCOVERED);
            SealReport sealed = node("restarted-" + number, Clock.systemUTC()).seal();
            assertThat(sealed.alarms()).isZero();
            VerificationReport after = noFalseAlarm(Kind.UNSETTLED);
            assertThat(after.anchored()).isTrue();
            assertThat(after.staged()).isZero();
            assertThat(after.coveredSize()).isEqualTo(after.treeSize());
            assertThat(new FileAnchor(anchor).latest()).hasValue(sealed.checkpoint());
            assertThat(ids(open, "rasura_audit_leaf")).doesNotHaveDuplicates().containsAll(committed);
        }
    }

    private VerificationReport noFalseAlarm(Kind... allowed) {
        VerificationReport report = survivor.verify();
        assertThat(report.findings()).extracting(Finding::kind).isSubsetOf(allowed);
        return report;
    }

    /** The business row is there exactly if its events are, once each; and it is there exactly if it was committed. */
    private void lawSix(int number, List<RecordedEvent> recorded, List<String> made) {
        boolean decided = made.contains("business commit");
        assertThat(rows(number)).isEqualTo(decided ? 1 : 0);
        assertThat(count(recorded, NodeLife.DECIDED))
                .isEqualTo((decided ? 1 : 0) + (made.contains("record commit") ? 1 : 0));
        assertThat(count(recorded, "data.created")).isEqualTo(decided ? 1 : 0);
        assertThat(rows(-number)).isZero();
        assertThat(denied(recorded, "committed")).isEqualTo(made.contains("business-detached commit") ? 1 : 0);
        assertThat(denied(recorded, "rolled back")).isEqualTo(made.contains("rollback-detached commit") ? 1 : 0);

        boolean erased = made.contains("erase commit");
        assertThat(count(recorded, "erasure.executed")).isEqualTo(erased ? 1 : 0);
        if (decided) {
            String name = database.query(String.class, "select name from Applicant where id = ?", (long) number);
            assertThat("Anna Berg " + number).matches(plain -> plain.equals(name) != erased);
        }
    }

    private long rows(long id) {
        return database.query(Long.class, "select count(*) from Applicant where id = ?", id);
    }

    private static long count(List<RecordedEvent> events, String type) {
        return events.stream().filter(event -> event.type().equals(type)).count();
    }

    private static long denied(List<RecordedEvent> events, String reason) {
        return events.stream().filter(event -> reason.equals(event.reason())).count();
    }

    private static List<RecordedEvent> eventsOf(Connection connection, String node) throws SQLException {
        List<RecordedEvent> events = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select leaf from rasura_audit_leaf where node = ?"
                + " union all select leaf from rasura_audit_staged where node = ?")) {
            select.setString(1, node);
            select.setString(2, node);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(LeafReader.read(rows.getBytes(1)).orElseThrow().event());
                }
            }
        }
        return events;
    }

    private static List<UUID> ids(Connection connection, String table) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select event_id from " + table);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    /** An hour and more later another node closes the runs that ended, once each, and says what they had not settled. */
    @Override
    public void checkLater() throws SQLException {
        try (Connection open = database.connect()) {
            SealedTrail later = node("later", Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
            later.seal();
            List<String> closed = eventsOf(open, "later").stream()
                    .filter(event -> event.type().equals(Leaf.EPOCH_CLOSED))
                    .map(event -> event.facts().getOrDefault("node", ""))
                    .filter(name -> name.startsWith("node-"))
                    .toList();
            List<String> sealed = new ArrayList<>();
            try (PreparedStatement select = open.prepareStatement(
                            "select distinct node from rasura_audit_leaf where node like 'node-%'");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sealed.add(rows.getString(1));
                }
            }
            assertThat(closed).isNotEmpty().containsExactlyInAnyOrderElementsOf(sealed);
            VerificationReport report = node("auditor", Clock.systemUTC()).verify();
            assertThat(report.findings()).extracting(Finding::kind).containsOnly(Kind.UNSETTLED);
            assertThat(report.findings())
                    .filteredOn(finding -> finding.where().contains("/after "))
                    .filteredOn(finding -> finding.where().startsWith("counter node-"))
                    .isNotEmpty()
                    .allSatisfy(finding -> assertThat(finding.what()).contains("node later closed its run"));
        }
    }

    @Override
    public void close() {
        factory.close();
        database.close();
    }
}
