package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.Recovery;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.TrailHealth;
import dev.rasura.audit.TrailHealth.Status;
import dev.rasura.audit.VerificationReport;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.DeclaredTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a restore or an alteration: the sealer refuses, health names the cure, and the cure works. */
class RecoveryTest extends RecordedTrailContract {

    private static final Actor OPERATOR = Actor.user("operator-1");

    private KeyProvider next;

    @BeforeEach
    void chooseKeys() {
        next = TestKeys.withOrigin(recorded.provider, "test.example/audit/2");
    }

    private Recovery recovery() {
        return Recovery.of(recorded.trail.verifierKey(), OPERATOR, "restored from the backup of Monday");
    }

    @Test
    void aRestoredDatabaseIsDownAndGoesOnAsANewLogThatBeginsWithTheOldOnesLastCheckpoint() {
        recorded.recordAndSeal(3);
        recorded.keepCopy();
        recorded.recordAndSeal(3);
        String lastNote = recorded.trail.seal().checkpoint();
        recorded.restoreCopy();

        SealedTrail restarted = recorded.node("restarted", recorded.provider);
        restarted.record(RecordedTrail.view(RecordedTrail.BERT));
        assertThatThrownBy(restarted::seal)
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("older copy")
                .hasMessageContaining("recover()");
        TrailHealth down = restarted.health();
        assertThat(down.status()).isEqualTo(Status.DOWN);
        assertThat(down.cause()).contains("recover()");
        assertThatThrownBy(() -> restarted.recover(recovery()))
                .hasMessageContaining("origin of its own")
                .hasMessageContaining("test.example/audit/2");

        SealedTrail recovered = recorded.node("recovered", next);
        assertThatThrownBy(recovered::seal).hasMessageContaining("call recover()");
        SealReport report = recovered.recover(recovery());

        assertThat(recovered.health().status()).isEqualTo(Status.UP);
        assertThat(report.checkpoint()).startsWith("test.example/audit/2\n");
        RecordedEvent first = recovered.events(AuditQuery.all().limit(1)).get(0);
        assertThat(first.leafIndex()).isZero();
        assertThat(first.type()).isEqualTo("rasura.recovered");
        assertThat(first.facts())
                .containsEntry("formerNote", lastNote)
                .containsEntry("formerSize", "8")
                .containsEntry("leaves", "4")
                .containsEntry("why", "restored from the backup of Monday");
        assertThat(first.disclosed()).containsEntry("actor.id", "operator-1");
        assertThat(recovered.events(AuditQuery.all().ofType("candidate.viewed")))
                .hasSize(4)
                .allSatisfy(event -> assertThat(event.leafIndex()).isNotNull());
        VerificationReport verified = recovered.verify();
        assertThat(verified.intact()).isTrue();
        assertThat(verified.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.RECOVERED);
            assertThat(finding.what())
                    .contains("test.example/audit'", "covered 8 leaves, of which 4 were left", "Monday");
        });
        assertThat(recovered.verify().anchored()).isTrue();
        recovered.record(RecordedTrail.view(RecordedTrail.ANNA));
        recovered.seal();
        assertThat(recovered.verify().intact()).isTrue();
        assertThatThrownBy(restarted::seal)
                .as("whoever is left on the old origin")
                .isInstanceOf(AuditException.class);
    }

    @Test
    void whatWasAlteredBecomesAnAlarmOfTheNewLog() {
        recorded.recordAndSeal(3);
        byte[] forged =
                recorded.database.query(byte[].class, "select leaf from rasura_audit_leaf where leaf_index = 1");
        forged[40] ^= 1;
        recorded.database.execute("update rasura_audit_leaf set leaf = ? where leaf_index = 1", (Object) forged);

        SealReport report = recorded.node("recovered", next).recover(recovery());

        assertThat(report.alarms())
                .as("the row that was rejected, and the gap that it leaves")
                .isEqualTo(2);
        assertThat(recorded.node("auditor", next).verify().findings())
                .extracting(Finding::kind)
                .contains(Kind.ALARM, Kind.RECOVERED)
                .as("the event is gone, and its values belong to nothing")
                .contains(Kind.MISSING, Kind.INSERTED)
                .doesNotContain(Kind.ALTERED);
        DeclaredTypes.hold(recorded.node("reader", next).events(AuditQuery.all()));
    }

    @Test
    void recoveringTwiceForTheSameCheckpointIsOnce() {
        recorded.recordAndSeal(2);
        String lastNote = recorded.trail.seal().checkpoint();
        SealedTrail recovered = recorded.node("recovered", next);
        recovered.recover(recovery());
        recovered.recover(recovery());
        SealReport again = recovered.recover(recovery().after(lastNote));
        assertThat(recovered.events(AuditQuery.all().ofType("rasura.recovered")))
                .hasSize(1);
        assertThat(again.treeSize()).isEqualTo(recovered.verify().treeSize());
    }

    @Test
    void withoutAReadableAnchorTheLastCheckpointMustBeGivenAndGenuine() {
        recorded.recordAndSeal(2);
        String lastNote = recorded.trail.seal().checkpoint();
        SealedTrail logged = recorded.node("logged", next, new LogLineAnchor());
        assertThatThrownBy(() -> logged.recover(recovery()))
                .hasMessageContaining("Recovery.after(note)")
                .hasMessageContaining("dev.rasura.audit.checkpoint");
        assertThatThrownBy(() -> logged.recover(recovery().after(lastNote.replace("\n3\n", "\n2\n"))))
                .hasMessageContaining("not a checkpoint");
        logged.recover(recovery().after(lastNote));
        assertThat(logged.verify().intact()).isTrue();
        assertThat(logged.health().status()).isEqualTo(Status.UNANCHORED);
        assertThatThrownBy(() -> Recovery.of(recorded.trail.verifierKey(), OPERATOR, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSigningKeyIsReplacedByTwoSignatures() throws Exception {
        recorded.recordAndSeal(2);
        KeyProvider both = TestKeys.replacing(recorded.provider);
        KeyProvider after = TestKeys.replaced(both);
        SealedTrail tooEarly = recorded.node("too-early", after);
        assertThatThrownBy(tooEarly::seal).hasMessageContaining("not signed by the key");

        SealedTrail rotating = recorded.node("rotating", both);
        assertThat(rotating.verify().intact()).as("what the old key signed").isTrue();
        String note = rotating.seal().checkpoint();

        assertThat(note.lines().filter(line -> line.startsWith("\u2014 "))).hasSize(2);
        assertThat(recorded.trail.verify().intact()).as("with the old key").isTrue();
        SealedTrail rotated = recorded.node("rotated", after);
        assertThat(rotated.verify().intact()).as("with the new key alone").isTrue();
        rotated.record(RecordedTrail.view(RecordedTrail.ANNA));
        assertThat(rotated.seal().checkpoint().lines().filter(line -> line.startsWith("\u2014 ")))
                .hasSize(1);
        assertThat(rotated.verify().coveredSize()).isEqualTo(rotated.verify().treeSize());
        assertThatThrownBy(recorded.trail::seal)
                .as("with the key that is retired")
                .isInstanceOf(AuditException.class);
    }
}
