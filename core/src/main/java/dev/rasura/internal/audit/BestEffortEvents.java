package dev.rasura.internal.audit;

import dev.rasura.internal.audit.EventStaging.Begun;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes events from a bounded queue, some hundreds in a transaction, on one thread of its own, which lives while there is
 * something to write. What does not fit into the queue, or cannot be written, is counted as lost.
 */
final class BestEffortEvents implements AutoCloseable {

    private static final int BATCH = 500;
    private static final long LINGER_MILLIS = 1_000;

    private final BlockingQueue<Begun> queue;
    private final AtomicInteger open = new AtomicInteger();
    private final UnitsOfWork units;
    private final EventStaging staging;
    private final Losses losses;
    private final Duration patience;
    private @Nullable Thread writer;
    private boolean closed;

    BestEffortEvents(UnitsOfWork units, EventStaging staging, Losses losses, int capacity, Duration patience) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.units = units;
        this.staging = staging;
        this.losses = losses;
        this.patience = patience;
    }

    /** Takes the event, or counts it as lost. Never waits, never throws. */
    void offer(Begun event) {
        open.incrementAndGet();
        if (!accepted(event)) {
            open.decrementAndGet();
            losses.add(event.event().type(), 1, "the queue is full");
        }
    }

    private synchronized boolean accepted(Begun event) {
        if (closed || !queue.offer(event)) {
            return false;
        }
        if (writer == null) {
            writer = new Thread(this::run, "rasura-audit-best-effort");
            writer.setDaemon(true);
            writer.start();
        }
        return true;
    }

    private void run() {
        try {
            while (true) {
                Begun first = queue.poll(closed() ? 0 : LINGER_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    writeWithNext(first);
                } else if (ended()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone();
        }
    }

    private void writeWithNext(Begun first) {
        List<Begun> batch = new ArrayList<>();
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
        try {
            write(batch);
        } finally {
            open.addAndGet(-batch.size());
        }
    }

    /** Whatever ended the thread, the next event starts another. */
    private synchronized void gone() {
        if (Thread.currentThread().equals(writer)) {
            writer = null;
        }
    }

    private synchronized boolean closed() {
        return closed;
    }

    private synchronized boolean ended() {
        if (queue.isEmpty()) {
            writer = null;
            return true;
        }
        return false;
    }

    private void write(List<Begun> batch) {
        try {
            Losses.@Nullable Report report = losses.due();
            List<Begun> all = new ArrayList<>(batch);
            if (report != null) {
                all.add(staging.begin(report.event()));
            }
            units.detached(Mode.WRITE, (connection, session) -> {
                staging.stageAll(connection, session, all);
                return all;
            });
            if (report != null) {
                losses.told(report);
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(
                    event -> losses.add(event.event().type(), 1, e.getClass().getSimpleName()));
        }
    }

    /** Whether nothing waits and nothing is being written. */
    boolean isIdle() {
        return open.get() == 0;
    }

    /** Takes no more, and waits for what it has; what does not end in time is counted as lost. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = writer;
        }
        if (running != null) {
            try {
                running.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        List<Begun> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(event -> losses.add(event.event().type(), 1, "Rasura was closed"));
    }
}
