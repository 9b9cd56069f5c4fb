package dev.rasura.audit;

import dev.rasura.AuditException;
import dev.rasura.TransactionStateException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The copy of events that is written outside the database, after the commit, through {@link dev.rasura.spi.EventSink}s.
 * Thread-safe.
 */
public interface AuditStream {

    /** Where events of the type go. */
    Sinks sinks(String type);

    /** How many events were written since the start. */
    long written();

    /**
     * How many events could not be written or were dropped since the start, by type. The trail itself tells of them too, by an
     * event {@code rasura.stream-lost}, with the next sealing.
     */
    Map<String, Long> lost();

    /** How the stream is. Asks nobody. */
    StreamHealth health();

    /** As {@link #reconcile(List, Instant, Instant)}, of all events but those of the last minute, which may be on their way. */
    Reconciliation reconcile(List<Path> files);

    /**
     * Compares the lines of files, plain or compressed with gzip, in any order, with the events of the trail whose types are
     * streamed as it is configured now, and names what one has and the other has not, and lines that do not say what their
     * event says. Owns its read-only transactions, one for the trail and one for each page of some hundred lines; locks nothing.
     * Both sides are sorted by event id in a temporary file of 49 bytes an event and a side; memory stays as it is
     * however many there are, but for 4 KiB a hundred thousand events.
     *
     * @param from compares events that were recorded from then on: when their types began to be streamed, or the oldest file
     *     begins
     * @param to and before then: a moment for which all lines are written
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if a file cannot be read, or the trail, or there is no room for the temporary file
     */
    Reconciliation reconcile(List<Path> files, Instant from, Instant to);
}
