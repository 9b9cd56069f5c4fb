package dev.rasura.internal.capture;

import dev.rasura.audit.EventCatalogue;
import dev.rasura.internal.audit.Recording;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.hibernate.RowView;
import dev.rasura.internal.hibernate.SessionObserver;
import dev.rasura.internal.keys.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Records changes and reads of personal data: hears what sessions do, and hands on what is done to rows of people. */
public final class Capture implements SessionObserver {

    private final CapturePlan plan;
    private final Recording recording;
    private final SessionWorks works;
    private final ChangedRows rows;
    private final ChangedCollections collections;
    private final CapturedReads reads;
    private final CapturedStatements statements;

    public Capture(CompiledMap map, Recording recording, EventCatalogue catalogue, KeyRing keys) {
        this.plan = CapturePlan.of(map, catalogue);
        this.recording = recording;
        OwnerWalk walk = new OwnerWalk(plan);
        OwnerLookup lookup = new OwnerLookup(map.schema());
        ChangeEvents events = new ChangeEvents(keys, recording.counters());
        this.works = new SessionWorks(recording, lookup, events);
        this.rows = new ChangedRows(walk, lookup, works);
        this.collections = new ChangedCollections(plan, walk, works);
        this.reads = new CapturedReads(recording, walk, lookup, events);
        this.statements = new CapturedStatements(plan, recording.counters());
    }

    @Override
    public boolean watches(String entity) {
        return plan.entity(entity) != null;
    }

    @Override
    public boolean watchesReads(String entity) {
        EntityPlan of = plan.entity(entity);
        return of != null && of.reads();
    }

    @Override
    public void changing(SharedSessionContractImplementor session, String entity) {
        works.requireTransaction(session, entity);
    }

    @Override
    public void created(SharedSessionContractImplementor session, RowView row) {
        rows.created(session, of(row), row);
    }

    @Override
    public void updated(SharedSessionContractImplementor session, @Nullable RowView before, RowView after) {
        if (before == null) {
            rows.overwritten(session, of(after), after);
        } else {
            rows.updated(session, of(after), before, after);
        }
    }

    @Override
    public void deleting(SharedSessionContractImplementor session, RowView row, Supplier<List<RowView>> others) {
        rows.deleting(session, of(row), row, others);
    }

    @Override
    public void deleted(SharedSessionContractImplementor session, RowView row) {
        rows.deleted(session, of(row), row);
    }

    @Override
    public void collection(
            SharedSessionContractImplementor session,
            String name,
            String table,
            @Nullable RowView owner,
            @Nullable List<RowView> elements) {
        if (plan.isOfPeople(table)) {
            collections.changed(session, name, table, owner, elements);
        }
    }

    @Override
    public void loaded(SharedSessionContractImplementor session, RowView row) {
        reads.loaded(session, of(row), row);
    }

    @Override
    public void statement(SharedSessionContractImplementor session, @Nullable String sql, boolean tellsOfLoads) {
        List<StatementEntry> entries = statements.of(sql, tellsOfLoads);
        if (entries.isEmpty()) {
            return;
        }
        boolean changes = entries.stream().anyMatch(e -> e.type().equals(EventCatalogue.STATEMENT_CHANGED));
        if (changes) {
            works.requireTransactionForStatement(session, entries.get(0).entity());
        }
        List<StatementEntry> written = new ArrayList<>();
        for (StatementEntry entry : entries) {
            if (entry.type().equals(EventCatalogue.STATEMENT_READ)) {
                reads.statement(session, entry);
            } else {
                written.add(entry);
            }
        }
        if (!written.isEmpty()) {
            SessionWork work = works.of(session);
            written.forEach(work::statement);
            works.written(session, work);
        }
    }

    @Override
    public void answeredByCache() {
        if (!plan.readTables().isEmpty()) {
            recording.counters().uninspected();
        }
    }

    @Override
    public void closed(SharedSessionContractImplementor session, boolean goesOn) {
        reads.closed(session);
        works.closed(session, goesOn);
    }

    private EntityPlan of(RowView row) {
        return Objects.requireNonNull(plan.entity(row.entity()));
    }
}
