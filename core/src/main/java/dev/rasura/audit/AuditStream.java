package dev.rasura.audit;

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
}
