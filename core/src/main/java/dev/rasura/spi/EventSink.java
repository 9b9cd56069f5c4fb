package dev.rasura.spi;

/**
 * A place outside the database to which audit events are copied. Called after the commit, by one thread at a time, in the
 * order in which the transactions of this process ended.
 */
public interface EventSink {

    /**
     * Writes the event. Its values are to be written as values: never into a text that others would format or parse, where
     * they could pass for something else.
     *
     * @throws RuntimeException if it could not be written; the event is then counted as lost to the stream, and the count
     *     recorded in the trail. It is not tried again
     */
    void write(StreamedEvent event);
}
