package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.RecordedTrail.ANNA;
import static dev.rasura.internal.audit.RecordedTrail.BERT;
import static dev.rasura.internal.audit.RecordedTrail.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.VerificationReport;
import dev.rasura.internal.sql.DatabaseFamily;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Verification names what somebody altered, deleted or inserted. */
class TamperingTest extends RecordedTrailContract {

    @Test
    void anAlteredLeafIsNamedAndFineAgainOnceItIsPutBack() {
        recorded.recordAndSeal(5);
        byte[] genuine =
                recorded.database.query(byte[].class, "select leaf from rasura_audit_leaf where leaf_index = 2");
        byte[] forged = genuine.clone();
        forged[forged.length / 2] ^= 1;

        recorded.database.execute("update rasura_audit_leaf set leaf = ? where leaf_index = 2", (Object) forged);
        assertNames(recorded.trail.verify(), Kind.ALTERED, "leaf 2");

        recorded.database.execute(
                "update rasura_audit_leaf set leaf = ?, leaf_hash = ? where leaf_index = 2",
                forged,
                MerkleTree.leafHash(forged));
        assertNames(recorded.trail.verify(), Kind.ALTERED, "leaf 2");
        assertNames(recorded.trail.verify(), Kind.ALTERED, "tree of size 6");

        recorded.database.execute(
                "update rasura_audit_leaf set leaf = ?, leaf_hash = ? where leaf_index = 2",
                genuine,
                MerkleTree.leafHash(genuine));
        assertThat(recorded.trail.verify().findings()).isEmpty();
    }

    @Test
    void everyAlteredColumnOfALeafIsNamed() {
        recorded.recordAndSeal(3);
        List<String> alterations = List.of(
                "event_type = 'other.thing'",
                "outcome = 'DENIED'",
                "action = 'other'",
                "entity = 'Other'",
                "purpose = null",
                "actor_ref = 'nobody'",
                "n = 4711",
                "node = 'elsewhere'",
                "tag = leaf_hash",
                "leaf_hash = tag",
                "epoch = '00000000-0000-0000-0000-000000000000'",
                "event_id = '00000000-0000-0000-0000-000000000000'",
                "occurred_at = occurred_at + interval '1' hour");
        for (String alteration : alterations) {
            String column = alteration.substring(0, alteration.indexOf(' '));
            recorded.database.execute(
                    "create table kept as select " + column + " as was from rasura_audit_leaf where leaf_index = 1");
            recorded.database.execute("update rasura_audit_leaf set " + alteration + " where leaf_index = 1");
            assertNames(recorded.trail.verify(), Kind.ALTERED, "leaf 1");
            recorded.database.execute(
                    "update rasura_audit_leaf set " + column + " = (select was from kept) where leaf_index = 1");
            recorded.database.execute("drop table kept");
            assertThat(recorded.trail.verify().findings()).as(alteration).isEmpty();
        }
    }

    @Test
    void alteredSubjectRowsAreNamed() {
        recorded.recordAndSeal(2);
        recorded.database.execute("insert into rasura_audit_leaf_subject values (0, 'Customer', 'stranger')");
        assertNames(recorded.trail.verify(), Kind.INSERTED, "subjects of leaf 0");
        recorded.database.execute("delete from rasura_audit_leaf_subject where leaf_index = 0");
        assertNames(recorded.trail.verify(), Kind.MISSING, "subjects of leaf 0");
        recorded.database.execute("insert into rasura_audit_leaf_subject values (99, 'Customer', 'stranger')");
        assertNames(recorded.trail.verify(), Kind.INSERTED, "subjects of leaf 99");
    }

    @Test
    void aDeletedLeafInTheMiddleAndAtTheEndIsNamed() {
        recorded.recordAndSeal(5);
        recorded.database.execute("delete from rasura_audit_leaf where leaf_index = 5");
        assertNames(recorded.trail.verify(), Kind.MISSING, "leaf 5");
        recorded.database.execute("delete from rasura_audit_leaf where leaf_index = 2");
        assertNames(recorded.trail.verify(), Kind.MISSING, "leaf 2");
    }

    @Test
    void aTailThatIsCutWithItsTracesIsNamedByTheAnchor() {
        recorded.recordAndSeal(3);
        byte[] frontier = recorded.database.query(byte[].class, "select frontier from rasura_audit_coordinator");
        recorded.recordAndSeal(3);
        recorded.database.execute("delete from rasura_audit_leaf where leaf_index >= 4");
        recorded.database.execute("delete from rasura_audit_leaf_subject where leaf_index >= 4");
        recorded.database.execute("delete from rasura_audit_disclosure");
        recorded.database.execute("delete from rasura_audit_checkpoint where tree_size > 4");
        recorded.database.execute("update rasura_audit_coordinator set tree_size = 4, frontier = ?", (Object) frontier);
        SealedTrail auditor = recorded.node("auditor", recorded.provider);
        assertNames(auditor.verify(), Kind.MISSING, "leaves 4 to 7");
    }

    @Test
    void alteringAStagedRowIsNamedAndSealedAsAnAlarm() {
        UUID id = recorded.record();
        byte[] forged = recorded.database.query(byte[].class, "select leaf from rasura_audit_staged");
        forged[forged.length / 2] ^= 1;
        recorded.database.execute("update rasura_audit_staged set leaf = ?", (Object) forged);
        assertNames(recorded.trail.verify(), Kind.ALTERED, "staged " + id);

        SealReport report = recorded.trail.seal();

        assertThat(report.alarms())
                .as("the row that was rejected, and the gap that it leaves")
                .isEqualTo(2);
        assertThat(recorded.database.count("rasura_audit_staged")).isZero();
        VerificationReport verified = recorded.trail.verify();
        assertThat(verified.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ALARM);
            assertThat(finding.what()).contains(id.toString());
        });
        assertThat(recorded.trail.events(AuditQuery.all().ofType("candidate.viewed")))
                .isEmpty();
    }

    @Test
    void aDeletedStagedRowIsNamedByItsNumberAtOnceAndByOthersAfterTheHeartbeat() {
        recorded.record();
        UUID id = recorded.trail.record(view(BERT));
        recorded.record();
        recorded.database.execute("delete from rasura_audit_staged where event_id = ?", id);
        recorded.database.execute("delete from rasura_audit_disclosure where event_id = ?", id);
        assertNames(recorded.trail.verify(), Kind.MISSING, "/2");

        SealedTrail auditor = recorded.node("auditor", recorded.provider);
        assertThat(auditor.verify().intact()).as("nobody else can know before").isTrue();
        recorded.trail.seal();
        assertNames(auditor.verify(), Kind.MISSING, "/2");
        assertThat(breaches(auditor.verify()))
                .as("the hole, and the alarm that the sealer made of it")
                .containsExactly(Kind.ALARM, Kind.MISSING);
    }

    @Test
    void anInsertedLeafAndAnInsertedStagedRowAreNamed() {
        recorded.recordAndSeal(2);
        recorded.database.execute(
                "insert into rasura_audit_leaf select 3, ?, node, epoch, 4711, leaf, leaf_hash, tag, key_id, sealed_at,"
                        + " event_type, occurred_at, actor_ref, outcome, action, entity, purpose from rasura_audit_leaf where leaf_index = 0",
                UUID.randomUUID());
        assertNames(recorded.trail.verify(), Kind.INSERTED, "leaf 3");
        recorded.database.execute("delete from rasura_audit_leaf where leaf_index = 3");

        UUID id = UUID.randomUUID();
        recorded.database.execute(
                "insert into rasura_audit_staged select ?, node, epoch, 4711, leaf, tag, key_id from rasura_audit_leaf"
                        + " where leaf_index = 0",
                id);
        assertNames(recorded.trail.verify(), Kind.ALTERED, "staged " + id);
    }

    @Test
    void aSealedEventThatIsStagedAgainBecomesAnAlarmAndDoesNotStopTheSealer() {
        recorded.recordAndSeal(2);
        recorded.database.execute("insert into rasura_audit_staged select event_id, node, epoch, n, leaf, tag, key_id"
                + " from rasura_audit_leaf where leaf_index = 0");
        assertNames(recorded.trail.verify(), Kind.INSERTED, "event ");
        assertThat(recorded.trail.seal().alarms()).isEqualTo(1);
        assertThat(recorded.trail.events(AuditQuery.all().ofType("candidate.viewed")))
                .hasSize(2);
    }

    @Test
    void rowsThatAreOnlyPossibleWithoutConstraintsAreNamedAndDoNotStopTheSealer() {
        recorded.recordAndSeal(2);
        boolean h2 = recorded.database.family() == DatabaseFamily.H2;
        recorded.database.execute("alter table rasura_audit_leaf "
                + (recorded.database.family() == DatabaseFamily.MARIADB
                        ? "modify leaf varbinary(16384)"
                        : "alter column leaf drop not null"));
        recorded.database.execute("create table kept as select leaf from rasura_audit_leaf where leaf_index = 1");
        recorded.database.execute("update rasura_audit_leaf set leaf = null where leaf_index = 1");
        assertNames(recorded.trail.verify(), Kind.ALTERED, "leaf 1");
        recorded.database.execute("update rasura_audit_leaf set leaf = (select leaf from kept) where leaf_index = 1");

        UUID id = recorded.record();
        recorded.database.execute("create table twins as select * from rasura_audit_staged");
        recorded.database.execute("drop table rasura_audit_staged" + (h2 ? "" : " cascade"));
        recorded.database.execute("create table rasura_audit_staged as select * from twins");
        recorded.database.execute("insert into rasura_audit_staged select * from twins");
        assertNames(recorded.trail.verify(), Kind.INSERTED, "event " + id);
        assertThat(recorded.trail.seal().alarms()).isEqualTo(1);
        assertThat(breaches(recorded.trail.verify())).containsExactly(Kind.ALARM);
        assertThat(recorded.trail.events(AuditQuery.all().about(ANNA))).hasSize(2);
    }

    @Test
    void anAlteredDisclosureAndAForeignOneAreNamed() {
        recorded.record();
        recorded.trail.seal();
        recorded.database.execute(
                "update rasura_audit_disclosure set disclosed = 'recruiter-8' where field = 'actor.id'");
        assertNames(recorded.trail.verify(), Kind.ALTERED, "actor.id");
        recorded.database.execute("update rasura_audit_disclosure set ref = 'x' where field = 'personal.search'");
        assertNames(recorded.trail.verify(), Kind.INSERTED, "personal.search");
    }
}
