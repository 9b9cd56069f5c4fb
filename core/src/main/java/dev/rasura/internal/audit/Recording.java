package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventMode;
import dev.rasura.internal.audit.EventStaging.Begun;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes events as the catalogue says of their types: in the caller's transaction, after it, or when there is time. */
public final class Recording implements AutoCloseable {

    private static final String CALL = "AuditTrail.record";
    private static final int QUEUE = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UnitsOfWork units;
    private final EventStaging staging;
    private final EventStream stream;
    private final Admission admission;
    private final Losses losses = new Losses();
    private final CaptureCounters counters = new CaptureCounters();
    private final DetachedEvents detached;
    private final BestEffortEvents bestEffort;

    Recording(UnitsOfWork units, EventStaging staging, EventCatalogue catalogue, EventStream stream) {
        this(units, staging, catalogue, stream, QUEUE, PATIENCE);
    }

    Recording(
            UnitsOfWork units,
            EventStaging staging,
            EventCatalogue catalogue,
            EventStream stream,
            int queue,
            Duration patience) {
        this.units = units;
        this.stream = stream;
        this.staging = staging;
        this.admission = new Admission(catalogue);
        this.detached = new DetachedEvents(units, staging, losses, patience);
        this.bestEffort = new BestEffortEvents(units, staging, losses, queue, patience);
    }

    /** Records an event that belongs to no transaction of the caller's. */
    UUID record(AuditEvent event) {
        return recordAdmitted(admission.admit(event));
    }

    /** As {@link #record(AuditEvent)}, of an event that Rasura itself makes. */
    UUID recordOwn(AuditEvent event) {
        return recordAdmitted(admission.admitOwn(event));
    }

    private UUID recordAdmitted(AuditEvent event) {
        Begun begun = staging.begin(event);
        if (admission.mode(event.type()) == EventMode.REQUIRED) {
            units.own(CALL, Mode.WRITE, (connection, session) -> {
                staging.stageAll(connection, session, List.of(begun));
                return begun;
            });
        } else {
            later(begun);
        }
        return begun.id();
    }

    /** Records an event of the caller's transaction, or, as its type says, one that follows it. */
    UUID record(AuditEvent event, EntityManager entityManager) {
        AuditEvent admitted = admission.admit(event);
        Begun begun = staging.begin(admitted);
        if (admission.mode(event.type()) == EventMode.REQUIRED) {
            units.joined(CALL, entityManager, (connection, session) -> {
                staging.stageAll(connection, session, List.of(begun));
                return begun;
            });
        } else {
            UnitsOfWork.afterCompletion(units.session(CALL, entityManager), committed -> later(begun));
        }
        return begun.id();
    }

    /** Hands over an event whose transaction, if it has one, has ended. Never throws. */
    public void later(Begun begun) {
        String type = begun.event().type();
        boolean bestEffortOnly = admission.mode(type) == EventMode.BEST_EFFORT;
        if (!stream.hasRow(type)) {
            staging.streamAlone(begun, !bestEffortOnly);
        } else if (bestEffortOnly) {
            bestEffort.offer(begun);
        } else {
            detached.write(type, connection -> List.of(begun));
        }
    }

    /** Has events made and written on the pool. Never throws. */
    public void later(String type, DetachedEvents.Made events) {
        detached.write(type, events);
    }

    /** Counts an event of a duty that could not be written after it. */
    public void lost(String type, RuntimeException failure) {
        losses.add(type, 1, failure.getClass().getSimpleName());
    }

    public Admission admission() {
        return admission;
    }

    public CaptureCounters counters() {
        return counters;
    }

    public EventStaging staging() {
        return staging;
    }

    /** How many events are lost since the start, by type. */
    Map<String, Long> lost() {
        return losses.all();
    }

    /** How many events are lost of which the trail does not tell yet. */
    long untold() {
        return losses.untold();
    }

    /** Has the trail tell of losses, in a transaction of its own, which may be inside a caller's. */
    void reportLosses() {
        report(losses);
        report(stream.losses());
    }

    private void report(Losses lost) {
        Losses.@Nullable Report report = lost.due();
        if (report != null) {
            units.detached(Mode.WRITE, (connection, session) -> staging.stage(connection, session, report.event()));
            lost.told(report);
        }
    }

    /**
     * Waits until all that was handed over so far is written or lost.
     *
     * @throws AuditException if it takes longer
     */
    void await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!detached.isIdle() || !bestEffort.isIdle() || !stream.isIdle()) {
            if (System.nanoTime() - end > 0) {
                throw new AuditException("Audit events still wait to be written after " + patience + ".");
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AuditException("Waiting for audit events was interrupted.", e);
            }
        }
    }

    @Override
    public void close() {
        detached.close();
        bestEffort.close();
        reportLosses();
        stream.close();
        report(stream.losses());
    }
}
