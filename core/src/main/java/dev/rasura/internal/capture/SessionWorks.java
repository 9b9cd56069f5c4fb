package dev.rasura.internal.capture;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventMode;
import dev.rasura.internal.audit.EventStaging.Begun;
import dev.rasura.internal.audit.Recording;
import dev.rasura.internal.hibernate.UnitsOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * What each session has done in its transaction, staged before that completes, in one statement. What was rolled back did
 * not happen, and leaves no event.
 */
final class SessionWorks {

    private static final Set<String> CHANGES = Set.of(
            EventCatalogue.CREATED, EventCatalogue.UPDATED, EventCatalogue.DELETED, EventCatalogue.STATEMENT_CHANGED);

    private final Recording recording;
    private final OwnerLookup lookup;
    private final ChangeEvents events;
    private final Map<SharedSessionContractImplementor, SessionWork> works = new ConcurrentHashMap<>();

    SessionWorks(Recording recording, OwnerLookup lookup, ChangeEvents events) {
        this.recording = recording;
        this.lookup = lookup;
        this.events = events;
    }

    /**
     * Refuses a change whose event could not commit with it.
     *
     * @throws AuditException if the session has no transaction, and an event of a change must have one
     */
    void requireTransaction(SharedSessionContractImplementor session, String entity) {
        if (!UnitsOfWork.isInTransaction(session)) {
            for (String type : CHANGES) {
                refuseOutsideTransaction(type, entity);
            }
        }
    }

    /** As {@link #requireTransaction}, of a statement that changes something. */
    void requireTransactionForStatement(SharedSessionContractImplementor session, String entity) {
        if (!UnitsOfWork.isInTransaction(session)) {
            refuseOutsideTransaction(EventCatalogue.STATEMENT_CHANGED, entity);
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

    /** What the session has done in its transaction; outside of one, what is handed over at once. */
    SessionWork of(SharedSessionContractImplementor session) {
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
                }
            });
            return work;
        });
    }

    /** Something was added: usually it waits for the end of the transaction. */
    void written(SharedSessionContractImplementor session, SessionWork work) {
        if (!UnitsOfWork.isInTransaction(session)) {
            List<RowEntry> rows = work.takeRows();
            Map<StatementEntry, Integer> prepared = work.takeStatements();
            recording.later(EventCatalogue.UPDATED, connection -> begun(connection, rows, prepared));
        } else if (work.staged) {
            UnitsOfWork.onConnection(session, connection -> stage(session, connection, work));
        }
    }

    /** The session was closed. */
    void closed(SharedSessionContractImplementor session, boolean goesOn) {
        SessionWork work = works.remove(session);
        if (work != null && goesOn) {
            rest(session, work);
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
