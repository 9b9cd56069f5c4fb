package dev.rasura.internal.hibernate;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.jspecify.annotations.Nullable;

/**
 * Work to be done before a transaction commits. It observes the transaction, instead of being one of the callbacks of
 * Hibernate's own queue: that keeps what was to come before a commit that never came, runs it in the session's next
 * transaction, and warns of it when the session is closed.
 */
final class BeforeCommit implements TransactionObserver {

    /** What is being done now. Hibernate tells only those that observed before it began to tell them. */
    private static final ThreadLocal<@Nullable BeforeCommit> RUNNING = new ThreadLocal<>();

    private final TransactionCoordinator coordinator;
    private final Deque<Runnable> works = new ArrayDeque<>();

    private BeforeCommit(TransactionCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    /** Has the work done once; what it throws fails the commit. */
    static void register(TransactionCoordinator coordinator, Runnable work) {
        BeforeCommit running = RUNNING.get();
        if (running != null && running.coordinator.equals(coordinator)) {
            running.works.add(work);
            return;
        }
        BeforeCommit observer = new BeforeCommit(coordinator);
        observer.works.add(work);
        coordinator.addObserver(observer);
    }

    @Override
    public void afterBegin() {
        // it has begun already
    }

    @Override
    public void beforeCompletion() {
        BeforeCommit outer = RUNNING.get();
        RUNNING.set(this);
        try {
            for (Runnable work = works.poll(); work != null; work = works.poll()) {
                work.run();
            }
        } finally {
            if (outer == null) {
                RUNNING.remove();
            } else {
                RUNNING.set(outer);
            }
        }
    }

    @Override
    public void afterCompletion(boolean successful, boolean delayed) {
        coordinator.removeObserver(this);
    }
}
