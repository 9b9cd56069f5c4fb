package dev.rasura.internal.export;

/** How many rows to ask for at a time: up to a thousand, fewer where rows are long, so that memory stays constant. */
final class FetchSize {

    private static final int FIRST = 32;
    private static final int MOST = 1_000;
    private static final long BUDGET = 2L * 1024 * 1024;

    private int size = FIRST;
    private int left = FIRST;
    private long heaviest = 1;

    int size() {
        return size;
    }

    /** Counts a row of about so many bytes; true if the size changed, which is only where a batch ends. */
    boolean read(long weight) {
        heaviest = Math.max(heaviest, weight);
        left--;
        if (left > 0) {
            return false;
        }
        int before = size;
        long fitting = Math.max(1, BUDGET / heaviest);
        size = (int) Math.min(fitting, Math.min(MOST, size * 4L));
        left = size;
        // An old giant is forgotten by and by.
        heaviest = Math.max(1, heaviest / 2);
        return size != before;
    }
}
