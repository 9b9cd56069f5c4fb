package dev.rasura.internal.erasure;

import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.RowAction;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.AttestationRun;
import dev.rasura.erasure.ErasurePlan;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.Erasures;
import dev.rasura.erasure.ResidueScan;
import dev.rasura.erasure.ScanArea;
import dev.rasura.erasure.ScanOptions;
import dev.rasura.erasure.SweepRun;
import dev.rasura.erasure.TableCount;
import dev.rasura.internal.audit.EventStaging;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.hibernate.TouchedEntities;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.BoundSql;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.FormerRoots;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.internal.store.OwnTables;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/** Erases data subjects: finds and locks the subject, works the script, records event and receipt last. */
public final class SubjectErasures implements Erasures {

    private static final String PURPOSE = "erasure of personal data (GDPR Art. 17)";

    private final CompiledMap map;
    private final UnitsOfWork units;
    private final SealedTrail trail;
    private final DatabaseFamily family;
    private final KeyRing keys;
    private final Clock clock;
    private final ErasureRecords records;
    private final Attestor attestor;
    private final Attempts attempts;
    private final Sweeper sweeper;
    private final Map<String, Prepared> prepared = new TreeMap<>();

    /** All that is known of a kind of subject before the first one is erased. */
    record Prepared(
            RootModel model,
            ErasureScript script,
            RowConditions rows,
            ValueCollector values,
            RetainedKeys.Search retained,
            PastRows past,
            TakenAlong along,
            FormerRoots former) {}

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
        this.trail = trail;
        this.family = family;
        this.keys = keys;
        this.clock = clock;
        this.records = new ErasureRecords(tables, keys);
        this.attestor = new Attestor(map, family, units, trail, keys, records, tables, clock);
        this.attempts = new Attempts(units);
        this.sweeper =
                new Sweeper(family, units, trail, keys, records.sweeps(), clock, longestTransaction, this::prepared);
        map.subjects().forEach((type, model) -> {
            RowConditions rows = new RowConditions(map.schema(), model, RootForm.ONE, family);
            ErasureScript script = ErasureScriptWriter.write(map.schema(), model, RootForm.ONE, family, tables);
            prepared.put(
                    type,
                    new Prepared(
                            model,
                            script,
                            rows,
                            new ValueCollector(map.schema(), model, rows, family),
                            RetainedKeys.Search.of(model, rows, family),
                            PastRows.of(map.schema(), model, rows),
                            new TakenAlong(map, model, rows),
                            new FormerRoots(map.schema(), script.rootRows())));
        });
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
        remembered.values().stream().filter(RememberedValues.Value::distinctive).forEach(value -> value.addTo(scan));
    }

    private RootValues existing(SqlRun run, SubjectRef subject) throws SQLException {
        Prepared type = prepared(subject);
        Optional<RootValues> found = type.script().rootRows().find(run, subject, false);
        return (found.isPresent() ? found : past(run, type, subject))
                .orElseThrow(() -> new SubjectNotFoundException("There is no " + subject.type()
                        + " with the given key. It may have been deleted or erased already."));
    }

    private ErasurePlan plan(Connection connection, SubjectRef subject) throws SQLException {
        Prepared type = prepared(subject);
        SqlRun run = new SqlRun(connection);
        RootValues root = existing(run, subject);
        List<TableCount> counts = ErasureRun.counted(run, type.script().counts(), root);
        PlanDecisions decisions = type.script().decisions();
        return new ErasurePlan(
                subject,
                keys.pseudonym(subject),
                PlanDrift.application(keys),
                decisions.model(),
                type.script().hash(),
                now(),
                decisions.decisions(),
                counts,
                decisions.remaining(),
                type.script().unclassified());
    }

    /** The isolation of a transaction of our own is known. */
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
        Prepared type = prepared(subject);
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
        long changed = worked(work, session, together);
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
        FormerSubject former = new FormerSubject(subject, locked.found() && !moved && stays(run, type, subject), names);
        ErasureReceipt receipt = record(session, former, along, type, run, counts, remembered);
        touched.forget(type.script().tables());
        return receipt;
    }

    /**
     * Whether the row with the subject's key is still the subject's own; else somebody may register under it again. Asked only
     * where it depends on the row.
     */
    private static boolean stays(SqlRun run, Prepared type, SubjectRef subject) throws SQLException {
        boolean anonymised = type.model().action() == RowAction.ANONYMISE;
        List<OwnedTable> own =
                type.model().tables().stream().filter(OwnedTable::isRoot).toList();
        if (anonymised
                && own.stream()
                        .noneMatch(t -> t.overwritten().stream()
                                .anyMatch(c -> t.rootKey().contains(c.column().name())))) {
            return true;
        }
        return (anonymised || own.stream().anyMatch(t -> !t.grounds().isEmpty()))
                && type.script().rootRows().find(run, subject, false).isPresent();
    }

    /** What fails in the work is told with its place. */
    static long worked(ErasureRun work, SharedSessionContractImplementor session, boolean together) {
        try {
            return work.work(together);
        } catch (SQLException e) {
            if (together && work.at() == null && FailedTogether.mayTell(e)) {
                throw new FailedTogether(e);
            }
            throw StepFailure.of(session, work.at(), e);
        }
    }

    /** Event, values that wait for the scan, and receipt: the state "done" is written by the last statement of all. */
    private ErasureReceipt record(
            SharedSessionContractImplementor session,
            FormerSubject former,
            List<SubjectRef> along,
            Prepared type,
            SqlRun run,
            List<TableCount> counts,
            RememberedValues remembered)
            throws SQLException {
        UUID id = UUID.randomUUID();
        SubjectRef subject = former.subject();
        AuditEvent.Builder event = AuditContext.current()
                .event("erasure.executed", PURPOSE)
                .action("erase")
                .entity(subject.type())
                .subject(subject)
                .fact("erasure", id)
                .fact("plan", type.script().hash());
        CountFacts.add(event, counts);
        EventStaging.Unwritten staged = trail.staging().unwritten(session, event.build());
        boolean written = false;
        try {
            String pseudonym = keys.pseudonym(subject);
            List<String> disclosed = new ArrayList<>(List.of(pseudonym));
            along.forEach(other -> disclosed.add(keys.pseudonym(other)));
            List<BoundSql> statements = new ArrayList<>(family.idiom().insertions(staged.rows()));
            // After the event, whose actor may be the subject: the values go, the pseudonyms stay.
            statements.add(trail.disclosures().erasing(family, disclosed));
            Instant now = now();
            statements.addAll(family.idiom().insertions(records.waiting(id, now, remembered.toBytes(), former)));
            ErasureReceipt receipt = new ErasureReceipt(
                    id,
                    ErasureReceipt.Outcome.EXECUTED,
                    subject.type(),
                    pseudonym,
                    now,
                    type.script().hash(),
                    counts,
                    run.statements() + statements.size() + 1,
                    staged.id());
            statements.addAll(family.idiom().insertions(List.of(records.rows(List.of(receipt)))));
            run.all(statements);
            written = true;
            return receipt;
        } catch (SQLException e) {
            throw UnitsOfWork.failed("Recording the erasure", e);
        } finally {
            if (!written) {
                trail.staging().notWritten(staged);
            }
        }
    }

    /** A row that the application deleted may have left its history. */
    static Optional<RootValues> past(SqlRun run, Prepared type, SubjectRef subject) throws SQLException {
        RootValues gone = type.script().rootRows().gone(subject);
        return type.past().any(run, gone) ? Optional.of(gone) : Optional.empty();
    }

    private Prepared prepared(SubjectRef subject) {
        map.subject(subject);
        return java.util.Objects.requireNonNull(prepared.get(subject.type()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
