package dev.rasura.example.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What the turns of one contestant took, a round after the other. */
public final class Turns {

    private final String name;
    private final List<Double> elapsed = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();
    private final List<Double> allocated = new ArrayList<>();
    private final List<Double> trips = new ArrayList<>();

    Turns(String name) {
        this.name = name;
    }

    /** Adds the median of some turns. */
    void add(List<Comparison.Turn> row) {
        elapsed.add(median(row, Comparison.Turn::nanos) / 1e6);
        processor.add(median(row, Comparison.Turn::processorNanos) / 1e6);
        allocated.add(median(row, Comparison.Turn::bytes) / 1024.0);
        trips.add(median(row, Comparison.Turn::roundTrips));
    }

    private static double median(List<Comparison.Turn> row, ToLongFunction<Comparison.Turn> what) {
        return quantile(
                row.stream().map(turn -> (double) what.applyAsLong(turn)).toList(), 0.5);
    }

    /** The same turns, each of which took so much longer. */
    public Turns withMore(String more, double millis) {
        Turns longer = new Turns(name + more);
        longer.elapsed.addAll(elapsed.stream().map(each -> each + millis).toList());
        longer.processor.addAll(processor);
        longer.allocated.addAll(allocated);
        longer.trips.addAll(trips);
        return longer;
    }

    /** The medians, and the ratios of the others' turns to these, round by round: median, quartiles, least and most. */
    public String line(String database, int size, Turns ours) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < elapsed.size(); round++) {
            ratios.add(ours.elapsed.get(round) / elapsed.get(round));
        }
        return String.format(
                Locale.ROOT,
                "%-16s %,7d rows  %-38s %9.3f ms  processor %9.3f ms  %,9.0f KiB  %2.0f trips  ours / it: %6.3f"
                        + "  quartiles %.3f to %.3f  (%.3f to %.3f, %d rounds)",
                database,
                size,
                name,
                quantile(elapsed, 0.5),
                quantile(processor, 0.5),
                quantile(allocated, 0.5),
                quantile(trips, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                quantile(ratios, 0),
                quantile(ratios, 1),
                ratios.size());
    }

    private static double quantile(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.round(part * (sorted.size() - 1)));
    }
}
