package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.RasuraException;
import dev.rasura.audit.AuditStream;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.Reconciliation;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamHealth;
import dev.rasura.audit.StreamOptions.WhenFull;
import dev.rasura.internal.audit.EventStaging.Begun;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.StreamedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to the sinks after their transactions have committed, from a bounded queue, on one thread of its own, which
 * lives while there is something to write. What is not written is counted, whatever the reason.
 */
final class EventStream implements AuditStream, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura.audit");
    private static final String ORIGIN = "origin.";
    private static final long LINGER_MILLIS = 1_000;

    private final SinkChoice choice;
    private final StreamComparison comparison;
    private final List<EventSink> sinks;
    private final int capacity;
    private final WhenFull whenFull;
    private final Duration patience;
    private final Losses losses = Losses.toTheStream();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private @Nullable Thread writer;
    private boolean writing;
    private boolean closed;
    private long written;
    private String cause = "";

    EventStream(
            SinkChoice choice,
            List<EventSink> sinks,
            int capacity,
            WhenFull whenFull,
            Duration patience,
            StreamComparison comparison) {
        this.comparison = comparison;
        this.choice = choice;
        this.sinks = List.copyOf(sinks);
        this.capacity = capacity;
        this.whenFull = whenFull;
        this.patience = patience;
    }

    /** An event as its leaf has it, which is taken apart only when it is written. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(String type, byte[] leaf, boolean hasRow, Map<String, String> values) {}

    /** Whether events of the type are rows of the trail. */
    boolean hasRow(String type) {
        return choice.of(type).trail();
    }

    /**
     * Takes a committed event if its type is streamed; never throws.
     *
     * @param mayWait whether the caller may be made to wait. An event of mode {@link EventMode#BEST_EFFORT} may not
     */
    void hand(Begun event, Leaf.Prepared leaf, boolean mayWait) {
        String type = event.event().type();
        Sinks where = choice.of(type);
        if (!where.stream()) {
            return;
        }
        Map<String, String> values = new TreeMap<>();
        if (choice.valuesStreamed(type)) {
            leaf.disclosures().forEach(each -> {
                if (each.field().startsWith(LeafWriter.PERSONAL)) {
                    values.put(each.field().substring(LeafWriter.PERSONAL.length()), each.value());
                } else if (each.field().startsWith(ORIGIN)) {
                    values.put(each.field(), each.value());
                }
            });
        }
        String refused =
                offer(new Waiting(type, leaf.bytes(), where.trail(), values), mayWait && whenFull == WhenFull.BLOCK);
        if (refused != null) {
            lost(type, refused);
        }
    }

    /** Puts the event into the queue; null, or why that could not be. */
    private synchronized @Nullable String offer(Waiting event, boolean mayWait) {
        while (!closed && queue.size() >= capacity) {
            // The writer itself cannot wait for room that it is to make.
            if (!mayWait || Thread.currentThread().equals(writer)) {
                return capacity + " events wait already: give the stream a faster disk, or a larger capacity";
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "the thread that recorded an event was interrupted while it waited for room";
            }
        }
        if (closed) {
            return "Rasura was closed";
        }
        queue.add(event);
        if (writer == null) {
            writer = new Thread(this::run, "rasura-audit-stream");
            writer.setDaemon(true);
            writer.start();
        }
        notifyAll();
        return null;
    }

    private void run() {
        try {
            for (Waiting event = next(); event != null; event = next()) {
                try {
                    write(event);
                } catch (RuntimeException | Error e) {
                    lost(event.type(), e);
                }
            }
        } finally {
            gone();
        }
    }

    /** Whatever ended the thread, the next event starts another. */
    private synchronized void gone() {
        if (Thread.currentThread().equals(writer)) {
            writer = null;
            writing = false;
            notifyAll();
        }
    }

    private synchronized @Nullable Waiting next() {
        writing = false;
        notifyAll();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        try {
            for (long left = LINGER_MILLIS; left > 0 && queue.isEmpty() && !closed; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Waiting event = queue.poll();
        writing = event != null;
        if (event == null) {
            writer = null;
        }
        notifyAll();
        return event;
    }

    private void write(Waiting waiting) {
        if (sinks.isEmpty()) {
            throw new AuditException("there is no EventSink: give one");
        }
        Leaf leaf = LeafReader.read(waiting.leaf()).orElseThrow();
        String hash = HexFormat.of().formatHex(MerkleTree.leafHash(waiting.leaf()));
        StreamedEvent event = new StreamedEvent(
                leaf.event(),
                leaf.epoch(),
                waiting.hasRow() ? Long.valueOf(leaf.number()) : null,
                waiting.hasRow() ? hash : null,
                waiting.values());
        sinks.forEach(sink -> sink.write(event));
        succeeded();
    }

    private synchronized void succeeded() {
        written++;
        if (!cause.isEmpty()) {
            LOG.info("The audit stream is written again. The trail will hold how many events it misses.");
            cause = "";
        }
    }

    /** Counts an event that a sink did not take. */
    void lost(String type, Throwable failure) {
        losses.count(type, 1);
        if (failure instanceof RasuraException) {
            String message = failure.getMessage();
            say(type, "it could not be written" + (message == null ? "" : ", which says: " + message));
        } else {
            say(type, "the sink failed with " + failure.getClass().getName());
        }
    }

    private void lost(String type, String why) {
        losses.count(type, 1);
        say(type, why);
    }

    private synchronized void say(String type, String why) {
        if (!cause.equals(why)) {
            LOG.error(
                    "An audit event of type '{}' is lost to the audit stream: {}. More are counted in silence until one is"
                            + " written again; the trail will hold how many.",
                    type,
                    why);
            cause = why;
        }
    }

    Losses losses() {
        return losses;
    }

    /** Whether nothing waits and nothing is being written. */
    synchronized boolean isIdle() {
        return queue.isEmpty() && !writing;
    }

    @Override
    public Sinks sinks(String type) {
        return choice.of(type);
    }

    @Override
    public synchronized long written() {
        return written;
    }

    @Override
    public Map<String, Long> lost() {
        return losses.all();
    }

    @Override
    public synchronized StreamHealth health() {
        return new StreamHealth(cause.isEmpty(), cause, queue.size());
    }

    @Override
    public Reconciliation reconcile(List<Path> files) {
        return comparison.run(files, Instant.MIN, comparison.aMinuteAgo());
    }

    @Override
    public Reconciliation reconcile(List<Path> files, Instant from, Instant to) {
        return comparison.run(files, from, to);
    }

    /** Takes no more, and waits for what it has; what does not end in time is counted as lost. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); (!queue.isEmpty() || writing) && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Waiting event = queue.poll(); event != null; event = queue.poll()) {
            lost(event.type(), "Rasura was closed");
        }
    }
}
