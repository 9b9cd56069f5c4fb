package dev.rasura.internal.capture;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.internal.audit.EventStaging.Begun;
import dev.rasura.internal.audit.Recording;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.hibernate.RowView;
import dev.rasura.internal.hibernate.SessionObserver;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Records changes of personal data: collects, session by session, what is done to rows of people, and stages the events
 * before the transaction completes, in one statement. What was rolled back did not happen, and leaves no event.
 */
public final class Capture implements SessionObserver {

    private static final Set<String> CHANGES = Set.of(
            EventCatalogue.CREATED, EventCatalogue.UPDATED, EventCatalogue.DELETED, EventCatalogue.STATEMENT_CHANGED);

    private final CapturePlan plan;
    private final Recording recording;
    private final EventCatalogue catalogue;
    private final OwnerWalk walk;
    private final OwnerLookup lookup;
    private final ChangeEvents events;
    private final CapturedReads reads;
    private final CapturedStatements statements;
    private final Map<SharedSessionContractImplementor, SessionWork> works = new ConcurrentHashMap<>();

    public Capture(CompiledMap map, Recording recording, EventCatalogue catalogue, KeyRing keys) {
        this.plan = CapturePlan.of(map);
        this.recording = recording;
        this.catalogue = catalogue;
        this.walk = new OwnerWalk(plan);
        this.lookup = new OwnerLookup(map.schema());
        this.events = new ChangeEvents(keys, recording.counters());
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
        if (!UnitsOfWork.isInTransaction(session)) {
            for (String type : CHANGES) {
                refuseOutsideTransaction(type, entity);
            }
        }
    }

    private void refuseOutsideTransaction(String type, String entity) {
        if (recording.admission().mode(type) == EventMode.REQUIRED) {
            throw new AuditException("A change of " + entity
                    + " is refused: it holds personal data, and its audit event '"
                    + type + "' must commit with it, but the session has no transaction. Begin one, or declare the type"
                    + " with another mode than REQUIRED.");
        }
    }

    @Override
    public void created(SharedSessionContractImplementor session, RowView row) {
        EntityPlan of = of(row);
        SessionWork work = work(session);
        RowEntry entry = work.row(of, RowEntry.Kind.CREATED, row.key());
        present(of, row, entry, "after");
        walk.add(of, row, entry.whose);
        written(session, work);
    }

    @Override
    public void updated(SharedSessionContractImplementor session, @Nullable RowView before, RowView after) {
        EntityPlan of = of(after);
        if (before == null) {
            SessionWork work = work(session);
            RowEntry entry = work.row(of, RowEntry.Kind.UPDATED, after.key());
            all(of, after, entry);
            walk.add(of, after, entry.whose);
            written(session, work);
            return;
        }
        List<ColumnId> changed = new ArrayList<>();
        of.watched().keySet().forEach(column -> {
            if (before.knows(column.table(), column.column())
                    && !Objects.deepEquals(
                            before.value(column.table(), column.column()),
                            after.value(column.table(), column.column()))) {
                changed.add(column);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        SessionWork work = work(session);
        RowEntry entry = work.row(of, RowEntry.Kind.UPDATED, after.key());
        for (ColumnId column : changed) {
            String attribute = Objects.requireNonNull(of.watched().get(column));
            entry.attributes.add(attribute);
            if (keeps(entry, attribute)) {
                // Of several changes in one transaction, what was before the first and after the last.
                entry.values.putIfAbsent(
                        KeptValues.name("before", attribute),
                        KeptValues.text(before.value(column.table(), column.column())));
                entry.values.put(
                        KeptValues.name("after", attribute),
                        KeptValues.text(after.value(column.table(), column.column())));
            }
        }
        walk.add(of, before, entry.whose);
        walk.add(of, after, entry.whose);
        former(of, before, changed, entry.whose);
        written(session, work);
    }

    /** Keeps the copied values by which the row was somebody's before. */
    private static void former(EntityPlan of, RowView before, List<ColumnId> changed, Whose whose) {
        for (EntityPlan.SubjectPath path : of.paths()) {
            path.copied().filter(changed::contains).ifPresent(column -> {
                Object value = before.value(column.table(), column.column());
                // A blank copy names nobody.
                if (value != null && !value.toString().isBlank()) {
                    whose.former().add(new Whose.Former(path, value));
                }
            });
        }
    }

    @Override
    public void deleting(SharedSessionContractImplementor session, RowView row, Supplier<List<RowView>> others) {
        EntityPlan of = of(row);
        SessionWork work = work(session);
        if (work.leaving.containsKey(SessionWork.id(of, row.key()))) {
            return;
        }
        Whose whose = new Whose();
        walk.add(of, row, whose);
        if (whose.unknown().isEmpty()) {
            return;
        }
        // Soon nobody can be asked: for all that go with it, in one statement.
        List<OwnerLookup.Row> asked = new ArrayList<>();
        leaving(of, row, work, asked);
        others.get().forEach(other -> leaving(of, other, work, asked));
        UnitsOfWork.onConnection(session, connection -> {
            Map<Object, Set<SubjectRef>> found = lookup.find(connection, asked);
            asked.forEach(each -> {
                Whose known = Objects.requireNonNull(work.leaving.get(each.id()));
                if (found.containsKey(each.id())) {
                    known.subjects().addAll(found.getOrDefault(each.id(), Set.of()));
                    known.unknown().clear();
                }
            });
        });
    }

    private void leaving(EntityPlan of, RowView row, SessionWork work, List<OwnerLookup.Row> asked) {
        Object id = SessionWork.id(of, row.key());
        if (!work.leaving.containsKey(id)) {
            Whose whose = new Whose();
            walk.add(of, row, whose);
            work.leaving.put(id, whose);
            if (!whose.unknown().isEmpty()) {
                asked.add(new OwnerLookup.Row(id, row.key(), Set.copyOf(whose.unknown())));
            }
        }
    }

    @Override
    public void deleted(SharedSessionContractImplementor session, RowView row) {
        EntityPlan of = of(row);
        SessionWork work = work(session);
        RowEntry entry = work.row(of, RowEntry.Kind.DELETED, row.key());
        present(of, row, entry, "before");
        Whose known = work.leaving.get(SessionWork.id(of, row.key()));
        if (known == null) {
            walk.add(of, row, entry.whose);
        } else {
            entry.whose.subjects().addAll(known.subjects());
            entry.whose.unknown().addAll(known.unknown());
        }
        entry.whose.subjects().addAll(work.parted.getOrDefault(SessionWork.id(of, row.key()), Set.of()));
        entry.unresolved = !entry.whose.unknown().isEmpty();
        written(session, work);
    }

    @Override
    public void collection(
            SharedSessionContractImplementor session,
            String name,
            String table,
            @Nullable RowView owner,
            @Nullable List<RowView> elements) {
        if (!plan.isOfPeople(table)) {
            return;
        }
        EntityPlan ofOwner = owner == null ? null : plan.entity(owner.entity());
        if (ofOwner != null && owner != null) {
            member(session, ofOwner, owner, name);
            part(session, ofOwner, owner, elements);
            return;
        }
        if (elements == null) {
            changing(session, name);
            SessionWork work = work(session);
            work.statement(new StatementEntry(
                    EventCatalogue.STATEMENT_CHANGED,
                    RowEntry.Kind.UPDATED.action,
                    plan.label(CapturePlan.bare(table)),
                    List.of(name),
                    AuditContext.acting()));
            written(session, work);
            return;
        }
        // The people are the elements: a list of members that something of nobody's holds.
        for (RowView element : elements) {
            EntityPlan ofElement = plan.entity(element.entity());
            if (ofElement != null) {
                member(session, ofElement, element, name);
            }
        }
    }

    private void part(
            SharedSessionContractImplementor session,
            EntityPlan ofOwner,
            RowView owner,
            @Nullable List<RowView> elements) {
        if (elements == null || elements.isEmpty()) {
            return;
        }
        Whose whose = new Whose();
        walk.add(ofOwner, owner, whose);
        SessionWork work = work(session);
        for (RowView element : elements) {
            EntityPlan of = plan.entity(element.entity());
            if (of != null) {
                work.parted
                        .computeIfAbsent(SessionWork.id(of, element.key()), id -> new LinkedHashSet<>())
                        .addAll(whose.subjects());
            }
        }
    }

    private void member(SharedSessionContractImplementor session, EntityPlan of, RowView row, String collection) {
        changing(session, of.name());
        SessionWork work = work(session);
        RowEntry entry = work.row(of, RowEntry.Kind.UPDATED, row.key());
        entry.attributes.add(collection);
        walk.add(of, row, entry.whose);
        written(session, work);
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
        if (changes && !UnitsOfWork.isInTransaction(session)) {
            refuseOutsideTransaction(
                    EventCatalogue.STATEMENT_CHANGED, entries.get(0).entity());
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
            SessionWork work = work(session);
            written.forEach(work::statement);
            written(session, work);
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
        SessionWork work = works.remove(session);
        if (work != null && goesOn) {
            rest(session, work);
        }
    }

    private EntityPlan of(RowView row) {
        return Objects.requireNonNull(plan.entity(row.entity()));
    }

    private void present(EntityPlan of, RowView row, RowEntry entry, String when) {
        of.watched().forEach((column, attribute) -> {
            Object value = row.value(column.table(), column.column());
            if (value != null) {
                entry.attributes.add(attribute);
                if (keeps(entry, attribute)) {
                    entry.values.put(KeptValues.name(when, attribute), KeptValues.text(value));
                }
            }
        });
    }

    /** Where nobody knows what was before, each attribute that was written may have changed, also one that is empty now. */
    private void all(EntityPlan of, RowView row, RowEntry entry) {
        of.watched().forEach((column, attribute) -> {
            if (row.knows(column.table(), column.column())) {
                entry.attributes.add(attribute);
                if (keeps(entry, attribute)) {
                    entry.values.put(
                            KeptValues.name("after", attribute),
                            KeptValues.text(row.value(column.table(), column.column())));
                }
            }
        });
    }

    private boolean keeps(RowEntry entry, String attribute) {
        Set<String> kept = catalogue
                .type(ChangeEvents.type(entry.kind))
                .map(EventType::values)
                .orElse(Set.of());
        return !kept.isEmpty() && kept.contains(entry.plan.name() + "." + attribute);
    }

    /** What the session has done in its transaction; outside of one, what is handed over at once. */
    private SessionWork work(SharedSessionContractImplementor session) {
        if (!UnitsOfWork.isInTransaction(session)) {
            return new SessionWork();
        }
        return works.computeIfAbsent(session, opened -> {
            SessionWork work = new SessionWork();
            UnitsOfWork.beforeCompletion(opened, () -> rest(opened, work));
            UnitsOfWork.afterCompletion(opened, committed -> {
                works.remove(opened);
                if (committed) {
                    work.after.forEach(recording::later);
                } else {
                    // Hibernate runs what was to come before a commit that never came in the session's next
                    // transaction.
                    work.forget();
                }
            });
            return work;
        });
    }

    /** Something was added: usually it waits for the end of the transaction. */
    private void written(SharedSessionContractImplementor session, SessionWork work) {
        if (!UnitsOfWork.isInTransaction(session)) {
            List<RowEntry> rows = work.takeRows();
            Map<StatementEntry, Integer> prepared = work.takeStatements();
            recording.later(EventCatalogue.UPDATED, connection -> begun(connection, rows, prepared));
        } else if (work.staged) {
            UnitsOfWork.onConnection(session, connection -> stage(session, connection, work));
        }
    }

    /** Stages what is not staged yet. */
    private void rest(SharedSessionContractImplementor session, SessionWork work) {
        work.staged = true;
        if (!work.isEmpty()) {
            UnitsOfWork.onConnection(session, connection -> stage(session, connection, work));
        }
    }

    private void stage(SharedSessionContractImplementor session, Connection connection, SessionWork work)
            throws SQLException {
        List<Begun> required = new ArrayList<>();
        for (Begun event : begun(connection, work.takeRows(), work.takeStatements())) {
            if (recording.admission().mode(event.event().type()) == EventMode.REQUIRED) {
                required.add(event);
            } else {
                work.after.add(event);
            }
        }
        recording.staging().stageAll(connection, session, required);
    }

    private List<Begun> begun(Connection connection, List<RowEntry> rows, Map<StatementEntry, Integer> prepared)
            throws SQLException {
        resolve(connection, rows);
        List<AuditEvent> all = new ArrayList<>(events.ofRows(rows));
        all.addAll(events.ofStatements(prepared));
        List<Begun> begun = new ArrayList<>();
        for (AuditEvent event : all) {
            recording.admission().requireParties(event);
            begun.add(recording.staging().begin(event));
        }
        return begun;
    }

    /** Asks the database whose the rows are of which memory could not tell; one that is gone stays unresolved. */
    private void resolve(Connection connection, List<RowEntry> rows) throws SQLException {
        List<OwnerLookup.Row> asked = new ArrayList<>();
        for (RowEntry row : rows) {
            for (Whose.Former former : row.whose.former()) {
                row.whose.subjects().addAll(lookup.named(connection, former.path(), former.value()));
            }
            if (row.kind != RowEntry.Kind.DELETED && !row.whose.unknown().isEmpty()) {
                asked.add(new OwnerLookup.Row(row, row.key, row.whose.unknown()));
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        Map<Object, Set<SubjectRef>> found = lookup.find(connection, asked);
        for (RowEntry row : rows) {
            if (found.containsKey(row)) {
                row.whose.subjects().addAll(found.getOrDefault(row, Set.of()));
            } else if (row.kind != RowEntry.Kind.DELETED && !row.whose.unknown().isEmpty()) {
                row.unresolved = true;
            }
        }
    }
}
