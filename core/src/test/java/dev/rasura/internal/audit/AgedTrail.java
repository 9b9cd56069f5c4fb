package dev.rasura.internal.audit;

import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Finding;
import dev.rasura.audit.VerificationReport;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Faults;
import dev.rasura.testing.SetClock;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trail of events that were recorded at times of the test's choosing: views are kept a year, contracts three. */
final class AgedTrail implements AutoCloseable {

    static final String VIEWED = "candidate.viewed";
    static final String SIGNED = "contract.signed";

    final SetClock clock = new SetClock("2020-01-01T00:00:00Z");
    final RecordedTrail recorded;
    final SealedTrail trail;
    private int nodes;

    AgedTrail(DatabaseFamily family, Path folder) {
        this(family, folder, null);
    }

    AgedTrail(DatabaseFamily family, Path folder, @Nullable Faults faults) {
        recorded = new RecordedTrail(family, folder, faults);
        trail = node();
    }

    /** Another process. */
    SealedTrail node() {
        return node(EventCatalogue.of(List.of(
                EventType.of(VIEWED).withPersonal("search").keptFor(Period.ofYears(1)),
                EventType.of(SIGNED).withPersonal("search").keptFor(Period.ofYears(3)))));
    }

    SealedTrail node(EventCatalogue catalogue) {
        return new SealedTrail(recorded.parts(recorded.provider)
                .withClock(clock)
                .withNode("node-" + ++nodes)
                .withCatalogue(catalogue));
    }

    static AuditEvent event(String type, int person) {
        return AuditEvent.of(type, RecordedTrail.view(RecordedTrail.ANNA).actor())
                .action("view")
                .subject(person % 2 == 0 ? RecordedTrail.ANNA : RecordedTrail.BERT)
                .personal("search", "Anna Berg")
                .build();
    }

    /** Records so many events at that time, in one transaction. */
    void record(String time, String type, int events) {
        clock.set(time);
        recorded.units().own("test", Mode.WRITE, (connection, session) -> {
            List<EventStaging.Begun> begun = new ArrayList<>();
            for (int i = 0; i < events; i++) {
                begun.add(trail.staging().begin(event(type, i)));
            }
            trail.staging().stageAll(connection, session, begun);
            return begun;
        });
    }

    void recordAndSeal(String time, String type, int events) {
        record(time, type, events);
        trail.seal();
    }

    /** What a process that was not there says, with the anchor. */
    VerificationReport audited() {
        return node().verify();
    }

    List<Finding> findings() {
        return audited().findings();
    }

    long leaves() {
        return recorded.database.count("rasura_audit_leaf");
    }

    long values() {
        return recorded.database.count("rasura_audit_disclosure");
    }

    @Override
    public void close() {
        recorded.close();
    }
}
