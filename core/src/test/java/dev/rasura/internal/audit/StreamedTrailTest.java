package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rasura.ConfigurationException;
import dev.rasura.RasuraException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Origin;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamOptions;
import dev.rasura.audit.StreamOptions.WhenFull;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.StreamedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Events are copied to the stream as their types say: after the commit, all of them, or counted. */
class StreamedTrailTest extends RecordedTrailContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String VIEWED = "candidate.viewed";

    private final List<StreamedEvent> lines = Collections.synchronizedList(new ArrayList<>());

    private SealedTrail trail(StreamOptions options, EventSink sink, EventType... types) {
        return new SealedTrail(recorded.parts(recorded.provider)
                .withCatalogue(EventCatalogue.of(List.of(types)))
                .withStream(List.of(sink), options));
    }

    private static EventType viewed() {
        return EventType.of(VIEWED).withPersonal("search");
    }

    private static AuditEvent view() {
        return RecordedTrail.view(RecordedTrail.ANNA);
    }

    @Test
    void whatCommitsIsStreamedWithItsIdAndItsLeafsHashAndWhatRollsBackIsNot() {
        SealedTrail trail = trail(StreamOptions.defaults(), lines::add, viewed().to(Sinks.BOTH));
        UUID id;
        try (Session session = recorded.factory.openSession()) {
            session.beginTransaction();
            id = trail.record(view(), session);
            trail.awaitWritten(PATIENCE);
            assertThat(lines).as("before the commit").isEmpty();
            session.getTransaction().commit();
            session.beginTransaction();
            trail.record(view(), session);
            session.getTransaction().rollback();
        }
        trail.awaitWritten(PATIENCE);
        trail.seal();

        RecordedEvent event = trail.events(AuditQuery.all().ofType(VIEWED)).get(0);
        assertThat(lines).hasSize(1);
        StreamedEvent line = lines.get(0);
        assertThat(line.event().id()).isEqualTo(id).isEqualTo(event.id());
        assertThat(line.leafHash()).isEqualTo(HexFormat.of().formatHex(MerkleTree.leafHash(leafOf(id))));
        assertThat(line.event().actor()).isEqualTo(event.actor());
        assertThat(line.event().subjects()).isEqualTo(event.subjects());
        assertThat(line.event().time()).isEqualTo(event.time());
        assertThat(line.values())
                .as("no personal value unless the type says so")
                .isEmpty();
        assertThat(line.toString() + line.event()).doesNotContain("Anna Berg", "recruiter-7");
        assertThat(trail.stream().written()).isEqualTo(1);
        assertThat(trail.verify().intact()).isTrue();
    }

    private byte[] leafOf(UUID id) {
        return recorded.units().own("test", Mode.READ, (connection, session) -> {
            try (var select = connection.prepareStatement("select leaf from rasura_audit_leaf where event_id = ?")) {
                select.setObject(1, id);
                try (var row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    return Cells.bytes(row, 1);
                }
            }
        });
    }

    @Test
    void nothingIsStreamedUnlessSomebodySaysSo() {
        SealedTrail trail = trail(StreamOptions.defaults(), lines::add, viewed());
        trail.record(view());
        trail.seal();
        trail.awaitWritten(PATIENCE);
        assertThat(lines).isEmpty();
    }

    @Test
    void theConfigurationWinsOverTheTypeAndTheLongestBeginningOverAll() {
        StreamOptions options = StreamOptions.defaults()
                .withDefault(Sinks.BOTH)
                .with("candidate", Sinks.TRAIL)
                .with("rasura", Sinks.TRAIL)
                .with("rasura.lost", Sinks.BOTH);
        SealedTrail trail = trail(options, lines::add, viewed().to(Sinks.BOTH));
        assertThat(trail.stream().sinks(VIEWED)).isEqualTo(Sinks.TRAIL);
        assertThat(trail.stream().sinks("rasura.lost")).isEqualTo(Sinks.BOTH);
        assertThat(trail.stream().sinks("rasura.heartbeat")).isEqualTo(Sinks.TRAIL);
        assertThat(trail.stream().sinks("erasure.executed")).isEqualTo(Sinks.BOTH);
    }

    @Test
    void personalValuesAreStreamedWhereTheTypeSaysSoAndNobodysIdentity() {
        SealedTrail trail = trail(
                StreamOptions.defaults(), lines::add, viewed().to(Sinks.BOTH).streamingValues());
        trail.record(AuditEvent.of(VIEWED, Actor.user("recruiter-7"))
                .personal("search", "Anna Berg")
                .origin(new Origin("192.0.2.7", "Mozilla/5.0", "trace-1", "request-1"))
                .build());
        trail.awaitWritten(PATIENCE);
        assertThat(lines.get(0).values())
                .containsOnly(
                        entry("search", "Anna Berg"),
                        entry("origin.address", "192.0.2.7"),
                        entry("origin.userAgent", "Mozilla/5.0"));
    }

    @Test
    void requestsGoToTheStreamAloneAndWhatIsDeniedOrFailedToTheTrail() {
        SealedTrail trail = trail(StreamOptions.defaults(), lines::add);
        for (String type :
                List.of(EventCatalogue.HTTP_REQUEST, EventCatalogue.HTTP_DENIED, EventCatalogue.HTTP_FAILED)) {
            trail.record(
                    AuditEvent.of(type, Actor.user("clerk")).fact("status", 200).build());
        }
        trail.awaitWritten(PATIENCE);
        assertThat(lines).extracting(line -> line.event().type()).containsExactly(EventCatalogue.HTTP_REQUEST);
        assertThat(trail.events(AuditQuery.all()))
                .extracting(RecordedEvent::type)
                .containsExactlyInAnyOrder(EventCatalogue.HTTP_DENIED, EventCatalogue.HTTP_FAILED);
    }

    @Test
    void whereNothingIsStreamedARequestIsCountedAsLost() {
        recorded.trail.record(AuditEvent.of(EventCatalogue.HTTP_REQUEST, Actor.user("clerk"))
                .fact("status", 200)
                .build());
        recorded.trail.awaitWritten(PATIENCE);
        assertThat(recorded.trail.stream().lost()).containsOnly(entry(EventCatalogue.HTTP_REQUEST, 1L));
        assertThat(recorded.trail.stream().health().cause()).contains("there is no EventSink");
        recorded.trail.seal();
        assertThat(recorded.trail.events(AuditQuery.all().ofType("rasura.stream-lost")))
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("of.http.request", "1"));
    }

    @Test
    void withTheStreamAloneThereIsNoRowAndNoHole() {
        EventType request = EventType.of("page.requested").to(Sinks.STREAM);
        SealedTrail trail = trail(
                StreamOptions.defaults(),
                lines::add,
                request.withMode(EventMode.BEST_EFFORT),
                EventType.of("page.refused").withMode(EventMode.DETACHED).to(Sinks.STREAM),
                viewed());
        trail.record(AuditEvent.of("page.requested", Actor.user("anna")).build());
        trail.record(view());
        try (Session session = recorded.factory.openSession()) {
            session.beginTransaction();
            trail.record(AuditEvent.of("page.refused", Actor.user("anna")).build(), session);
            session.getTransaction().rollback();
        }
        trail.awaitWritten(PATIENCE);
        trail.seal();

        assertThat(lines).extracting(line -> line.event().type()).containsExactly("page.requested", "page.refused");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.leafHash()).isNull();
            assertThat(line.number()).isNull();
        });
        assertThat(trail.events(AuditQuery.all()))
                .extracting(RecordedEvent::type)
                .doesNotContain("page.requested", "page.refused")
                .contains(VIEWED);
        assertThat(trail.verify().findings()).isEmpty();
    }

    @Test
    void rowsThatADutyWritesItselfAreStreamedUnlessTheyWereNotWritten() {
        SealedTrail trail = trail(StreamOptions.defaults().with("erasure", Sinks.BOTH), lines::add);
        List<UUID> ids = recorded.units().own("test", Mode.WRITE, (connection, session) -> {
            AuditEvent event =
                    AuditEvent.of("erasure.executed", Actor.user("anna")).build();
            EventStaging.Unwritten written = trail.staging().unwritten(session, event);
            EventStaging.Unwritten not = trail.staging().unwritten(session, event);
            trail.staging().notWritten(not);
            return List.of(written.id(), not.id());
        });
        trail.awaitWritten(PATIENCE);
        assertThat(lines).extracting(line -> line.event().id()).containsExactly(ids.get(0));
    }

    @Test
    void whatASinkDoesNotTakeIsCountedAndTheTrailTellsOfIt() {
        List<Boolean> full = Collections.synchronizedList(new ArrayList<>(List.of(true)));
        EventSink sink = event -> {
            if (full.contains(true)) {
                throw new IllegalStateException("no space left, and Anna Berg's name in a message");
            }
            lines.add(event);
        };
        SealedTrail trail = trail(StreamOptions.defaults(), sink, viewed().to(Sinks.BOTH));
        trail.record(view());
        trail.record(view());
        trail.awaitWritten(PATIENCE);
        assertThat(trail.stream().lost()).containsExactly(Map.entry(VIEWED, 2L));
        assertThat(trail.stream().health().up()).isFalse();
        assertThat(trail.stream().health().cause())
                .contains("IllegalStateException")
                .doesNotContain("Anna");

        full.clear();
        trail.record(view());
        trail.awaitWritten(PATIENCE);
        assertThat(trail.stream().health().up()).isTrue();
        assertThat(lines).hasSize(1);
        trail.seal();
        assertThat(trail.events(AuditQuery.all().ofType("rasura.stream-lost")))
                .singleElement()
                .satisfies(told ->
                        assertThat(told.facts()).containsEntry("total", "2").containsEntry("of." + VIEWED, "2"));
        assertThat(trail.events(AuditQuery.all().ofType(VIEWED)))
                .as("the trail has what the stream has not")
                .hasSize(3);
    }

    @Test
    void anErrorOfASinkIsCountedAndTheNextEventIsWritten() {
        AtomicBoolean failing = new AtomicBoolean(true);
        SealedTrail trail = trail(
                StreamOptions.defaults(),
                event -> {
                    if (failing.getAndSet(false)) {
                        throw new ServiceConfigurationError("of the test");
                    }
                    lines.add(event);
                },
                viewed().to(Sinks.BOTH));
        trail.record(view());
        trail.record(view());
        trail.awaitWritten(PATIENCE);
        assertThat(trail.stream().lost()).containsExactly(Map.entry(VIEWED, 1L));
        assertThat(lines).hasSize(1);
    }

    @Test
    void aFailureThatEndsTheThreadIsCountedAndTheNextEventStartsAnother() {
        AtomicBoolean failing = new AtomicBoolean(true);
        SealedTrail trail = trail(
                StreamOptions.defaults(),
                event -> {
                    if (failing.getAndSet(false)) {
                        throw new Unspeakable();
                    }
                    lines.add(event);
                },
                viewed().to(Sinks.BOTH));
        trail.record(view());
        trail.awaitWritten(PATIENCE);
        assertThat(trail.stream().lost()).containsExactly(Map.entry(VIEWED, 1L));
        trail.record(view());
        trail.awaitWritten(PATIENCE);
        assertThat(lines).hasSize(1);
    }

    /** Fails once more when it is asked why. */
    private static final class Unspeakable extends RasuraException {

        private static final long serialVersionUID = 1L;

        Unspeakable() {
            super("never said");
        }

        @Override
        public String getMessage() {
            throw new ServiceConfigurationError("of the test");
        }
    }

    @Test
    void aFullQueueDropsAndCounts() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SealedTrail trail = trail(
                StreamOptions.defaults().withCapacity(1).withWhenFull(WhenFull.DROP),
                slow(writing, goOn),
                viewed().to(Sinks.BOTH));
        trail.record(view());
        writing.await();
        trail.record(view());
        trail.record(view());
        assertThat(trail.stream().lost()).containsEntry(VIEWED, 1L);
        assertThat(trail.stream().health().cause()).contains("1 events wait already");
        goOn.countDown();
        trail.awaitWritten(PATIENCE);
        assertThat(lines).hasSize(2);
    }

    @Test
    void aFullQueueBlocksUntilThereIsRoomButNotBestEffort() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SealedTrail trail = trail(
                StreamOptions.defaults().withCapacity(1),
                slow(writing, goOn),
                viewed().to(Sinks.BOTH),
                EventType.of("page.requested").withMode(EventMode.BEST_EFFORT).to(Sinks.STREAM));
        trail.record(view());
        writing.await();
        trail.record(view());
        Thread third = new Thread(() -> trail.record(view()));
        third.start();
        while (third.getState() != Thread.State.WAITING) {
            Thread.sleep(2);
        }
        trail.record(AuditEvent.of("page.requested", Actor.user("anna")).build());
        assertThat(trail.stream().lost()).containsOnlyKeys("page.requested");
        goOn.countDown();
        third.join();
        trail.awaitWritten(PATIENCE);
        assertThat(lines).hasSize(3);
    }

    private EventSink slow(CountDownLatch writing, CountDownLatch goOn) {
        return event -> {
            writing.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lines.add(event);
        };
    }

    @Test
    void choicesThatCannotBeKeptAreRefusedAtOnce() {
        StreamOptions options =
                StreamOptions.defaults().with("erasure", Sinks.STREAM).with("nobody.declared", Sinks.STREAM);
        assertThatThrownBy(() -> trail(options, lines::add, viewed().to(Sinks.STREAM)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'erasure' cannot go to the stream alone")
                .hasMessageContaining("'nobody.declared' goes to the stream alone, but nobody declared")
                .hasMessageContaining("'candidate.viewed' is REQUIRED, which the stream alone cannot keep");
        assertThatThrownBy(() -> new SinkChoice(
                        EventCatalogue.of(List.of(viewed().to(Sinks.BOTH))), StreamOptions.defaults(), false))
                .hasMessageContaining("'candidate.viewed' is streamed, but there is no EventSink");
        assertThatThrownBy(() -> StreamOptions.defaults().withDefault(Sinks.STREAM))
                .hasMessageContaining("nothing would be proven");
    }

    @Test
    void whatWaitsAtTheEndIsWritten() {
        SealedTrail trail = trail(StreamOptions.defaults(), lines::add, viewed().to(Sinks.BOTH));
        for (int i = 0; i < 100; i++) {
            trail.record(view());
        }
        trail.close();
        assertThat(lines).hasSize(100);
        assertThat(trail.stream().lost()).isEmpty();
    }
}
