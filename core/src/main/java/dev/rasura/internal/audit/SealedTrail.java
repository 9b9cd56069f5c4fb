package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.RasuraException;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditReview;
import dev.rasura.audit.AuditStream;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.CaptureCounts;
import dev.rasura.audit.ConsistencyProof;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.InclusionProof;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.Recovery;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.StreamOptions;
import dev.rasura.audit.TilesReport;
import dev.rasura.audit.TrailHealth;
import dev.rasura.audit.TrailHealth.Status;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import dev.rasura.datamap.DataMap;
import dev.rasura.internal.hibernate.JdbcWork;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.keys.NoteVerifier;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.EventSink;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The audit trail in the application's database, put together. Close it to tell the trail how its last events ended. */
public final class SealedTrail implements AuditTrail, AutoCloseable {

    private static final int BATCH = 10_000;
    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSING_PAUSE = Duration.ofDays(1);

    private static final DataMap NOTHING_MAPPED =
            new DataMap(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private final UnitsOfWork units;
    private final KeyRing keys;
    private final EventStaging staging;
    private final EventCatalogue catalogue;
    private final Recording recording;
    private final EventStream stream;
    private final LeafSequencer sequencer;
    private final CheckpointBook checkpoints;
    private final TrailReading reading;
    private final TrailVerification verification;
    private final Disclosures disclosures;
    private final Anchors anchors;
    private final GapWatch gaps;
    private final LogRecovery recovery;
    private final TileExport tiles;
    private final TreeProofs proofs;
    private final EpochClosing closing;
    private final Clock clock;
    private volatile @Nullable Instant closedAt;
    private volatile @Nullable String failure;
    private volatile long sealedUpTo;

    /**
     * @param anchors where checkpoints go; if there is none, to the log as {@link LogLineAnchor}
     * @param node a name of this node for people, at most 64 characters, or null for a random one
     */
    public SealedTrail(
            UnitsOfWork units,
            OwnTables tables,
            KeyRing keys,
            List<CheckpointAnchor> anchors,
            Clock clock,
            @Nullable String node) {
        this(units, tables, keys, anchors, clock, node, EventCatalogue.builtIn());
    }

    /** @param catalogue the types of events that may be recorded */
    public SealedTrail(
            UnitsOfWork units,
            OwnTables tables,
            KeyRing keys,
            List<CheckpointAnchor> anchors,
            Clock clock,
            @Nullable String node,
            EventCatalogue catalogue) {
        this(units, tables, keys, anchors, clock, node, catalogue, List.of(), StreamOptions.defaults());
    }

    /**
     * @param sinks where streamed events go
     * @param options which events are streamed
     */
    public SealedTrail(
            UnitsOfWork units,
            OwnTables tables,
            KeyRing keys,
            List<CheckpointAnchor> anchors,
            Clock clock,
            @Nullable String node,
            EventCatalogue catalogue,
            List<EventSink> sinks,
            StreamOptions options) {
        this(units, tables, keys, anchors, clock, node, catalogue, sinks, options, NOTHING_MAPPED);
    }

    /**
     * @param sinks where streamed events go
     * @param options which events are streamed
     * @param map says which categories of data an event is about
     */
    public SealedTrail(
            UnitsOfWork units,
            OwnTables tables,
            KeyRing keys,
            List<CheckpointAnchor> anchors,
            Clock clock,
            @Nullable String node,
            EventCatalogue catalogue,
            List<EventSink> sinks,
            StreamOptions options,
            DataMap map) {
        String name = node == null ? UUID.randomUUID().toString() : node;
        if (name.isBlank() || name.length() > 64) {
            throw new IllegalArgumentException(
                    "The node's name must have 1 to 64 characters, but has " + name.length() + ".");
        }
        AuditStatements sql = new AuditStatements(tables);
        Anchors all = new Anchors(
                anchors.isEmpty() ? List.of(new LogLineAnchor()) : anchors,
                keys.signer().verifier());
        this.units = units;
        this.keys = keys;
        SinkChoice choice = new SinkChoice(catalogue, options, !sinks.isEmpty());
        this.stream = new EventStream(
                choice,
                sinks,
                options.capacity(),
                options.whenFull(),
                STREAM_PATIENCE,
                new StreamComparison(units, sql, choice, clock));
        this.staging = new EventStaging(tables, keys, clock, name, stream);
        this.catalogue = catalogue;
        this.recording = new Recording(units, staging, catalogue, stream);
        this.sequencer = new LeafSequencer(sql, keys, staging, clock, BATCH);
        this.checkpoints = new CheckpointBook(sql, keys, all, clock);
        this.verification = new TrailVerification(sql, keys, all, staging);
        this.disclosures = new Disclosures(tables, keys);
        this.anchors = all;
        this.closing = new EpochClosing(sql);
        this.clock = clock;
        this.gaps = new GapWatch(sql);
        this.recovery = new LogRecovery(
                sql, all, staging, sequencer, keys.signer().verifier().name());
        this.tiles = new TileExport(sql, checkpoints, keys.signer().verifier());
        this.proofs = new TreeProofs(sql, checkpoints, keys.signer().verifier());
        this.reading = new TrailReading(this::own, sql, keys, recording, verification, proofs, new SeenCategories(map));
    }

    /** Where duties write their events into their own transactions. */
    public EventStaging staging() {
        return staging;
    }

    /** Where an erasure deletes the personal values that the trail holds. */
    public Disclosures disclosures() {
        return disclosures;
    }

    /** Where events go that are written as their types say. */
    public Recording recording() {
        return recording;
    }

    @Override
    public UUID record(AuditEvent event) {
        return recording.record(event);
    }

    @Override
    public UUID record(AuditEvent event, EntityManager entityManager) {
        return recording.record(event, entityManager);
    }

    @Override
    public EventCatalogue catalogue() {
        return catalogue;
    }

    @Override
    public AuditStream stream() {
        return stream;
    }

    @Override
    public Map<String, Long> lost() {
        return recording.lost();
    }

    @Override
    public CaptureCounts captureCounts() {
        return recording.counters().counts();
    }

    @Override
    public void awaitWritten(Duration patience) {
        recording.await(patience);
    }

    @Override
    public SealReport seal() {
        return seal(null);
    }

    @Override
    public SealReport recover(Recovery wanted) {
        NoteVerifier former = recovery.former(wanted);
        String lastNote = recovery.lastNote(wanted, former);
        own("recover", Mode.WRITE, (connection, session) -> {
            recovery.begin(connection, session, wanted, lastNote);
            return lastNote;
        });
        return seal(former);
    }

    @Override
    public long unsealed() {
        return staging.counter().last() - sealedUpTo;
    }

    @Override
    public TrailHealth health() {
        String cause = failure;
        if (cause != null) {
            return new TrailHealth(Status.DOWN, cause);
        }
        return anchors.readable()
                ? new TrailHealth(Status.UP, "")
                : new TrailHealth(
                        Status.UNANCHORED,
                        "No anchor can be read back: configure one outside the database, as a FileAnchor on another machine.");
    }

    /** Seals, and remembers how that ended. */
    private SealReport seal(@Nullable NoteVerifier former) {
        try {
            long before = staging.counter().last();
            SealReport report = sealed(former);
            sealedUpTo = before;
            failure = null;
            return report;
        } catch (TransactionStateException e) {
            throw e;
        } catch (RasuraException e) {
            failure = e.getMessage();
            throw e;
        } catch (RuntimeException e) {
            failure = "Sealing failed because of " + e.getClass().getName() + ".";
            throw e;
        }
    }

    private SealReport sealed(@Nullable NoteVerifier former) {
        recording.reportLosses();
        closeSilentEpochs();
        heartbeat((mode, work) -> units.own("AuditTrail.seal", mode, work));
        long anchored = checkpoints.anchoredSize(former);
        long sealed = 0;
        long alarms = 0;
        LeafSequencer.Drained drained;
        do {
            drained = own("seal", Mode.WRITE, (connection, session) -> sequencer.drain(connection, session, anchored));
            sealed += drained.sealed();
            alarms += drained.alarms();
        } while (drained.more());
        long foreign = own("seal", Mode.READ, (connection, session) -> sequencer.foreign(connection));
        CheckpointBook.Published published =
                own("seal", Mode.WRITE, (connection, session) -> checkpoints.publish(connection, former));
        return new SealReport(
                sealed,
                alarms,
                foreign,
                published.checkpoint().size(),
                HexFormat.of().formatHex(published.checkpoint().rootBytes()),
                published.note());
    }

    /** Closes runs of nodes that have been silent, with the first sealing of a process and once a day after that. */
    private void closeSilentEpochs() {
        Instant now = clock.instant();
        Instant last = closedAt;
        if (last != null && now.isBefore(last.plus(CLOSING_PAUSE))) {
            return;
        }
        List<AuditEvent> due =
                own("seal", Mode.READ, (connection, session) -> closing.due(connection, now, staging.epoch()));
        if (!due.isEmpty()) {
            own("seal", Mode.WRITE, (connection, session) -> {
                staging.stageAll(
                        connection, session, due.stream().map(staging::begin).toList());
                return due;
            });
        }
        closedAt = now;
    }

    /**
     * Tells the trail how the transactions of this node's events ended, if there is news. In transactions of its own, which
     * may be inside a caller's. {@link #seal()} does it first.
     *
     * @throws AuditException if it cannot be written; it is then told the next time
     */
    public void heartbeat() {
        heartbeat((mode, work) -> units.detached(mode, work));
    }

    private void heartbeat(BiFunction<Mode, JdbcWork<Leaf.Prepared>, Leaf.Prepared> transaction) {
        StagingCounter counter = staging.counter();
        boolean more;
        do {
            StagingCounter.Settlement doubtful = counter.due();
            if (doubtful == null) {
                return;
            }
            if (!doubtful.rolledBack().isEmpty()) {
                counter.committed(units.detached(
                        Mode.READ,
                        (connection, session) ->
                                gaps.present(connection, staging.node(), staging.epoch(), doubtful.rolledBack())));
            }
            StagingCounter.Settlement due = counter.due();
            if (due == null) {
                return;
            }
            AuditEvent event = AuditEvent.of(Leaf.HEARTBEAT, Actor.system("rasura"))
                    .action("settle")
                    .fact("upTo", due.upTo())
                    .fact("undecided", due.undecided())
                    .fact("rolledBack", due.rolledBack())
                    .build();
            Leaf.Prepared written =
                    transaction.apply(Mode.WRITE, (connection, session) -> staging.insert(connection, session, event));
            counter.told(due, written.number());
            // With none rolled back, too many undecided ones filled the heartbeat: the rest waits until some are
            // decided.
            more = due.more() && !due.rolledBack().isEmpty();
        } while (more);
    }

    @Override
    public VerificationReport verify() {
        return verify(VerificationScope.full());
    }

    @Override
    public VerificationReport verify(VerificationScope scope) {
        TrailVerification.Start start = verification.start();
        return own("verify", Mode.SNAPSHOT, (connection, session) -> verification.run(connection, start, scope));
    }

    @Override
    public List<RecordedEvent> events(AuditQuery wanted) {
        return reading.events(wanted);
    }

    @Override
    public AuditReview review(String reason) {
        return new TrailReview(
                reading, new ReviewRecord(recording, keys, AuditContext.opened().orElse(null), reason));
    }

    /** Answers to what is asked of the trail, without a record of who asked. */
    TrailReading reading() {
        return reading;
    }

    @Override
    public TilesReport exportTiles(Path directory, PersonalValues values) {
        try (TileDirectory files = TileDirectory.open(directory, keys.signer().verifier())) {
            return own("exportTiles", Mode.SNAPSHOT, (connection, session) -> tiles.run(connection, files, values));
        } catch (IOException e) {
            throw new AuditException(
                    "What was written beside " + directory + " could not be removed. Remove it by hand.", e);
        }
    }

    @Override
    public InclusionProof inclusionProof(UUID event) {
        return own("inclusionProof", Mode.SNAPSHOT, (connection, session) -> proofs.inclusion(connection, event));
    }

    @Override
    public ConsistencyProof consistencyProof(String olderCheckpoint) {
        return own(
                "consistencyProof",
                Mode.SNAPSHOT,
                (connection, session) -> proofs.consistency(connection, olderCheckpoint));
    }

    @Override
    public String verifierKey() {
        return keys.signer().verifier().verifierKey();
    }

    /** Waits for events that are still to be written, and writes the last heartbeat of this node. */
    @Override
    public void close() {
        recording.close();
        heartbeat();
    }

    private <R extends @Nullable Object> R own(String call, Mode mode, JdbcWork<R> work) {
        return units.own("AuditTrail." + call, mode, (connection, session) -> {
            try {
                return work.run(connection, session);
            } catch (SQLException e) {
                throw new AuditException(
                        "AuditTrail." + call + " failed in the database: SQLSTATE " + e.getSQLState()
                                + ". Nothing of this step was kept; check that Rasura's own tables exist and try again.",
                        UnitsOfWork.bare(e));
            }
        });
    }
}
