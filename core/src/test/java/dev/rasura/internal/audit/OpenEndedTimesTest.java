package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.BreachReport;
import dev.rasura.audit.BreachScope;
import dev.rasura.testing.SetClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A time that no database can hold is as good as none: reviews with such bounds find all that is on this side of them. */
class OpenEndedTimesTest extends RecordedTrailContract {

    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
    private static final List<Instant> EARLY = List.of(
            Instant.MIN,
            Instant.MIN.plusNanos(1),
            Instant.parse("-4800-01-01T00:00:00Z"),
            Instant.parse("0000-06-01T00:00:00Z"),
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.EPOCH);
    private static final List<Instant> LATE = List.of(
            Instant.parse("9999-12-31T23:59:59.999999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.parse("+300000-01-01T00:00:00Z"),
            Instant.MAX.minusNanos(1),
            Instant.MAX);

    private SealedTrail trail;

    /** Two sealed, and one that waits. */
    @BeforeEach
    void record() {
        SetClock clock = new SetClock(NOW.toString());
        trail = recorded.node("dated", recorded.provider, clock);
        trail.record(RecordedTrail.view(RecordedTrail.ANNA));
        trail.record(RecordedTrail.view(RecordedTrail.BERT));
        trail.seal();
        trail.record(RecordedTrail.view(RecordedTrail.ANNA));
    }

    private BreachReport breach(Instant from, Instant to) {
        return trail.reading()
                .breachReport(
                        BreachScope.by(Actor.user("recruiter-7"), from, to).on("Candidate"), person -> {});
    }

    private List<Object> page(Instant from, Instant to) {
        return new ArrayList<>(trail.reading()
                .page(AuditQuery.all().ofType("candidate.viewed").between(from, to))
                .events());
    }

    @Test
    void allThatLiesBetweenIsFound() {
        for (Instant from : EARLY) {
            for (Instant to : LATE) {
                assertThat(breach(from, to).events()).as("%s to %s", from, to).isEqualTo(3);
                assertThat(page(from, to)).as("%s to %s", from, to).hasSize(3);
            }
        }
    }

    @Test
    void nothingThatLiesOutsideIsFound() {
        for (Instant from : EARLY) {
            if (from.isBefore(Instant.EPOCH)) {
                assertThat(breach(from, Instant.EPOCH).events())
                        .as("from %s", from)
                        .isZero();
                assertThat(page(from, Instant.EPOCH)).as("from %s", from).isEmpty();
            }
        }
        for (Instant to : LATE) {
            Instant year9000 = Instant.parse("9000-01-01T00:00:00Z");
            assertThat(breach(year9000, to).events()).as("to %s", to).isZero();
            assertThat(page(year9000, to)).as("to %s", to).isEmpty();
        }
        assertThat(breach(Instant.MIN, Instant.MIN.plusSeconds(1)).events()).isZero();
        assertThat(breach(Instant.MAX.minusSeconds(1), Instant.MAX).events()).isZero();
    }

    @Test
    void theStreamIsComparedWithoutBounds() {
        assertThat(trail.stream().reconcile(List.of(), Instant.MIN, Instant.MAX).complete())
                .isTrue();
    }
}
