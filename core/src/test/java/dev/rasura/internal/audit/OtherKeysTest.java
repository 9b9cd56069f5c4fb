package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.SealReport;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.SetClock;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/** What becomes of events where a secret is wrong or no longer there, and where the clock goes back. */
class OtherKeysTest extends RecordedTrailContract {

    /** Another secret beside the same signing key. */
    private record OtherSecret(KeyProvider keys, KeyProvider other, String secretId) implements KeyProvider {

        @Override
        public SecretKey secret() {
            return other.secret();
        }

        @Override
        public KeyPair signingKey() {
            return keys.signingKey();
        }

        @Override
        public String origin() {
            return keys.origin();
        }
    }

    private KeyProvider otherSecret(String id) {
        return new OtherSecret(recorded.provider, KeyFile.ephemeral(RecordedTrail.ORIGIN), id);
    }

    @Test
    void eventsOfASecretThatWasReplacedWaitForWhoHoldsIt() {
        waits(otherSecret("next"));
    }

    @Test
    void soDoEventsWhereTheSecretIsAnotherUnderTheSameName() {
        waits(otherSecret(recorded.provider.secretId()));
    }

    private void waits(KeyProvider keys) {
        recorded.record();
        SealedTrail other = recorded.node("other", keys);

        SealReport report = other.seal();

        assertThat(report.unknownKey()).isPositive();
        assertThat(report.alarms()).isZero();
        assertThat(other.verify().findings())
                .as("neither genuine nor forged: nobody here can tell")
                .extracting(Finding::kind)
                .contains(Kind.UNKNOWN_KEY)
                .doesNotContain(Kind.ALTERED, Kind.ALARM);
        assertThat(recorded.trail.seal().sealed()).isPositive();
        assertThat(recorded.trail.events(AuditQuery.all().ofType("candidate.viewed")))
                .singleElement()
                .satisfies(event -> assertThat(event.leafIndex()).isNotNull());
    }

    @Test
    void anotherSigningKeySealsNothing() {
        recorded.recordAndSeal(2);
        recorded.record();
        SealedTrail other = recorded.node("other", KeyFile.ephemeral(RecordedTrail.ORIGIN));

        assertThatThrownBy(other::seal).isInstanceOf(AuditException.class).hasMessageContaining("key");
        assertThat(recorded.trail.seal().sealed()).isPositive();
        assertThat(recorded.trail.verify().intact()).isTrue();
    }

    @Test
    void aClockThatGoesBackChangesNoOrderAndBreaksNothing() {
        SetClock clock = new SetClock("2026-03-02T08:00:00Z");
        Instant start = clock.instant();
        SealedTrail trail = recorded.node("moving", recorded.provider, clock);
        for (Duration step : List.of(Duration.ZERO, Duration.ofHours(-2), Duration.ofDays(-40), Duration.ofDays(41))) {
            clock.move(step);
            trail.record(RecordedTrail.view(RecordedTrail.ANNA));
            trail.seal();
        }

        List<RecordedEvent> events = trail.events(AuditQuery.all().ofType("candidate.viewed"));
        assertThat(events)
                .extracting(RecordedEvent::time)
                .as("each says when it happened by the clock of then; their order is that of sealing")
                .containsExactly(
                        start,
                        start.minus(Duration.ofHours(2)),
                        start.minus(Duration.ofHours(2)).minus(Duration.ofDays(40)),
                        start.minus(Duration.ofHours(2)).plus(Duration.ofDays(1)));
        assertThat(new HashSet<>(events.stream().map(RecordedEvent::id).toList()))
                .hasSize(4);
        assertThat(trail.verify().intact()).isTrue();
        assertThat(trail.verify().findings()).isEmpty();
    }
}
