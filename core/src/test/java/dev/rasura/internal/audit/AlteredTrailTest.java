package dev.rasura.internal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditFormat;
import dev.rasura.audit.AuditPage;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.BreachReport;
import dev.rasura.audit.BreachScope;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import dev.rasura.internal.sql.DatabaseFamily;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered and sealed after somebody altered the tables: nothing that was not recorded, and never in silence. */
class AlteredTrailTest {

    private static final AuditQuery ANNAS = AuditQuery.all().about(RecordedTrail.ANNA);

    @TempDir
    private Path folder;

    private RecordedTrail recorded;
    private Attacker attacker;

    @BeforeEach
    void record() {
        recorded = new RecordedTrail(DatabaseFamily.H2, folder);
        recorded.recordAndSeal(4);
        recorded.record();
        attacker = new Attacker(recorded, recorded.trail);
    }

    @AfterEach
    void stop() {
        recorded.close();
    }

    private AuditPage page() {
        return recorded.trail.reading().page(ANNAS);
    }

    private BreachReport breach() {
        return recorded.trail
                .reading()
                .breachReport(
                        BreachScope.by(
                                Actor.user("recruiter-7"),
                                Instant.EPOCH,
                                Instant.now().plusSeconds(60)),
                        person -> {});
    }

    @Test
    void whatIsGenuineIsAnsweredWhole() {
        assertThat(page().events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.disclosed())
                        .containsEntry("personal.search", "Anna Berg")
                        .containsEntry("actor.id", "recruiter-7"));
        assertThat(page().unverified()).isZero();
        assertThat(breach().unknown().unreadable()).isZero();
    }

    @Test
    void anAlteredEventIsLeftOutAndCounted() {
        attacker.flip("rasura_audit_leaf", "leaf_index = 0");
        assertThat(page().events()).hasSize(2);
        assertThat(page().unverified()).isEqualTo(1);
        assertThat(breach().unknown().unreadable()).isEqualTo(1);
        assertThatThrownBy(() -> recorded.trail.events(ANNAS))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("The answer is not complete: 1 rows");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() ->
                        recorded.trail.reading().export(ANNAS, AuditFormat.JSON_LINES, PersonalValues.LEFT_OUT, out))
                .hasMessageContaining("The answer is not complete");
        assertThat(out.toString(UTF_8).lines()).hasSize(2);
    }

    @Test
    void anInventedEventThatWaitsIsNotShown() {
        attacker.flip("rasura_audit_staged", "n = (select max(n) from rasura_audit_staged)");
        assertThat(page().events()).hasSize(2);
        assertThat(page().unverified()).isEqualTo(1);
    }

    @Test
    void aValueThatDoesNotOpenItsCommitmentIsNotShown() {
        attacker.sql("update rasura_audit_disclosure set disclosed = 'Carl' where field = 'personal.search'");
        assertThat(page().events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.disclosed())
                        .doesNotContainKey("personal.search")
                        .containsEntry("actor.id", "recruiter-7"));
        assertThat(page().unverified()).isEqualTo(3);
    }

    @Test
    void aColumnThatWasMadeLongerIsVerifiedToTheEnd() {
        recorded.database.execute("alter table rasura_audit_leaf alter column node varchar(100000)");
        attacker.sql("update rasura_audit_leaf set node = ? where leaf_index = 2", "x".repeat(70_000));
        VerificationReport report = recorded.trail.verify();
        assertThat(report.findings())
                .filteredOn(finding -> finding.kind() == Kind.ALTERED)
                .extracting(Finding::where)
                .containsExactly("leaf 2");
        assertThat(recorded.trail
                        .verify(VerificationScope.since(Objects.requireNonNull(report.mark())))
                        .complete())
                .isTrue();
    }

    @Test
    void gapsAreNotToldByAnAlteredHeartbeat() {
        byte[] heartbeat = attacker.bytes("select leaf from rasura_audit_leaf where event_type = 'rasura.heartbeat'");
        attacker.sql("update rasura_audit_leaf set leaf = ? where event_type = 'rasura.heartbeat'", (Object)
                new String(heartbeat, UTF_8)
                        .replace("\"upTo\":\"4\"", "\"upTo\":\"9\"")
                        .getBytes(UTF_8));
        assertThatThrownBy(() -> recorded.trail.seal())
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("The last sealed heartbeat of node 'first' was altered");
        assertThat(recorded.trail.health().cause()).contains("heartbeat");
        recorded.record();
    }
}
