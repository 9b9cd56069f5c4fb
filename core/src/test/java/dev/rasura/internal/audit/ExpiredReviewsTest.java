package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.AgedTrail.VIEWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.AccessHistory;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditCursor;
import dev.rasura.audit.AuditReview;
import dev.rasura.audit.BreachScope;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.Reconciliation;
import dev.rasura.audit.Recovery;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamOptions;
import dev.rasura.audit.VerificationReport;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What others are told of events that have expired, and what a new log, an anchor and a sealer make of it. */
class ExpiredReviewsTest extends AgedTrailContract {

    private void expired() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.recordAndSeal("2021-06-01T00:00:00Z", VIEWED, 4);
        aged.clock.set("2021-07-01T00:00:00Z");
        aged.trail.expire();
    }

    @Test
    void reportsSayFromWhenOnTheTrailIsWhole() {
        expired();
        Instant whole = Instant.parse("2020-07-01T00:00:00Z");
        Actor recruiter = Actor.user("recruiter-7");
        try (AuditContext.Scope scope =
                AuditContext.of(Actor.user("officer"), "monitoring").open()) {
            AuditReview review = aged.trail.review("case 7");
            assertThat(review.breachReport(
                                    BreachScope.by(
                                            recruiter,
                                            Instant.parse("2020-01-01T00:00:00Z"),
                                            Instant.parse("2100-01-01T00:00:00Z")),
                                    person -> {})
                            .unknown()
                            .expiredBefore())
                    .isEqualTo(whole);
            assertThat(review.breachReport(
                                    BreachScope.by(recruiter, whole, Instant.parse("2100-01-01T00:00:00Z")),
                                    person -> {})
                            .unknown()
                            .expiredBefore())
                    .isNull();
            AccessHistory history = review.accessHistory(RecordedTrail.ANNA, AuditCursor.START, 100);
            assertThat(history.expiredBefore()).isEqualTo(whole);
            assertThat(history.accesses())
                    .as("two views, and that the history was given")
                    .hasSize(3);
        }
    }

    @Test
    void linesOfExpiredEventsAreNoLinesOfEventsThatWereDeleted() throws IOException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        List<UUID> ids = Collections.synchronizedList(new ArrayList<>());
        SealedTrail streaming = new SealedTrail(aged.recorded
                .parts(aged.recorded.provider)
                .withClock(aged.clock)
                .withCatalogue(EventCatalogue.of(List.of(EventType.of(VIEWED)
                        .withPersonal("search")
                        .keptFor(Period.ofYears(1))
                        .to(Sinks.BOTH))))
                .withStream(
                        List.of(event -> {
                            ids.add(event.event().id());
                            lines.add(WrittenLine.of(event));
                        }),
                        StreamOptions.defaults()));
        aged.clock.set("2020-01-01T00:00:00Z");
        streaming.record(AgedTrail.event(VIEWED, 1));
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.clock.set("2021-07-01T00:00:00Z");
        streaming.record(AgedTrail.event(VIEWED, 2));
        streaming.record(AgedTrail.event(VIEWED, 3));
        streaming.awaitWritten(Duration.ofSeconds(30));
        aged.trail.expire();
        aged.recorded.database.execute("delete from rasura_audit_leaf where event_id = ?", ids.get(2));

        Reconciliation report = streaming.stream()
                .reconcile(
                        List.of(Files.writeString(folder.resolve("audit.json"), String.join("", lines))),
                        Instant.MIN,
                        Instant.parse("2022-01-01T00:00:00Z"));

        assertThat(report.expired()).isOne();
        assertThat(report.same()).isOne();
        assertThat(report.onlyInStream()).containsExactly(ids.get(2));
    }

    @Test
    void aNewLogCarriesOverWhatHadExpired() {
        expired();
        KeyProvider next = TestKeys.withOrigin(aged.recorded.provider, "test.example/audit/2");
        SealedTrail second = new SealedTrail(aged.recorded.parts(next).withClock(aged.clock));

        second.recover(Recovery.of(aged.trail.verifierKey(), Actor.user("operator-1"), "a test"));

        VerificationReport report = second.verify();
        assertThat(report.intact()).as("%s", report.findings()).isTrue();
        assertThat(report.expired()).isZero();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.RECOVERED);
            assertThat(finding.what()).contains("and 256 had expired");
        });
        assertThat(second.expired().leaves()).as("of the new log none has").isZero();
        aged.clock.set("2031-07-01T00:00:00Z");
        second.expire();
        assertThat(second.verify().intact()).isTrue();
    }

    @Test
    void anAnchorThatIsOlderThanWhatIsLeftProvesNothingAndIsNotSignedOver() throws IOException {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 10);
        Path stale = Files.copy(aged.recorded.anchorFile, folder.resolve("stale"));
        expired();
        CheckpointAnchor anchor = new FileAnchor(stale);
        SealedTrail node = new SealedTrail(aged.recorded
                .parts(aged.recorded.provider)
                .withClock(aged.clock)
                .withAnchors(List.of(anchor)));
        VerificationReport report = node.verify();
        assertThat(report.anchored()).isFalse();
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNCOVERED);
            assertThat(finding.where()).isEqualTo("checkpoint 11");
        });
        assertThatThrownBy(node::seal)
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("the first 256 have expired");
    }

    @Test
    void whatWasAlteredNeverExpires() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.clock.set("2021-07-01T00:00:00Z");
        byte[] leaf =
                aged.recorded.database.query(byte[].class, "select leaf from rasura_audit_leaf where leaf_index = 7");
        leaf[20] ^= 1;
        aged.recorded.database.execute("update rasura_audit_leaf set leaf = ? where leaf_index = 7", (Object) leaf);
        assertThatThrownBy(aged.trail::expire)
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("Leaf 7")
                .hasMessageContaining("never expires");
        assertThat(aged.values()).isEqualTo(600);
        assertThat(aged.leaves()).isEqualTo(301);
    }

    @Test
    void twoLeavesThatWereSwappedNeverExpire() {
        aged.recordAndSeal("2020-01-01T00:00:00Z", VIEWED, 300);
        aged.clock.set("2021-07-01T00:00:00Z");
        for (String move :
                List.of("1000 where leaf_index = 3", "3 where leaf_index = 4", "4 where leaf_index = 1000")) {
            aged.recorded.database.execute("update rasura_audit_leaf set leaf_index = " + move);
        }
        assertThatThrownBy(aged.trail::expire).hasMessageContaining("do not add up to a signed checkpoint");
        assertThat(aged.leaves()).isEqualTo(301);
    }

    @Test
    void aColumnThatSomebodyAlteredMakesNoValueExpire() {
        aged.recordAndSeal("2021-06-01T00:00:00Z", VIEWED, 3);
        aged.clock.set("2021-07-01T00:00:00Z");
        aged.recorded.database.execute(
                "update rasura_audit_leaf set occurred_at = occurred_at - interval '3' year where leaf_index = 1");
        aged.trail.expire();
        assertThat(aged.values()).isEqualTo(6);
        assertThat(aged.recorded.database.count("rasura_audit_leaf_subject")).isEqualTo(3);
    }
}
