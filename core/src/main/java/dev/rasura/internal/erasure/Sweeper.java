package dev.rasura.internal.erasure;

import dev.rasura.RasuraException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionConflictException;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.erasure.Sweep;
import dev.rasura.erasure.SweepRun;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.erasure.SweepRecords.Waiting;
import dev.rasura.internal.hibernate.TouchedEntities;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.FormerRoots;
import dev.rasura.internal.sql.Horizon;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RunningTransactions;
import dev.rasura.internal.sql.SqlRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements of erasures once more when every transaction has ended that was under way when they were committed:
 * what such a transaction added or wrote back could not be seen by then, nor what it put into a cache.
 */
final class Sweeper {

    private static final int PAGE = 1_000;

    private final DatabaseFamily family;
    private final UnitsOfWork units;
    private final Attempts attempts;
    private final SealedTrail trail;
    private final KeyRing keys;
    private final SweepRecords records;
    private final Clock clock;
    private final Duration longestTransaction;
    private final Function<SubjectRef, PreparedSubject> prepared;

    Sweeper(
            DatabaseFamily family,
            UnitsOfWork units,
            SealedTrail trail,
            KeyRing keys,
            SweepRecords records,
            Clock clock,
            Duration longestTransaction,
            Function<SubjectRef, PreparedSubject> prepared) {
        this.family = family;
        this.units = units;
        this.attempts = new Attempts(units);
        this.trail = trail;
        this.keys = keys;
        this.records = records;
        this.clock = clock;
        this.longestTransaction = longestTransaction;
        this.prepared = prepared;
    }

    /** Each erasure in a transaction of its own, so that one that fails keeps none of the others waiting. */
    SweepRun sweep(String call) {
        List<Sweep> sweeps = new ArrayList<>();
        List<SweepRun.Failed> failed = new ArrayList<>();
        @Nullable Waiting last = null;
        do {
            @Nullable Waiting after = last;
            Page page = attempts.write(call, (connection, session) -> page(connection, after));
            for (UUID erasure : page.due()) {
                try {
                    attempts.write(call, (connection, session) -> sweep(connection, session, erasure))
                            .ifPresent(sweeps::add);
                } catch (RasuraException e) {
                    failed.add(new SweepRun.Failed(erasure, String.valueOf(e.getMessage())));
                }
            }
            last = page.last();
        } while (last != null);
        long waiting =
                units.own(call, Mode.READ, Attempts.failing((connection, session) -> records.waiting(connection)));
        return new SweepRun(sweeps, failed, waiting);
    }

    /** @param last where the next page begins, or null if there is none */
    private record Page(List<UUID> due, @Nullable Waiting last) {}

    /** Asks for the transactions under way after the erasures were seen, so that none is missed that is older than they. */
    private Page page(Connection connection, @Nullable Waiting after) throws SQLException {
        List<Waiting> page = records.page(connection, after, PAGE);
        if (page.isEmpty()) {
            return new Page(List.of(), null);
        }
        RunningTransactions transactions = RunningTransactions.read(connection, family);
        Instant now = now();
        List<UUID> due = new ArrayList<>();
        Map<UUID, Horizon> horizons = new LinkedHashMap<>();
        for (Waiting waiting : page) {
            Horizon known = waiting.horizon();
            Horizon horizon =
                    known == null ? Horizon.of(transactions, now, longestTransaction) : known.seen(transactions);
            if (horizon.passed(now)) {
                due.add(waiting.erasure());
            } else if (!horizon.equals(known)) {
                horizons.put(waiting.erasure(), horizon);
            }
        }
        records.place(connection, horizons);
        return new Page(due, page.size() < PAGE ? null : page.get(page.size() - 1));
    }

    /** Empty if another node was faster. */
    private Optional<Sweep> sweep(Connection connection, SharedSessionContractImplementor session, UUID erasure)
            throws SQLException {
        Optional<FormerSubject> claimed = records.claim(connection, erasure);
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        FormerSubject former = claimed.get();
        SubjectRef subject = former.subject();
        PreparedSubject type = prepared.apply(subject);
        FormerRoots roots = type.former();
        SqlRun run = new SqlRun(connection);
        Optional<RootValues> current =
                former.stayed() ? type.script().rootRows().find(run, subject, true) : Optional.empty();
        RootValues values = roots.values(former.values(), current);
        Set<RootValues.Key> held = roots.held(run, values, former.stayed());
        RootValues root = roots.without(values, held);
        ErasureRun work = new ErasureRun(run, type.script(), root, keys);
        work.lock();
        List<SubjectRef> along = type.along().find(run, root);
        work.worked(session, false);
        if (!roots.held(run, values, former.stayed()).equals(held)) {
            throw new TransactionConflictException(
                    "The sweep of an erasure gave way to somebody who registered under one of the old values meanwhile.",
                    new IllegalStateException("somebody registered meanwhile"));
        }
        List<TableCount> counts = work.counts().stream()
                .filter(c ->
                        c.rows() > 0 && c.treatment() != Treatment.RETAINED && c.treatment() != Treatment.UNCHANGED)
                .toList();
        List<SubjectRef> disclosed = new ArrayList<>(along);
        if (!roots.keyAmong(held)) {
            disclosed.add(subject);
        }
        long disclosures = disclosed.isEmpty() ? 0 : trail.disclosures().erase(connection, disclosed);
        List<String> left = held.stream().map(roots::name).toList();
        UUID event = null;
        if (!counts.isEmpty() || disclosures > 0 || !left.isEmpty()) {
            event = record(connection, session, erasure, subject, counts, disclosures, left);
        }
        new TouchedEntities(session).forget(type.script().tables());
        records.destroy(connection, erasure);
        return Optional.of(new Sweep(erasure, subject.type(), counts, disclosures, left, event));
    }

    private UUID record(
            Connection connection,
            SharedSessionContractImplementor session,
            UUID erasure,
            SubjectRef subject,
            List<TableCount> counts,
            long disclosures,
            List<String> left) {
        AuditEvent.Builder event = AuditContext.current()
                .event("erasure.swept", ErasureRecorder.PURPOSE)
                .action("erase")
                .entity(subject.type())
                .subject(subject)
                .fact("erasure", erasure)
                .fact("disclosures", disclosures)
                .fact("leftToOthers", String.join(", ", left));
        CountFacts.add(event, counts);
        return trail.staging().stage(connection, session, event.build());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
