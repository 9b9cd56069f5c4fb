package dev.rasura.internal.audit;

import static dev.rasura.internal.audit.RecordedTrail.ANNA;
import static dev.rasura.internal.audit.RecordedTrail.BERT;
import static dev.rasura.internal.audit.RecordedTrail.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Origin;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.audit.RecordedTrail.Marker;
import dev.rasura.internal.keys.KeyRing;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is recorded is found again, sealed or not, and only what may be recorded is. */
class RecordingTest extends RecordedTrailContract {

    private static final String ADDRESS = "192.0.2.17";

    private static AuditEvent detailed(SubjectRef whose) {
        return AuditEvent.of("candidate.viewed", Actor.user("recruiter-7"))
                .action("view")
                .entity("Candidate")
                .subject(whose)
                .attributes("email", "phone")
                .purpose("selection")
                .legalBasis("contract")
                .fact("rows", 3)
                .personal("search", "Anna Berg")
                .origin(new Origin(ADDRESS, "Mozilla/5.0", "trace-1", "request-1"))
                .build();
    }

    private UUID inTransaction(Consumer<EntityManager> before, AuditEvent event, boolean commit) {
        try (EntityManager entities = recorded.factory.createEntityManager()) {
            entities.getTransaction().begin();
            before.accept(entities);
            UUID id = recorded.trail.record(event, entities);
            if (commit) {
                entities.getTransaction().commit();
            } else {
                entities.getTransaction().rollback();
            }
            return id;
        }
    }

    @Test
    void aRecordedEventIsFoundBeforeAndAfterItIsSealed() {
        UUID id = recorded.trail.record(detailed(ANNA));
        RecordedEvent staged = recorded.trail.events(AuditQuery.all()).get(0);
        assertThat(staged.leafIndex()).isNull();

        recorded.trail.seal();

        RecordedEvent sealed = recorded.trail
                .events(AuditQuery.all().ofType("candidate.viewed"))
                .get(0);
        assertThat(sealed.id()).isEqualTo(id);
        assertThat(sealed.leafIndex()).isNotNull();
        assertThat(sealed.time()).isEqualTo(staged.time());
        assertThat(sealed.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(sealed.subjects())
                .containsExactly(new RecordedEvent.Party("Customer", new KeyRing(recorded.provider).pseudonym(ANNA)));
        assertThat(sealed.attributes()).containsExactly("email", "phone");
        assertThat(sealed.facts()).containsEntry("rows", "3");
        assertThat(sealed.traceId()).isEqualTo("trace-1");
        assertThat(sealed.disclosed())
                .containsEntry("actor.id", "recruiter-7")
                .containsEntry("origin.address", ADDRESS)
                .containsEntry("personal.search", "Anna Berg");
        assertThat(id.version()).isEqualTo(7);
    }

    @Test
    void aLeafHoldsNoPersonalValueAndIsTheBytesThatWereHashed() {
        recorded.trail.record(detailed(ANNA));
        recorded.trail.seal();
        byte[] leaf = recorded.database.query(
                byte[].class, "select leaf from rasura_audit_leaf where event_type = 'candidate.viewed'");
        assertThat(new String(leaf, StandardCharsets.UTF_8))
                .startsWith("{\"v\":1,\"id\":\"")
                .contains(new KeyRing(recorded.provider).pseudonym(ANNA))
                .doesNotContain("recruiter-7", ADDRESS, "Mozilla", "Anna");
    }

    @Test
    void aJoinedEventCommitsAndRollsBackWithItsTransaction() {
        Marker marker = new Marker();
        marker.id = 1L;
        inTransaction(entities -> entities.persist(marker), detailed(ANNA), false);
        assertThat(recorded.trail.events(AuditQuery.all())).isEmpty();
        assertThat(recorded.database.count("Marker")).isZero();
        assertThat(recorded.trail.verify().findings()).isEmpty();

        inTransaction(entities -> {}, detailed(BERT), true);
        recorded.trail.seal();

        assertThat(recorded.trail.events(AuditQuery.all().ofType("candidate.viewed")))
                .hasSize(1);
        assertThat(recorded.trail.verify().findings()).isEmpty();
        assertThat(recorded.node("another", recorded.provider).verify().findings())
                .as("another process learns of the rollback from the heartbeat")
                .isEmpty();
    }

    @Test
    void joiningWithoutATransactionIsRefused() {
        try (EntityManager entities = recorded.factory.createEntityManager()) {
            assertThatThrownBy(() -> recorded.trail.record(detailed(ANNA), entities))
                    .isInstanceOf(TransactionStateException.class);
        }
    }

    @Test
    void anEventTooLargeForALeafIsRefusedByTypeAndSizeAndLeavesNoHole() {
        AuditEvent large = AuditEvent.of("report.made", Actor.system("reports"))
                .fact("list", "x".repeat(17_000))
                .build();
        assertThatThrownBy(() -> recorded.trail.record(large))
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("report.made")
                .hasMessageContaining("16384");
        recorded.trail.record(detailed(ANNA));
        recorded.trail.seal();
        assertThat(recorded.trail.verify().findings()).isEmpty();
    }

    @Test
    void textThatNoDatabaseStoresAsItIsBreaksNeitherEventNorCommitment() {
        recorded.trail.record(AuditEvent.of("odd.text", Actor.user("a\u0000b"))
                .action("\ud800")
                .fact("half", "\udc00 and \ud83d\ude00")
                .personal("value", "nul \u0000 half \ud800 and whole \ud83d\ude00 and \u202e")
                .build());
        recorded.trail.seal();
        assertThat(recorded.trail.verify().findings()).isEmpty();
        assertThat(recorded.trail
                        .events(AuditQuery.all().ofType("odd.text"))
                        .get(0)
                        .disclosed())
                .containsEntry("personal.value", "nul \ufffd half \ufffd and whole \ud83d\ude00 and \u202e");
    }

    @Test
    void theTrailsOwnTypesAreRefused() {
        AuditEvent forged =
                AuditEvent.of("rasura.heartbeat", Actor.system("me")).build();
        assertThatThrownBy(() -> recorded.trail.record(forged)).hasMessageContaining("Choose another type");
    }

    @Test
    void queriesFilterBySubjectActorTypeAndTime() {
        Instant before = Instant.now().minusSeconds(60);
        recorded.trail.record(detailed(ANNA));
        recorded.trail.record(AuditEvent.of("login.failed", Actor.of(BERT))
                .denied("wrong password")
                .build());
        for (int round = 0; round < 2; round++) {
            assertThat(recorded.trail.events(AuditQuery.all().about(ANNA))).hasSize(1);
            assertThat(recorded.trail.events(AuditQuery.all().about(BERT))).isEmpty();
            assertThat(recorded.trail.events(AuditQuery.all().by(Actor.of(BERT))))
                    .extracting(RecordedEvent::type, RecordedEvent::outcome, RecordedEvent::reason)
                    .containsExactly(tuple("login.failed", Outcome.DENIED, "wrong password"));
            assertThat(recorded.trail.events(
                            AuditQuery.all().by(Actor.user("recruiter-7")).about(ANNA)))
                    .hasSize(1);
            assertThat(recorded.trail.events(
                            AuditQuery.all().ofType("login.failed").between(before, null)))
                    .hasSize(1);
            assertThat(recorded.trail.events(
                            AuditQuery.all().ofType("login.failed").between(null, before)))
                    .isEmpty();
            assertThat(recorded.trail.events(AuditQuery.all().limit(1))).hasSize(1);
            recorded.trail.seal();
        }
    }

    @Test
    void aMillisecondClockAndANanosecondClockVerifyAlike() {
        Instant fine = Instant.parse("2026-03-08T07:59:59.123456789Z");
        SealedTrail exact = new SealedTrail(recorded.parts(recorded.provider)
                .withClock(Clock.tick(Clock.fixed(fine, ZoneOffset.UTC), Duration.ofNanos(1))));
        exact.record(view(ANNA));
        exact.seal();
        assertThat(exact.events(AuditQuery.all()).get(0).time()).isEqualTo("2026-03-08T07:59:59.123456Z");
        Instant kept = fine.truncatedTo(ChronoUnit.MICROS);
        assertThat(exact.events(AuditQuery.all().between(fine.minusMillis(1), fine)))
                .isNotEmpty();
        assertThat(exact.events(AuditQuery.all().between(fine.minusMillis(1), kept.plusNanos(1))))
                .isNotEmpty();
        assertThat(exact.events(AuditQuery.all().between(fine.minusMillis(1), kept)))
                .isEmpty();
        assertThat(exact.events(AuditQuery.all().between(kept, fine))).isNotEmpty();
        assertThat(exact.events(AuditQuery.all().between(kept.plusNanos(1), fine)))
                .isEmpty();
        assertThat(exact.verify().findings()).isEmpty();
    }
}
