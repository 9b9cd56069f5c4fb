package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Finding.Kind;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.DeclaredTypes;
import dev.rasura.testing.OnEachDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The run of a node that died is closed by another one, and its tail is said to be unsettled. */
class EpochClosingTest {

    @OnEachDatabase
    void aSilentRunIsClosedOnceByAnotherNode(DatabaseFamily family, @TempDir Path folder) {
        try (RecordedTrail recorded = new RecordedTrail(family, folder)) {
            SealedTrail dead = recorded.node("dead", recorded.provider);
            dead.record(RecordedTrail.view(RecordedTrail.ANNA));
            dead.heartbeat();
            dead.record(RecordedTrail.view(RecordedTrail.BERT));
            recorded.trail.seal();
            assertThat(closings(recorded.trail)).as("it may be at work").isEmpty();

            SealedTrail later =
                    recorded.node("later", recorded.provider, Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
            later.seal();

            List<RecordedEvent> closings = closings(later);
            assertThat(closings).extracting(event -> event.facts().get("node")).containsExactly("dead");
            assertThat(closings)
                    .filteredOn(event -> "dead".equals(event.facts().get("node")))
                    .singleElement()
                    .satisfies(event -> assertThat(event.facts())
                            .containsEntry("last", "3")
                            .containsEntry("settled", "2")
                            .containsEntry("unsettled", "3"));
            assertThat(later.verify().intact()).isTrue();
            assertThat(later.verify().findings()).anySatisfy(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.UNSETTLED);
                assertThat(finding.where()).startsWith("counter dead/").endsWith("/after 2");
                assertThat(finding.what()).contains("node later closed its run");
            });
            SealedTrail again =
                    recorded.node("again", recorded.provider, Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
            again.seal();
            assertThat(closings(again)).hasSize(1);
            DeclaredTypes.hold(again.events(AuditQuery.all()));
        }
    }

    private static List<RecordedEvent> closings(SealedTrail trail) {
        return trail.events(AuditQuery.all().ofType("rasura.epoch-closed"));
    }
}
