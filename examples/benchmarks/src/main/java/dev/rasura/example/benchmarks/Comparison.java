package dev.rasura.example.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Lets the contestants take turns, on fresh rows, in each round in another order. In a round each takes some in a row, as in
 * an application that has this one and not the others, and one before them that does not count: it finds the processor's
 * caches full of another's code. What counts is the ratio within a round, of the median turns; what does not depend on who
 * else uses the machine stands beside it: round trips, the client's own time on the processor, and what it allocates.
 *
 * <p>The system property {@code turns} says how many in a row, 10 unless said otherwise. With 1, each turn counts. So it is
 * with more than a thousand rows.
 */
public final class Comparison {

    private static final int LARGE = 100_000;

    /** With more rows a turn takes so long that what the caches held before it makes no difference. */
    private static final int MANY = 1_000;

    private static final int TURNS_IN_A_ROW = Math.max(1, Integer.getInteger("turns", 10));

    /** Each one's turns between two of which the rows are tidied, by size; a round that is not measured follows. */
    private static final int BLOCK = 50;

    private static final int LARGE_BLOCK = 3;

    private static final int MOST_ROUNDS = 1_000;

    private static final int FEW = 3;

    /** This part of the time goes before the measurement; all is compiled by then, but plans are not chosen yet. */
    private static final double WARM_UP = 0.1;

    private final PrintStream out;
    private final String database;
    private final int size;
    private final int seconds;
    private final int inARow;
    private final List<Contestant> contestants;
    private final Rows rows;
    private final List<Turns> turns = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final Random random = new Random(20_261_126);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    public Comparison(
            PrintStream out, String database, int size, int seconds, List<Contestant> contestants, Rows rows) {
        this.out = out;
        this.database = database;
        this.size = size;
        this.seconds = seconds;
        this.inARow = size > MANY ? 1 : TURNS_IN_A_ROW;
        this.contestants = contestants;
        this.rows = rows;
        contestants.forEach(contestant -> {
            order.add(turns.size());
            turns.add(new Turns(contestant.name()));
        });
    }

    /** Lets them take turns that do not count, so that what is compiled in the end is compiled. */
    public void warmUp() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        rows.tidy();
        for (int round = 0; System.nanoTime() < end; round++) {
            if (round % block() == 0) {
                rows.tidy();
            }
            round(false, true);
        }
    }

    /** Measures, prints a line for each contestant, and returns what the turns took, in the order of the contestants. */
    public List<Turns> run() throws Exception {
        boolean large = size >= LARGE;
        long start = System.nanoTime();
        long budget = TimeUnit.SECONDS.toNanos(seconds);
        rows.tidy();
        do {
            round(false, !large);
        } while (System.nanoTime() < start + (long) (budget * WARM_UP));
        for (int round = 0; round < MOST_ROUNDS && (round < FEW || System.nanoTime() < start + budget); round++) {
            if (round % block() == 0) {
                rows.tidy();
                round(false, false);
            }
            round(true, !large || round < FEW);
        }
        Turns ours = turns.get(0);
        turns.forEach(each -> out.println(each.line(database, size, ours)));
        out.printf(Locale.ROOT, "(%.0f s)%n", (System.nanoTime() - start) / 1e9);
        return List.copyOf(turns);
    }

    private int block() {
        return size >= LARGE ? LARGE_BLOCK : Math.max(1, BLOCK / inARow);
    }

    private void round(boolean measured, boolean slowToo) throws Exception {
        Collections.shuffle(order, random);
        for (int place : order) {
            Contestant contestant = contestants.get(place);
            if (slowToo || !contestant.slow()) {
                if (inARow > 1) {
                    turn(contestant);
                }
                List<Turn> row = new ArrayList<>();
                for (int i = 0; i < inARow; i++) {
                    row.add(turn(contestant));
                }
                if (measured) {
                    turns.get(place).add(row);
                }
            }
        }
    }

    /** What one turn took. */
    record Turn(long nanos, long processorNanos, long bytes, long roundTrips) {}

    private Turn turn(Contestant contestant) throws Exception {
        long prepared = rows.fill(size);
        long trips = RoundTrips.count();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long processor = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        contestant.turn(prepared);
        long elapsed = System.nanoTime() - start;
        return new Turn(
                elapsed,
                threads.getCurrentThreadCpuTime() - processor,
                threads.getCurrentThreadAllocatedBytes() - allocated,
                RoundTrips.count() - trips);
    }
}
