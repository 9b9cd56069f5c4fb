package dev.rasura.internal.residue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a scan found and what it read.
 *
 * @param occurrences by table, column and needle, in the order of reading
 * @param rows rows and large objects read
 * @param bytes characters of text and bytes of binary data compared
 * @param skipped what was in scope and not read
 * @param weak the numbers of needles too short to be looked for inside texts: found only where a whole cell equals
 *     them, and a blank one never
 */
public record ScanResult(
        List<Occurrence> occurrences, long rows, long bytes, List<Skipped> skipped, SortedSet<Integer> weak) {

    public ScanResult {
        occurrences = List.copyOf(occurrences);
        skipped = List.copyOf(skipped);
        weak = Collections.unmodifiableSortedSet(new TreeSet<>(weak));
    }

    static ScanResult of(ScanSlice whole) {
        List<Skipped> skipped = new ArrayList<>(whole.unreachable());
        skipped.addAll(whole.unreadable());
        return new ScanResult(whole.occurrences(), whole.rows(), whole.bytes(), skipped, whole.weak());
    }

    /** True only if nothing was skipped; else absence proves nothing. */
    public boolean complete() {
        return skipped.isEmpty();
    }

    /** All occurrences of one needle, whichever column. */
    public long count(int needle) {
        return occurrences.stream()
                .filter(o -> o.needle() == needle)
                .mapToLong(Occurrence::count)
                .sum();
    }
}
