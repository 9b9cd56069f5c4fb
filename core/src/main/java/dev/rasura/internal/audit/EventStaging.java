package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.NewRows;
import dev.rasura.internal.store.OwnTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Writes events into the transaction whose events they are: the exact bytes, numbered and tagged, and their personal
 * values, if any; all of them in one statement. It locks nothing that another writer waits for.
 *
 * <p>Thread-safe.
 */
public final class EventStaging {

    private static final int ROWS_A_STATEMENT = 5_000;

    private final StagingCounter counter = new StagingCounter();
    private final EventIds ids = new EventIds();
    private final UUID epoch = UUID.randomUUID();
    private final NewRows.Into disclosureRows;
    private final NewRows.Into stagedRows;
    private final KeyRing keys;
    private final Clock clock;
    private final String node;
    private final LeafWriter writer;
    private final EventStream stream;

    EventStaging(OwnTables tables, KeyRing keys, Clock clock, String node, EventStream stream) {
        this.disclosureRows = NewRows.into(tables.auditDisclosure())
                .column("event_id", ValueType.UUID)
                .column("ref", ValueType.TEXT)
                .column("field", ValueType.TEXT)
                .column("salt", ValueType.BINARY)
                .column("disclosed", ValueType.TEXT);
        this.stagedRows = NewRows.into(tables.auditStaged())
                .column("event_id", ValueType.UUID)
                .column("node", ValueType.TEXT)
                .column("epoch", ValueType.UUID)
                .column("n", ValueType.INTEGER)
                .column("leaf", ValueType.BINARY)
                .column("tag", ValueType.BINARY)
                .column("key_id", ValueType.TEXT);
        this.keys = keys;
        this.clock = clock;
        this.node = node;
        this.stream = stream;
        this.writer = new LeafWriter(keys, node, epoch);
    }

    /**
     * Stages the event in the session's transaction, which must be active.
     *
     * @return the event's id
     * @throws AuditException if it is too large or cannot be written; the transaction must then roll back
     */
    public UUID stage(Connection connection, SharedSessionContractImplementor session, AuditEvent event) {
        return insert(connection, session, event).id();
    }

    /**
     * An event that has its number, and whose rows are written by whoever asked for it, with others of the transaction.
     *
     * @param rows in the order in which they are inserted
     */
    public record Unwritten(UUID id, long number, List<NewRows> rows) {
        public Unwritten {
            rows = List.copyOf(rows);
        }
    }

    /**
     * As {@link #stage}, but the caller writes the rows, or says that they were {@link #notWritten}.
     *
     * @throws AuditException if the event is too large; the transaction must then roll back
     */
    public Unwritten unwritten(SharedSessionContractImplementor session, AuditEvent event) {
        Leaf.Prepared leaf = prepare(session, event);
        return new Unwritten(leaf.id(), leaf.number(), rows(List.of(leaf)));
    }

    /** The event's rows could not be written, even if the transaction commits in spite of it. */
    public void notWritten(Unwritten event) {
        counter.settle(event.number(), false);
    }

    Leaf.Prepared insert(Connection connection, SharedSessionContractImplementor session, AuditEvent event) {
        return insert(connection, session, List.of(begin(event))).get(0);
    }

    /** Gives an event its id and time, which are those of the moment at which it is recorded. */
    public Begun begin(AuditEvent event) {
        // PostgreSQL keeps microseconds: what it would cut must not be hashed.
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Begun(ids.next(time), time, event);
    }

    /** An event that is recorded, and perhaps not written yet. */
    public record Begun(UUID id, Instant time, AuditEvent event) {}

    /**
     * Stages the events in the session's transaction, which must be active, all of them in one statement (on databases
     * without a statement for two tables: in one a table).
     *
     * @throws AuditException if one is too large, or they cannot be written; the transaction must then roll back
     */
    public void stageAll(Connection connection, SharedSessionContractImplementor session, List<Begun> events) {
        for (int from = 0; from < events.size(); from += ROWS_A_STATEMENT) {
            insert(connection, session, events.subList(from, Math.min(events.size(), from + ROWS_A_STATEMENT)));
        }
    }

    private List<Leaf.Prepared> insert(
            Connection connection, SharedSessionContractImplementor session, List<Begun> all) {
        List<Begun> events = new ArrayList<>(all.size());
        List<Begun> alone = new ArrayList<>();
        for (Begun event : all) {
            (stream.hasRow(event.event().type()) ? events : alone).add(event);
        }
        if (alone.isEmpty()) {
            return insertRows(connection, session, events);
        }
        UnitsOfWork.afterCompletion(session, committed -> {
            if (committed) {
                alone.forEach(event -> streamAlone(event, true));
            }
        });
        return events.isEmpty() ? List.of() : insertRows(connection, session, events);
    }

    /** Streams an event that has no row. Never throws: what cannot be streamed is counted. */
    void streamAlone(Begun event, boolean mayWait) {
        try {
            stream.hand(event, writer.write(event.event(), event.id(), event.time(), 0), mayWait);
        } catch (RuntimeException | Error e) {
            stream.lost(event.event().type(), e);
        }
    }

    private List<Leaf.Prepared> insertRows(
            Connection connection, SharedSessionContractImplementor session, List<Begun> events) {
        List<Leaf.Prepared> prepared = new ArrayList<>(events.size());
        List<Long> numbers = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            numbers.add(counter.take());
        }
        boolean written = false;
        try {
            UnitsOfWork.afterCompletion(session, committed -> {
                for (int i = 0; i < numbers.size(); i++) {
                    if (counter.settle(numbers.get(i), committed) && committed) {
                        stream.hand(events.get(i), prepared.get(i), true);
                    }
                }
            });
            for (int i = 0; i < events.size(); i++) {
                Begun begun = events.get(i);
                prepared.add(writer.write(begun.event(), begun.id(), begun.time(), numbers.get(i)));
            }
            DatabaseFamily.of(connection).idiom().insertAll(connection, rows(prepared));
            written = true;
            return prepared;
        } catch (SQLException e) {
            throw new AuditException(
                    "Audit event '" + events.get(0).event().type() + "'"
                            + (events.size() == 1 ? "" : ", with " + (events.size() - 1) + " more,")
                            + " could not be written: SQLSTATE " + e.getSQLState()
                            + ". The transaction must roll back; check that Rasura's own tables exist.",
                    UnitsOfWork.bare(e));
        } finally {
            if (!written) {
                numbers.forEach(number -> counter.settle(number, false));
            }
        }
    }

    /** Numbers, writes and tags an event that the sealer inserts as a leaf itself. */
    Leaf.Prepared prepare(SharedSessionContractImplementor session, AuditEvent event) {
        long number = counter.take();
        AtomicReference<Leaf.@Nullable Prepared> prepared = new AtomicReference<>();
        Begun begun = begin(event);
        UnitsOfWork.afterCompletion(session, committed -> {
            Leaf.Prepared leaf = prepared.get();
            if (counter.settle(number, committed) && committed && leaf != null) {
                stream.hand(begun, leaf, true);
            }
        });
        boolean written = false;
        try {
            Leaf.Prepared leaf = writer.write(event, begun.id(), begun.time(), number);
            prepared.set(leaf);
            written = true;
            return leaf;
        } finally {
            if (!written) {
                counter.settle(number, false);
            }
        }
    }

    /** The staged rows go last: once they are written, their numbers' fate is that of the transaction. */
    private List<NewRows> rows(List<Leaf.Prepared> events) {
        NewRows disclosures = disclosureRows.rows();
        NewRows staged = stagedRows.rows();
        for (Leaf.Prepared event : events) {
            event.disclosures().forEach(d -> disclosures.add(event.id(), d.ref(), d.field(), d.salt(), d.value()));
            staged.add(event.id(), node, epoch, event.number(), event.bytes(), event.tag(), keys.secretId());
        }
        return List.of(disclosures, staged);
    }

    StagingCounter counter() {
        return counter;
    }

    String node() {
        return node;
    }

    UUID epoch() {
        return epoch;
    }
}
