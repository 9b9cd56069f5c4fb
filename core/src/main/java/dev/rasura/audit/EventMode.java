package dev.rasura.audit;

/** How an event is written, and what it may cost. */
public enum EventMode {
    /**
     * In the business transaction: both commit, or neither. If the event cannot be written, the business change fails. No work
     * is left for after the commit.
     */
    REQUIRED,
    /**
     * In a transaction of its own, on a small pool of threads, after the business transaction has ended, however it ended:
     * what was denied or failed survives the rollback. One that cannot be written is counted, and the count recorded.
     */
    DETACHED,
    /**
     * Through a bounded queue, in transactions of its own. The caller never waits: what does not fit, or cannot be written, is
     * lost; the losses are counted, and the count recorded and sealed.
     */
    BEST_EFFORT
}
