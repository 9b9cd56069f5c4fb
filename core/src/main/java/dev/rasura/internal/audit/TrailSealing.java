package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.RasuraException;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.Recovery;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.TrailHealth;
import dev.rasura.audit.TrailHealth.Status;
import dev.rasura.internal.hibernate.JdbcWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.NoteVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is recorded: tells how numbers ended, closes the runs of nodes that fell silent, drains the staged events, and
 * has a checkpoint signed over them. Knows how that went the last time.
 */
final class TrailSealing {

    private static final int BATCH = 10_000;
    private static final Duration CLOSING_PAUSE = Duration.ofDays(1);

    private final TrailTransactions transactions;
    private final Recording recording;
    private final EventStaging staging;
    private final LeafSequencer sequencer;
    private final CheckpointBook checkpoints;
    private final Anchors anchors;
    private final GapWatch gaps;
    private final EpochClosing closing;
    private final LogRecovery recovery;
    private final Clock clock;
    private volatile @Nullable Instant closedAt;
    private volatile @Nullable String failure;
    private volatile long sealedUpTo;

    TrailSealing(
            TrailParts parts,
            TrailTransactions transactions,
            AuditStatements sql,
            Recording recording,
            CheckpointBook checkpoints,
            Anchors anchors) {
        this.transactions = transactions;
        this.recording = recording;
        this.staging = recording.staging();
        this.sequencer = new LeafSequencer(sql, parts.keys(), staging, parts.clock(), BATCH);
        this.checkpoints = checkpoints;
        this.anchors = anchors;
        ExpiredPrefixRow prefixes = new ExpiredPrefixRow(sql, parts.keys());
        this.gaps = new GapWatch(sql, parts.keys(), prefixes);
        this.closing = new EpochClosing(sql, gaps, prefixes);
        this.recovery = new LogRecovery(
                sql,
                anchors,
                staging,
                sequencer,
                prefixes,
                parts.keys().signer().verifier().name());
        this.clock = parts.clock();
    }

    SealReport seal() {
        return seal(null);
    }

    /** Begins a new log after the one that cannot go on, and seals it. */
    SealReport recover(Recovery wanted) {
        NoteVerifier former = recovery.former(wanted);
        transactions.own("recover", Mode.WRITE, (connection, session) -> {
            recovery.begin(connection, session, wanted, former);
            return former;
        });
        return seal(former);
    }

    /** How many events this process recorded since it last sealed. */
    long unsealed() {
        return staging.counter().last() - sealedUpTo;
    }

    TrailHealth health() {
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
        heartbeat((mode, work) -> transactions.own("seal", mode, work));
        long covered = checkpoints.anchoredSize(former);
        long sealed = 0;
        long alarms = 0;
        LeafSequencer.Drained drained;
        CheckpointBook.Published published;
        do {
            drained = drain(covered);
            sealed += drained.sealed();
            alarms += drained.alarms();
            // After each batch: where events come faster than they are sealed, there is always another one.
            published = transactions.own(
                    "seal", Mode.WRITE, (connection, session) -> checkpoints.publish(connection, former));
            covered = published.checkpoint().size();
        } while (drained.more());
        long foreign = transactions.own("seal", Mode.READ, (connection, session) -> sequencer.foreign(connection));
        return new SealReport(
                sealed,
                alarms,
                foreign,
                published.checkpoint().size(),
                HexFormat.of().formatHex(published.checkpoint().rootBytes()),
                published.note());
    }

    private LeafSequencer.Drained drain(long covered) {
        return transactions.own(
                "seal",
                Mode.WRITE,
                (connection, session) ->
                        sequencer.drain(connection, session, Math.max(covered, checkpoints.storedSize(connection))));
    }

    /** Closes runs of nodes that have been silent, with the first sealing of a process and once a day after that. */
    private void closeSilentEpochs() {
        Instant now = clock.instant();
        Instant last = closedAt;
        if (last != null && now.isBefore(last.plus(CLOSING_PAUSE))) {
            return;
        }
        List<AuditEvent> due = transactions.own(
                "seal", Mode.READ, (connection, session) -> closing.due(connection, now, staging.epoch()));
        if (!due.isEmpty()) {
            transactions.own("seal", Mode.WRITE, (connection, session) -> {
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
    void heartbeat() {
        heartbeat((mode, work) -> transactions.detached(mode, work));
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
                counter.committed(transactions.detached(
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
}
