package dev.rasura.internal.residue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a scan found and what it read.
 *
 * @param occurrences by table, column and needle, in the order of reading
 * @param tables tables read, to their end or not
 * @param columns columns read in them
 * @param rows rows and large objects read
 * @param bytes characters of text and bytes of binary data compared
 * @param skipped what was in scope and not read
 * @param weak the numbers of needles too short to be looked for inside texts: found only where a whole cell equals
 *     them, and a blank one never
 * @param took wall-clock time
 * @param complete true only if nothing was skipped; else the result is partial, and absence proves nothing
 */
public record ScanResult(
        List<Occurrence> occurrences,
        long tables,
        long columns,
        long rows,
        long bytes,
        List<Skipped> skipped,
        SortedSet<Integer> weak,
        Duration took,
        boolean complete) {

    public ScanResult {
        occurrences = List.copyOf(occurrences);
        skipped = List.copyOf(skipped);
        weak = Collections.unmodifiableSortedSet(new TreeSet<>(weak));
        if (complete != skipped.isEmpty()) {
            throw new IllegalArgumentException(
                    "A residue scan is complete if and only if it skipped nothing, but complete" + " is " + complete
                            + " with " + skipped.size() + " skipped.");
        }
    }

    /** All occurrences of one needle, whichever column. */
    public long count(int needle) {
        return occurrences.stream()
                .filter(o -> o.needle() == needle)
                .mapToLong(Occurrence::count)
                .sum();
    }
}
