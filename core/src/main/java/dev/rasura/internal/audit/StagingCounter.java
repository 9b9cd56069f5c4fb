package dev.rasura.internal.audit;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives each event of this process a dense number and remembers, in memory alone, how the transaction of each ended. A
 * heartbeat then tells it to the trail, so that a number without a row is either known to have rolled back, or missed.
 *
 * <p>Thread-safe.
 */
final class StagingCounter {

    /** How long a list in a heartbeat may become: two of them fit into a leaf. */
    private static final int LIST_CHARACTERS = 5_000;

    private final TreeSet<Long> undecided = new TreeSet<>();
    private NumberRanges rolledBack = new NumberRanges();
    private long last;
    private long lastHeartbeat;
    private long lastUpTo;
    private String lastUndecided = "";

    /**
     * What is known of the numbers up to and with one of them.
     *
     * @param upTo the last number that this speaks of
     * @param undecided those whose transactions had not ended
     * @param rolledBack those that rolled back, since the heartbeat before
     * @param more whether more is known than fits into one heartbeat
     */
    record Settlement(long upTo, NumberRanges undecided, NumberRanges rolledBack, boolean more) {}

    synchronized long take() {
        undecided.add(++last);
        return last;
    }

    /** The last number that was given out. */
    synchronized long last() {
        return last;
    }

    /**
     * Settles a number once: what comes later for the same number is ignored.
     *
     * @return whether this settled it
     */
    synchronized boolean settle(long number, boolean committed) {
        boolean settled = undecided.remove(number);
        if (settled && !committed) {
            rolledBack.add(number);
        }
        return settled;
    }

    /** What is known now. */
    synchronized Settlement current() {
        return upTo(last);
    }

    /** What the next heartbeat has to say, or null if it would say nothing new. */
    synchronized @Nullable Settlement due() {
        Settlement all = upTo(last);
        boolean nothingSince = last == lastHeartbeat && lastUpTo == last - 1;
        if (last == 0 || (nothingSince && all.undecided().toString().equals(lastUndecided))) {
            return null;
        }
        long fits = Math.min(
                all.undecided().textFits(LIST_CHARACTERS), all.rolledBack().textFits(LIST_CHARACTERS));
        return fits >= last ? all : upTo(fits);
    }

    /** These were committed after all, though the answer was lost: their rows are there. */
    synchronized void committed(NumberRanges numbers) {
        rolledBack = rolledBack.without(numbers);
    }

    /** The settlement was committed, in the heartbeat of that number. */
    synchronized void told(Settlement settlement, long heartbeat) {
        // Not all up to its last number: one that was undecided may have rolled back while it was being written.
        rolledBack = rolledBack.without(settlement.rolledBack());
        lastHeartbeat = heartbeat;
        lastUpTo = settlement.upTo();
        lastUndecided = settlement.undecided().toString();
    }

    private Settlement upTo(long number) {
        NumberRanges open = new NumberRanges();
        undecided.headSet(number, true).forEach(open::add);
        return new Settlement(number, open, rolledBack.upTo(number), number < last);
    }
}
