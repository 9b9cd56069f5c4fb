package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.internal.audit.EventStaging.Begun;
import dev.rasura.internal.audit.Recording;
import dev.rasura.internal.hibernate.RowView;
import dev.rasura.internal.hibernate.UnitsOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Records who was read: one event a unit of work, which is a transaction, or, for what is loaded outside of one, the session
 * (with an open session in view, the request). It is written after the unit, in a transaction of its own: what is read is
 * read, however the reader's transaction ends, and that may be read-only.
 */
final class CapturedReads {

    /** How many people an event names; of the others it gives the number. */
    static final int NAMED = 100;

    /** How many people, and rows whose people must be asked for, a unit of work keeps in memory. */
    private static final int KEPT = 10_000;

    private final Recording recording;
    private final OwnerWalk walk;
    private final OwnerLookup lookup;
    private final ChangeEvents events;
    private final Map<SharedSessionContractImplementor, Unit> inTransaction = new ConcurrentHashMap<>();
    private final Map<SharedSessionContractImplementor, Unit> inSession = new ConcurrentHashMap<>();

    CapturedReads(Recording recording, OwnerWalk walk, OwnerLookup lookup, ChangeEvents events) {
        this.events = events;
        this.recording = recording;
        this.walk = walk;
        this.lookup = lookup;
    }

    /** What was read in one unit of work. */
    private static final class Unit {
        private final AuditContext context = AuditContext.acting();
        private final Map<String, Integer> entities = new TreeMap<>();
        private final Set<SubjectRef> people = new LinkedHashSet<>();
        private final List<OwnerLookup.Row> open = new ArrayList<>();
        private final Map<StatementEntry, Integer> statements = new LinkedHashMap<>();
        private long omitted;
    }

    void loaded(SharedSessionContractImplementor session, EntityPlan of, RowView row) {
        Unit unit = unit(session);
        unit.entities.merge(of.name(), 1, Integer::sum);
        Whose whose = new Whose();
        walk.add(of, row, whose);
        for (SubjectRef subject : whose.subjects()) {
            if (unit.people.size() < KEPT) {
                unit.people.add(subject);
            } else if (!unit.people.contains(subject)) {
                unit.omitted++;
            }
        }
        if (!whose.unknown().isEmpty()) {
            if (unit.open.size() < KEPT) {
                unit.open.add(new OwnerLookup.Row(new Object(), row.key(), whose.unknown()));
            } else {
                unit.omitted++;
            }
        }
    }

    void statement(SharedSessionContractImplementor session, StatementEntry entry) {
        unit(session).statements.merge(entry, 1, Integer::sum);
    }

    private Unit unit(SharedSessionContractImplementor session) {
        if (!UnitsOfWork.isInTransaction(session)) {
            return inSession.computeIfAbsent(session, opened -> new Unit());
        }
        return inTransaction.computeIfAbsent(session, opened -> {
            UnitsOfWork.afterCompletion(opened, committed -> {
                Unit ended = inTransaction.remove(opened);
                if (ended != null) {
                    end(ended);
                }
            });
            return new Unit();
        });
    }

    void closed(SharedSessionContractImplementor session) {
        for (Map<SharedSessionContractImplementor, Unit> units : List.of(inTransaction, inSession)) {
            Unit ended = units.remove(session);
            if (ended != null) {
                end(ended);
            }
        }
    }

    private void end(Unit unit) {
        if (!unit.entities.isEmpty()) {
            recording.later(EventCatalogue.READ, connection -> List.of(begun(event(connection, unit))));
        }
        if (!unit.statements.isEmpty()) {
            recording.later(
                    EventCatalogue.STATEMENT_READ,
                    connection -> events.ofStatements(unit.statements).stream()
                            .map(this::begun)
                            .toList());
        }
    }

    private Begun begun(AuditEvent event) {
        recording.admission().requireParties(event);
        return recording.staging().begin(event);
    }

    private AuditEvent event(Connection connection, Unit unit) throws SQLException {
        long unresolved = 0;
        if (!unit.open.isEmpty()) {
            Map<Object, Set<SubjectRef>> found = lookup.find(connection, unit.open);
            for (OwnerLookup.Row row : unit.open) {
                if (found.containsKey(row.id())) {
                    unit.people.addAll(found.getOrDefault(row.id(), Set.of()));
                } else {
                    unresolved++;
                }
            }
            recording.counters().unresolved(unresolved);
        }
        AuditEvent.Builder event = unit.context
                .event(EventCatalogue.READ, null)
                .action("read")
                .subjects(unit.people.stream().limit(NAMED).toList());
        entities(event, unit.entities);
        if (unit.people.size() > NAMED) {
            event.fact("moreSubjects", unit.people.size() - NAMED);
        }
        if (unit.omitted > 0) {
            event.fact("moreRows", unit.omitted);
        }
        if (unresolved > 0) {
            event.fact("subjects", ChangeEvents.UNRESOLVED).fact("unresolvedRows", unresolved);
        }
        return event.build();
    }

    /** How many rows of which entities were read; beyond a hundred entities, how many more there were. */
    static void entities(AuditEvent.Builder event, Map<String, Integer> rows) {
        event.fact("rows", rows.values().stream().mapToLong(Integer::longValue).sum());
        if (rows.size() == 1) {
            event.entity(rows.keySet().iterator().next());
            return;
        }
        event.fact(
                "entities",
                rows.entrySet().stream()
                        .limit(NAMED)
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(",")));
        if (rows.size() > NAMED) {
            event.fact("moreEntities", rows.size() - NAMED);
        }
    }
}
