package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.TrailHealth.Status;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that somebody put where the sealer's next ones belong: it says so, and goes on once they are taken away. */
class OccupiedPlacesTest extends RecordedTrailContract {

    private Attacker attacker;

    /** Leaves 0 to 3, and one event that waits. */
    @BeforeEach
    void record() {
        recorded.recordAndSeal(3);
        recorded.record();
        attacker = new Attacker(recorded, recorded.trail);
    }

    private void forge(long index) {
        attacker.sql(
                "insert into rasura_audit_leaf select ?, ?, node, epoch, 4711, leaf, leaf_hash, tag, key_id, sealed_at,"
                        + " event_type, occurred_at, actor_ref, outcome, action, entity, purpose from rasura_audit_leaf"
                        + " where leaf_index = 0",
                index,
                UUID.randomUUID());
    }

    private void refuses(String... parts) {
        assertThatThrownBy(recorded.trail::seal)
                .isInstanceOf(AuditException.class)
                .message()
                .contains(parts)
                .contains("verify()")
                .doesNotContain("SQLSTATE");
        assertThat(recorded.trail.health().status()).isEqualTo(Status.DOWN);
        assertThat(recorded.trail.health().cause()).contains(parts);
        recorded.record();
    }

    private void goesOn() {
        recorded.trail.seal();
        assertThat(recorded.trail.health().status()).isEqualTo(Status.UP);
        assertThat(recorded.node("auditor", recorded.provider).verify().intact())
                .isTrue();
    }

    @Test
    void aLeafOnTheNextFreeIndexIsNamedAndSealingGoesOnWithoutIt() {
        forge(4);
        refuses("Leaf 4", "sealer did not write", "Nothing is sealed", "recording goes on", "delete it");
        assertThat(recorded.trail.verify().findings())
                .filteredOn(finding -> finding.kind() == Kind.INSERTED)
                .extracting(Finding::where)
                .contains("leaf 4");

        attacker.sql("delete from rasura_audit_leaf where leaf_index = 4");
        goesOn();
    }

    @Test
    void aLeafFurtherOnIsNamedBeforeTheSealerComesToIt() {
        forge(4000);
        refuses("Leaf 4000", "sealer did not write");
        attacker.sql("delete from rasura_audit_leaf where leaf_index = 4000");
        goesOn();
    }

    @Test
    void aSubjectOfTheNextLeafIsNamed() {
        attacker.sql("insert into rasura_audit_leaf_subject select 4, subject_type, subject_ref"
                + " from rasura_audit_leaf_subject where leaf_index = 0");
        refuses("subjects of leaf 4", "sealer did not write", "delete");
        attacker.sql("delete from rasura_audit_leaf_subject where leaf_index = 4");
        goesOn();
    }

    /** Then the leaves are the sealer's own, and deleting them is the last thing to do. */
    @Test
    void aCoordinatorThatWasPutBackIsNotTakenForForgedLeaves() {
        SealedTrail logged = recorded.node("logged", recorded.provider, new LogLineAnchor());
        CompactRange range = new CompactRange();
        range.append(attacker.bytes("select leaf_hash from rasura_audit_leaf where leaf_index = 0"));
        attacker.sql("update rasura_audit_coordinator set tree_size = 1, frontier = ?", (Object) range.frontier());
        assertThatThrownBy(logged::seal)
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("has 1 leaves, but a signed checkpoint covers 4");
    }

    /** Nobody is to delete them: only what was shipped still says whose they are. */
    @Test
    void norIsOneThatWasPutBackTogetherWithTheCheckpointsWhereNoneCanBeReadBack() {
        SealedTrail logged = recorded.node("logged", recorded.provider, new LogLineAnchor());
        CompactRange range = new CompactRange();
        range.append(attacker.bytes("select leaf_hash from rasura_audit_leaf where leaf_index = 0"));
        attacker.sql("update rasura_audit_coordinator set tree_size = 1, frontier = ?", (Object) range.frontier());
        attacker.sql("delete from rasura_audit_checkpoint");
        assertThatThrownBy(logged::seal)
                .isInstanceOf(AuditException.class)
                .hasMessageContainingAll(
                        "Leaf 1",
                        "unless the coordinator row was put back",
                        "If a checkpoint that was anchored or shipped is of more than 1 leaves",
                        "restore the coordinator row from a backup");
    }

    @Test
    void aCheckpointOfTheNextSizeIsNamed() {
        attacker.sql("insert into rasura_audit_checkpoint select 6, root, frontier, note, signed_at"
                + " from rasura_audit_checkpoint where tree_size = 4");
        refuses("checkpoint of size 6", "is of 4 leaves", "Nothing is sealed", "delete");
        attacker.sql("delete from rasura_audit_checkpoint where tree_size = 6");
        goesOn();
    }

    /** A number that the sealer's own alarm would get. */
    @Test
    void aLeafWithTheNumberOfTheNextAlarmIsNamed() {
        attacker.flip("rasura_audit_staged", "n = (select max(n) from rasura_audit_staged)");
        attacker.sql("update rasura_audit_leaf set n = 7 where leaf_index = 0");
        refuses("sealer did not write", "number");
    }
}
