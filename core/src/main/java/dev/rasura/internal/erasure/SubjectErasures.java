package dev.rasura.internal.erasure;

import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.AttestationRun;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.MissingIndex;
import dev.rasura.erasure.ResidueScan;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.erasure.SweepRun;
import dev.rasura.erasure.TableCount;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.hibernate.TouchedEntities;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.internal.store.OwnTables;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Erases data subjects: finds and locks the subject, works the script, records event and receipt last. */
public final class SubjectErasures implements Erasures {

    private final CompiledMap map;
    private final UnitsOfWork units;
    private final DatabaseFamily family;
    private final KeyRing keys;
    private final Clock clock;
    private final ErasureRecords records;
    private final ErasureRecorder recorder;
    private final Attestor attestor;
    private final Attempts attempts;
    private final Sweeper sweeper;
    private final Map<String, PreparedSubject> prepared = new TreeMap<>();
    private final List<MissingIndex> missing;

    public SubjectErasures(
            CompiledMap map,
            DatabaseFamily family,
            UnitsOfWork units,
            SealedTrail trail,
            KeyRing keys,
            OwnTables tables,
            Clock clock,
            Duration longestTransaction) {
        this.map = map;
        this.units = units;
        this.family = family;
        this.keys = keys;
        this.clock = clock;
        this.records = new ErasureRecords(tables, keys);
        this.recorder = new ErasureRecorder(family, trail, keys, records, clock);
        this.attestor = new Attestor(map, family, units, trail, keys, records, tables, clock);
        this.attempts = new Attempts(units);
        this.sweeper =
                new Sweeper(family, units, trail, keys, records.sweeps(), clock, longestTransaction, this::prepared);
        map.subjects().forEach((type, model) -> prepared.put(type, PreparedSubject.of(map, model, family, tables)));
        this.missing = IndexAdvice.of(map, family);
    }

    @Override
    public ErasurePlan plan(SubjectRef subject) {
        return units.own("erasure().plan(subject)", Mode.READ, Attempts.failing((c, s) -> plan(c, subject)));
    }

    @Override
    public ErasurePlan plan(SubjectRef subject, EntityManager entityManager) {
        return units.joined(
                "erasure().plan(subject, entityManager)", entityManager, Attempts.failing((c, s) -> plan(c, subject)));
    }

    @Override
    public ErasureReceipt execute(ErasurePlan plan) {
        return attempts.steps(
                "erasure().execute(plan)",
                family,
                (run, s, together) -> erase(run, s, plan.subject(), Optional.of(plan), together));
    }

    @Override
    public ErasureReceipt execute(ErasurePlan plan, EntityManager entityManager) {
        return units.joined(
                "erasure().execute(plan, entityManager)",
                entityManager,
                Attempts.failing((c, s) -> joined(c, s, plan.subject(), Optional.of(plan))));
    }

    @Override
    public ErasureReceipt erase(SubjectRef subject) {
        return attempts.steps(
                "erasure().erase(subject)",
                family,
                (run, s, together) -> erase(run, s, subject, Optional.empty(), together));
    }

    @Override
    public ErasureReceipt erase(SubjectRef subject, EntityManager entityManager) {
        return units.joined(
                "erasure().erase(subject, entityManager)",
                entityManager,
                Attempts.failing((c, s) -> joined(c, s, subject, Optional.empty())));
    }

    @Override
    public SweepRun sweep() {
        return sweeper.sweep("erasure().sweep()");
    }

    @Override
    public Attestation attest(UUID erasure, ScanArea area) {
        return attestor.attest("erasure().attest(erasure, area)", List.of(erasure), area)
                .get(0);
    }

    @Override
    public List<Attestation> attest(Collection<UUID> erasures, ScanArea area) {
        return attestor.attest("erasure().attest(erasures, area)", erasures, area);
    }

    @Override
    public AttestationRun attestPending(ScanOptions options) {
        return attestor.attestPending("erasure().attestPending(options)", options);
    }

    @Override
    public void remember(SubjectRef subject, ResidueScan scan) {
        RememberedValues remembered =
                units.own("erasure().remember(subject, scan)", Mode.READ, Attempts.failing((c, s) -> {
                    SqlRun run = new SqlRun(c);
                    RootValues root = existing(run, subject);
                    ValueCollector.Collecting values =
                            prepared(subject).values().collecting();
                    run.all(List.of(), List.of(), values.queries(), root);
                    return values.remembered(root);
                }));
        remembered.addTo(scan);
    }

    @Override
    public List<MissingIndex> missingIndexes() {
        return missing;
    }

    private RootValues existing(SqlRun run, SubjectRef subject) throws SQLException {
        PreparedSubject type = prepared(subject);
        Optional<RootValues> found = type.script().rootRows().find(run, subject, false);
        return (found.isPresent() || type.script().rootRows().isAnothers(run, subject)
                        ? found
                        : type.past(run, subject))
                .orElseThrow(() -> new SubjectNotFoundException("There is no " + subject.type()
                        + " with the given key. It may have been deleted or erased already."));
    }

    private ErasurePlan plan(Connection connection, SubjectRef subject) throws SQLException {
        PreparedSubject type = prepared(subject);
        SqlRun run = new SqlRun(connection);
        RootValues root = LockedRoot.planned(run, type, subject, records);
        Optional<ErasureReceipt> last = records.last(connection, subject);
        List<TableCount> counts = ErasureRun.counted(run, type.script().counts(), root);
        PlanDecisions decisions = type.script().decisions();
        return new ErasurePlan(
                subject,
                keys.pseudonym(subject),
                PlanDrift.application(keys),
                decisions.model(),
                type.script().hash(),
                now(),
                last.map(ErasureReceipt::executedAt).orElse(null),
                decisions.decisions(),
                counts,
                decisions.remaining(),
                type.script().unclassified());
    }

    /** In the caller's transaction, whose isolation is the caller's choice; that of one of our own is known. */
    private ErasureReceipt joined(
            Connection connection,
            SharedSessionContractImplementor session,
            SubjectRef subject,
            Optional<ErasurePlan> approved)
            throws SQLException {
        ErasureRun.refuseSnapshot(connection);
        // A caller's transaction cannot be begun anew to find the step that failed.
        return erase(SqlRun.together(connection, family), session, subject, approved, false);
    }

    private ErasureReceipt erase(
            SqlRun run,
            SharedSessionContractImplementor session,
            SubjectRef subject,
            Optional<ErasurePlan> approved,
            boolean together)
            throws SQLException {
        PreparedSubject type = prepared(subject);
        approved.ifPresent(plan -> PlanDrift.refuse(plan, type.script().decisions(), keys));
        ErasureRun.refuseUnclassified(type.script());
        LockedRoot locked = LockedRoot.lock(run, type, subject, keys, records);
        ErasureRun work = locked.work();
        RootValues root = locked.root();
        RememberedValues remembered = locked.remembered();
        List<SubjectRef> along = type.along().find(run, root);
        TouchedEntities touched = new TouchedEntities(session);
        if (type.past().kept()) {
            touched.refuseUnwritten();
        }
        touched.find(run.connection(), new ManagedRows(map.schema(), type.script(), type.rows(), root, run));
        long changed = work.worked(session, together);
        if (locked.found()) {
            work.refuseKeptRoot();
        }
        if (changed == 0) {
            Optional<ErasureReceipt> last = records.last(run.connection(), subject);
            if (last.isPresent()) {
                return last.get();
            }
        }
        if (!locked.found() && type.script().rootRows().find(run, subject, true).isPresent()) {
            throw new ErasureRefusedException("The erasure is refused: while data that came in for an erased "
                    + subject.type() + " was removed, somebody was registered under the same key. Nothing was changed."
                    + " If that person is to be erased as well, call again.");
        }
        List<TableCount> counts = work.counts();
        Map<List<String>, String> names = remembered.root();
        boolean moved = type.script().rootRows().moved(run, type.script().newRootKey(), root);
        if (moved) {
            remembered = remembered.with(RetainedKeys.places(root));
        }
        FormerSubject former = new FormerSubject(subject, locked.found() && !moved && type.stays(run, subject), names);
        ErasureReceipt receipt =
                recorder.record(run, session, former, along, type.script().hash(), counts, remembered);
        touched.forget(type.script().tables());
        return receipt;
    }

    private PreparedSubject prepared(SubjectRef subject) {
        map.subject(subject);
        return Objects.requireNonNull(prepared.get(subject.type()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
