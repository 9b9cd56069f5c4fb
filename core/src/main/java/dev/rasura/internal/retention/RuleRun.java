package dev.rasura.internal.retention;

import dev.rasura.RasuraException;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.hibernate.JdbcWork;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.sql.RowKey;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.retention.RetentionReport;
import dev.rasura.retention.RetentionReport.SetAside;
import dev.rasura.retention.RetentionReport.Status;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a rule, batch by batch in the order of the keys, so that no row is met twice. A batch that is refused is
 * halved until the rows that cannot be removed stand alone; they are set aside. Not thread-safe.
 */
final class RuleRun {

    /** When so many rows cannot be removed, it is the rule that is wrong: the run ends. */
    static final int MAX_SET_ASIDE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.retention");
    private static final String CALL = "retention().run(rule)";
    private static final int RETRIES = 3;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);

    private final UUID id = UUID.randomUUID();
    private final long began = System.nanoTime();
    private final List<SetAside> setAside = new ArrayList<>();
    private final UnitsOfWork units;
    private final SealedTrail trail;
    private final PreparedRule rule;
    private final RetentionOptions options;
    private final CutOff cutOff;
    private final DueRows due;
    private final ExpiryBatch batch;
    private long matched;
    private long removed;
    private int batches;

    RuleRun(UnitsOfWork units, SealedTrail trail, PreparedRule rule, RetentionOptions options, Clock clock) {
        this.units = units;
        this.trail = trail;
        this.rule = rule;
        this.options = options;
        this.cutOff = rule.cutOff(clock);
        this.due = rule.due(cutOff);
        this.batch = new ExpiryBatch(rule, due, cutOff, id, clock);
    }

    RetentionReport run() {
        matched = own(Mode.READ, (connection, session) -> due.count(connection));
        try {
            boolean stopped = matched > 0 && removeAll();
            long left = matched == 0 ? 0 : own(Mode.READ, (connection, session) -> due.count(connection));
            return complete(status(stopped, left));
        } catch (RasuraException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            SQLException cause = Refusal.database(e);
            throw failed(cause == null ? e : UnitsOfWork.failed("Retention rule '" + name() + "'", cause));
        }
    }

    private Status status(boolean stopped, long left) {
        if (left == 0 && setAside.isEmpty()) {
            return Status.COMPLETE;
        }
        return stopped ? Status.STOPPED : Status.INCOMPLETE;
    }

    /** Returns whether it stopped early. */
    private boolean removeAll() {
        RowKey last = null;
        while (true) {
            List<RowKey> keys = new ArrayList<>();
            RowKey after = last;
            attempt(
                    keys,
                    () -> own(Mode.WRITE, (connection, session) -> {
                        keys.addAll(due.next(connection, after, size()));
                        return batch.remove(connection, session, keys);
                    }));
            if (keys.isEmpty() || setAside.size() >= MAX_SET_ASIDE) {
                return false;
            }
            last = keys.get(keys.size() - 1);
            if (exhausted() || !pause(options.pause())) {
                return true;
            }
        }
    }

    private int size() {
        Long cap = options.maxRows();
        return cap == null ? options.batchSize() : (int) Math.min(options.batchSize(), cap - removed);
    }

    private boolean exhausted() {
        Long cap = options.maxRows();
        Duration budget = options.timeBudget();
        return (cap != null && removed >= cap)
                || (budget != null && System.nanoTime() - began >= budget.toNanos())
                || Thread.currentThread().isInterrupted();
    }

    private void attempt(List<RowKey> keys, IntSupplier work) {
        Refusal refusal = tried(work);
        for (int retry = 0; refusal != null && refusal.contention() && retry < RETRIES; retry++) {
            if (!pause(RETRY_PAUSE.multipliedBy(retry + 1L))) {
                return;
            }
            refusal = tried(keys.isEmpty() ? work : () -> again(keys));
        }
        if (refusal == null || setAside.size() >= MAX_SET_ASIDE) {
            return;
        }
        if (keys.isEmpty()) {
            throw refusal.failure();
        }
        if (keys.size() == 1) {
            setAside.add(new SetAside(rule.show(keys.get(0)), refusal.reason()));
            return;
        }
        int half = keys.size() / 2;
        for (List<RowKey> part : List.of(keys.subList(0, half), keys.subList(half, keys.size()))) {
            attempt(part, () -> again(part));
        }
    }

    private int again(List<RowKey> keys) {
        return own(
                Mode.WRITE,
                (connection, session) -> batch.remove(connection, session, due.lockAmong(connection, keys)));
    }

    /** Runs a transaction and returns why it was refused, or null if it was committed. */
    private @Nullable Refusal tried(IntSupplier work) {
        try {
            int rows = work.getAsInt();
            removed += rows;
            batches += rows > 0 ? 1 : 0;
            return null;
        } catch (RuntimeException e) {
            Refusal refusal = Refusal.behind(e);
            if (refusal == null) {
                throw e;
            }
            return refusal;
        }
    }

    /** Returns false if the thread was interrupted, which it stays. */
    private static boolean pause(Duration time) {
        if (time.isZero()) {
            return true;
        }
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private RetentionReport complete(Status status) {
        AuditEvent event = event("retention.completed").fact("status", status).build();
        own(Mode.WRITE, (connection, session) -> trail.staging().stage(connection, session, event));
        LOG.info(
                "Retention rule '{}' ended {}: {} of {} rows removed in {} batches, {} set aside.",
                name(),
                status,
                removed,
                matched,
                batches,
                setAside.size());
        return new RetentionReport(id, name(), status, cutOff.instant(), matched, removed, batches, setAside);
    }

    /** What was committed stays, and so the trail must tell of it, if it can still be written. */
    private RuntimeException failed(RuntimeException failure) {
        SQLException cause = Refusal.database(failure);
        String reason = cause == null ? failure.getClass().getSimpleName() : "SQLSTATE " + cause.getSQLState();
        try {
            AuditEvent event = event("retention.failed").failed(reason).build();
            own(Mode.WRITE, (connection, session) -> trail.staging().stage(connection, session, event));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            trail.recording().lost("retention.failed", e);
        }
        return failure;
    }

    private AuditEvent.Builder event(String type) {
        return rule.event(type)
                .fact("run", id)
                .fact("cutoff", cutOff.instant())
                .fact("matched", matched)
                .fact("removed", removed)
                .fact("batches", batches)
                .fact("setAside", setAside.size());
    }

    private String name() {
        return rule.rule().name();
    }

    private <R> R own(Mode mode, JdbcWork<R> work) {
        return units.own(CALL, mode, failing(name(), work));
    }

    /** Keeps what the database says, which may quote a row, from the log of Hibernate. */
    static <R> JdbcWork<R> failing(String rule, JdbcWork<R> work) {
        return UnitsOfWork.failing("Retention rule '" + rule + "'", work);
    }
}
