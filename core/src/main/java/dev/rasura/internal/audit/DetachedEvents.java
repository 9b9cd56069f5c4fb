package dev.rasura.internal.audit;

import dev.rasura.internal.audit.EventStaging.Begun;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes events in transactions of their own, on two threads of its own, at most two connections at once. When a thousand
 * wait, whoever hands over the next one waits for room, and not for ever, nor for each of many: it may hold a connection for
 * which the two threads wait, and so must not wait for them, nor for a connection of its own.
 */
public final class DetachedEvents implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int WAITING = 1_000;
    private static final Duration ROOM = Duration.ofSeconds(5);

    private final UnitsOfWork units;
    private final EventStaging staging;
    private final Losses losses;
    private final Duration patience;
    private final ThreadPoolExecutor pool;
    private final Semaphore room = new Semaphore(THREADS + WAITING, true);
    private final AtomicLong ended = new AtomicLong();

    /** How many had ended when somebody waited for room in vain: until one more has, nobody else waits for it. */
    private volatile long stuckAt = -1;

    DetachedEvents(UnitsOfWork units, EventStaging staging, Losses losses, Duration patience) {
        this.units = units;
        this.staging = staging;
        this.losses = losses;
        this.patience = patience;
        AtomicInteger number = new AtomicInteger();
        this.pool =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "rasura-audit-detached-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Makes events in the transaction in which they are written. */
    @FunctionalInterface
    public interface Made {
        List<Begun> on(Connection connection) throws SQLException;
    }

    /** Writes the events soon; they are made when they are written. Never throws. */
    void write(String type, Made events) {
        if (!hasRoom()) {
            losses.add(type, 1, WAITING + " wait already, and none was written in time");
            return;
        }
        try {
            pool.execute(() -> {
                try {
                    now(type, events);
                } finally {
                    ended.incrementAndGet();
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            room.release();
            losses.add(type, 1, "Rasura was closed");
        }
    }

    private boolean hasRoom() {
        // Whoever was interrupted before need not wait if there is room.
        if (room.tryAcquire()) {
            return true;
        }
        long before = ended.get();
        if (before == stuckAt) {
            return false;
        }
        try {
            boolean has = room.tryAcquire(ROOM.toMillis(), TimeUnit.MILLISECONDS);
            if (!has) {
                stuckAt = before;
            }
            return has;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void now(String type, Made events) {
        AtomicInteger count = new AtomicInteger(1);
        try {
            units.detached(Mode.WRITE, (connection, session) -> {
                List<Begun> all = events.on(connection);
                count.set(all.size());
                staging.stageAll(connection, session, all);
                return all;
            });
        } catch (RuntimeException | Error e) {
            losses.add(type, Math.max(1, count.get()), e.getClass().getSimpleName());
        }
    }

    /** Whether nothing waits and nothing is being written. */
    boolean isIdle() {
        // Not as the pool tells it: while a thread starts, its first work neither waits there nor is active.
        return room.availablePermits() == THREADS + WAITING;
    }

    /** Takes no more, and waits for what it has; what does not end in time is counted as lost. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                int left = pool.shutdownNow().size();
                room.release(left);
                if (left > 0) {
                    losses.add("detached", left, "Rasura was closed");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
