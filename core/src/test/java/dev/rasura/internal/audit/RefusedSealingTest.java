package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.RecordedTrail.ANNA;
import static dev.rasura.internal.audit.RecordedTrail.BERT;
import static dev.rasura.internal.audit.RecordedTrail.ORIGIN;
import static dev.rasura.internal.audit.RecordedTrail.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nothing is signed over that was altered, restored from an older copy, or sealed under other keys. */
class RefusedSealingTest extends RecordedTrailContract {

    @Test
    void aCheckpointOfSomeoneElsesMakingIsNamedAndNothingIsSignedOverIt() {
        recorded.recordAndSeal(3);
        KeyRing forger = new KeyRing(KeyFile.ephemeral(ORIGIN));
        byte[] root = MerkleTree.leafHash(new byte[] {1});
        String note = forger.signer().sign(Checkpoint.of(ORIGIN, 4, root).body());
        recorded.database.execute("update rasura_audit_checkpoint set note = ?, root = ?", note, root);
        assertNames(recorded.trail.verify(), Kind.ALTERED, "checkpoint 4");
        assertThat(recorded.trail.verify().coveredSize())
                .as("the anchor still covers")
                .isEqualTo(4);
        recorded.record();
        assertThatThrownBy(recorded.trail::seal)
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("not signed by the key");
    }

    @Test
    void theSealerRefusesADatabaseThatWasRestoredFromAnOlderCopy() {
        recorded.recordAndSeal(3);
        recorded.keepCopy();
        recorded.recordAndSeal(3);
        recorded.restoreCopy();

        SealedTrail restarted = recorded.node("restarted", recorded.provider);
        UUID id = restarted.record(view(ANNA));
        assertThatThrownBy(restarted::seal).isInstanceOf(AuditException.class).hasMessageContaining("older copy");
        assertThat(restarted.events(AuditQuery.all()))
                .as("recording goes on")
                .extracting(RecordedEvent::id)
                .contains(id);
        assertNames(restarted.verify(), Kind.MISSING, "leaves 4 to 7");
    }

    @Test
    void theSealerRefusesALogThatWentAnotherWayThanTheAnchor() {
        recorded.recordAndSeal(3);
        // An older copy that grew past the anchored size again, sealed by a process that knew no anchor.
        for (String table : List.of("leaf", "leaf_subject", "checkpoint", "disclosure")) {
            recorded.database.execute("delete from rasura_audit_" + table);
        }
        recorded.database.execute(
                "update rasura_audit_coordinator set tree_size = 0, frontier = ?", (Object) new byte[0]);
        SealedTrail unaware = recorded.node("unaware", recorded.provider, new LogLineAnchor());
        for (int i = 0; i < 9; i++) {
            unaware.record(view(BERT));
        }
        unaware.seal();
        assertThat(unaware.verify().anchored()).isFalse();

        SealedTrail aware = recorded.node("aware", recorded.provider);
        aware.record(view(ANNA));
        assertThatThrownBy(aware::seal).isInstanceOf(AuditException.class);
        assertNames(aware.verify(), Kind.ALTERED, "tree of size 4");
    }

    @Test
    void anAlteredLeafIsNotSignedOver() {
        recorded.recordAndSeal(2);
        recorded.record();
        SealedTrail failing = recorded.node(
                "failing",
                recorded.provider,
                new FileAnchor(folder.resolve("missing").resolve("anchor")));
        assertThatThrownBy(failing::seal).isInstanceOf(AuditException.class);
        recorded.database.execute("update rasura_audit_leaf set tag = leaf_hash where leaf_index = 3");
        assertThatThrownBy(recorded.trail::seal).hasMessageContaining("Leaf 3");
    }

    @Test
    void anotherSecretSealsNothingAndVerifiesNothing() {
        recorded.record();
        SealedTrail other = recorded.node("other", KeyFile.ephemeral(ORIGIN), new LogLineAnchor());
        assertNames(other.verify(), Kind.UNKNOWN_KEY, "staged");
        assertThat(other.seal())
                .extracting(SealReport::sealed, SealReport::unknownKey)
                .containsExactly(0L, 1L);
        recorded.trail.seal();
        assertNames(other.verify(), Kind.UNKNOWN_KEY, "leaf 0");
        assertNames(other.verify(), Kind.ALTERED, "checkpoint");
        assertThatThrownBy(other::seal).isInstanceOf(AuditException.class);
    }
}
