package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Keygen;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.Recovery;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.TrailHealth.Status;
import dev.rasura.internal.audit.EndedProcess.Place;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.OwnJvm;
import dev.rasura.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A trail whose database was restored from an older copy, and whose recovery ends before its time. Used by one thread. */
final class CrashedRecovery implements CrashMatrix.Crashed {

    private static final String ORIGIN = RecordedTrail.ORIGIN + "/2";
    private static final int LEFT = 3;

    private final RecordedTrail recorded;
    private final Place place;
    private final Path keys;
    private final byte[] anchored;
    private final String lastNote;

    CrashedRecovery(DatabaseFamily family, Path folder) throws IOException, SQLException {
        Path former = folder.resolve("former-keys");
        Keygen.generate(former, RecordedTrail.ORIGIN);
        keys = folder.resolve("keys");
        Files.writeString(keys, Files.readString(former).replaceAll("(?m)^origin=.*$", "origin=" + ORIGIN));
        place = new Place(EndedProcess.database(family, folder), folder.resolve("anchor"));
        try (Connection open = place.database().connect()) {
            recorded = new RecordedTrail(
                    place.database(), place.factory(RecordedTrail.Marker.class), KeyFile.read(former), folder);
            recorded.recordAndSeal(LEFT);
            recorded.keepCopy();
            recorded.recordAndSeal(2);
            lastNote = recorded.trail.seal().checkpoint();
            EndedProcess.stillOpen(open);
        }
        anchored = Files.readAllBytes(place.anchor());
    }

    private static Recovery recovery(String formerKey) {
        return Recovery.of(formerKey, Actor.user("operator-1"), "restored from the backup of Monday");
    }

    /** Arguments of its own: file of keys, the old log's verifier key. */
    public static void main(String[] arguments) throws SQLException {
        KeyFile keys = KeyFile.read(Path.of(arguments[6]));
        EndedProcess.main(arguments, RecordedTrail.Marker.class, (factory, anchor, last) -> {
            SealedTrail trail = new SealedTrail(
                    TrailParts.of(TestDatabase.unitsOfWork(factory), OwnTables.defaults(), new KeyRing(keys))
                            .withAnchors(List.of(anchor))
                            .withNode("recovering"));
            last.phase("recover");
            trail.recover(recovery(arguments[7]));
            last.phase("");
        });
    }

    @Override
    public OwnJvm.Ended run(OwnJvm jvm, int number, int last) throws Exception {
        try (Connection open = place.database().connect()) {
            recorded.restoreCopy();
            EndedProcess.stillOpen(open);
        }
        Files.write(place.anchor(), anchored);
        return EndedProcess.run(jvm, CrashedRecovery.class, place.before(last), keys, recorded.trail.verifierKey());
    }

    @Override
    public void check(int number, List<String> made) throws SQLException {
        try (Connection open = place.database().connect()) {
            SealedTrail next = recorded.node("next", KeyFile.read(keys));
            SealReport report = next.recover(recovery(recorded.trail.verifierKey()));

            assertThat(report.alarms()).isZero();
            assertThat(report.checkpoint()).startsWith(ORIGIN + "\n");
            assertThat(new FileAnchor(place.anchor()).latest()).hasValue(report.checkpoint());
            assertThat(next.health().status()).isEqualTo(Status.UP);
            assertThat(next.events(AuditQuery.all().ofType(Leaf.RECOVERED)))
                    .singleElement()
                    .satisfies(first -> assertThat(first.leafIndex()).isZero())
                    .satisfies(first -> assertThat(first.facts()).containsEntry("formerNote", lastNote));
            assertThat(next.events(AuditQuery.all().ofType("candidate.viewed")))
                    .hasSize(LEFT)
                    .extracting(RecordedEvent::leafIndex)
                    .doesNotContainNull();
            assertThat(next.verify().findings())
                    .extracting(Finding::kind)
                    .contains(Kind.RECOVERED)
                    .isSubsetOf(Kind.RECOVERED, Kind.UNSETTLED);
            next.record(RecordedTrail.view(RecordedTrail.ANNA));
            assertThat(next.seal().treeSize()).isGreaterThan(report.treeSize());
            assertThat(next.verify().intact()).isTrue();
            EndedProcess.stillOpen(open);
        }
    }

    @Override
    public void checkLater() {}

    @Override
    public void close() {
        recorded.close();
    }
}
