package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.SealReport;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.FileAnchor;
import dev.rasura.testing.DeclaredTypes;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Gaps, numbers in doubt, and anchors that come later. */
class SealingTest extends RecordedTrailContract {

    @Test
    void aGapIsSealedAsAnAlarmOnceAndNamesItsNumbers() {
        recorded.recordAndSeal(3);
        UUID first = recorded.record();
        recorded.record();
        UUID third = recorded.record();
        for (UUID id : List.of(first, third)) {
            recorded.database.execute("delete from rasura_audit_staged where event_id = ?", id);
            recorded.database.execute("delete from rasura_audit_disclosure where event_id = ?", id);
        }

        SealReport report = recorded.trail.seal();
        assertThat(report.alarms()).isOne();
        recorded.record();
        assertThat(recorded.trail.seal().alarms()).isZero();

        assertThat(recorded.node("auditor", recorded.provider).verify().findings())
                .filteredOn(finding -> finding.kind() == Kind.ALARM)
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("counter first/", "/5,7: ", "are gone"));
        DeclaredTypes.hold(recorded.trail.events(AuditQuery.all()));
    }

    @Test
    void aNumberThatIsLateBecauseItsTransactionIsOpenIsNoGapUntilItIsDecided() {
        recorded.units().own("test", Mode.WRITE, (connection, session) -> {
            recorded.trail.staging().stage(connection, session, RecordedTrail.view(RecordedTrail.ANNA));
            recorded.trail.heartbeat();
            return null;
        });
        SealedTrail other = recorded.node("other", recorded.provider);
        assertThat(other.seal().alarms()).isZero();
        assertThat(recorded.trail.seal().alarms()).isZero();
        assertThat(other.verify().findings()).isEmpty();
    }

    /** A commit whose answer is lost looks like a rollback to its node; the row says otherwise. */
    @Test
    void aNumberInDoubtIsReadAgainBeforeItIsReportedAsRolledBack() {
        StagingCounter counter = recorded.trail.staging().counter();
        UUID id = recorded.record();
        long lost = counter.take();
        recorded.database.execute("create table kept as select * from rasura_audit_staged");
        counter.settle(lost, false);
        assertThat(counter.current().rolledBack()).hasToString("2");
        // The row that the server has after all: it only needs the number here.
        recorded.database.execute("update kept set n = 2, event_id = ?", UUID.randomUUID());
        recorded.database.execute("insert into rasura_audit_staged select * from kept");

        recorded.trail.heartbeat();

        String heartbeat = new String(
                recorded.database.query(
                        byte[].class, "select leaf from rasura_audit_staged where node = 'first' and n = 3"),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(heartbeat).contains("\"upTo\":\"2\"", "\"rolledBack\":\"\"");
        assertThat(id).isNotNull();
    }

    @Test
    void anAnchorThatIsAddedGetsTheNewestCheckpointThoughNothingIsNew() {
        recorded.recordAndSeal(2);
        CheckpointAnchor added = new FileAnchor(folder.resolve("added"));
        SealedTrail two = new SealedTrail(
                recorded.parts(recorded.provider).withAnchors(List.of(new FileAnchor(recorded.anchorFile), added)));
        SealReport report = two.seal();
        assertThat(report.sealed()).isZero();
        assertThat(added.latest()).contains(report.checkpoint());
    }

    /** Else there would be none for as long as events come faster than they are sealed. */
    @Test
    void eachBatchOfASealingHasItsCheckpoint() {
        recorded.recordAndSeal(10_001);

        assertThat(recorded.database.count("rasura_audit_checkpoint")).isEqualTo(2);
        assertThat(recorded.trail.verify().intact()).isTrue();
    }

    @Test
    void eventsThatWaitAreCountedWithoutAskingTheDatabase() {
        assertThat(recorded.trail.unsealed()).isZero();
        recorded.record();
        recorded.record();
        assertThat(recorded.trail.unsealed()).isEqualTo(2);
        recorded.trail.seal();
        assertThat(recorded.trail.unsealed()).as("the heartbeat alone").isOne();
    }
}
