package dev.rasura.internal.residue;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A part of a scan that goes on another time: some tables, each of them read to its end.
 *
 * @param occurrences by table, column and needle, in these tables only
 * @param finished the tables that were read, or tried and could not be: the next slice passes over them
 * @param unreadable what failed among them
 * @param unreachable what is in scope and cannot be read at all, as the catalogue says now
 * @param rows rows and large objects read
 * @param bytes characters of text and bytes of binary data compared
 * @param weak the numbers of needles too short to be looked for inside texts
 * @param ended whether nothing is left to read
 */
public record ScanSlice(
        List<Occurrence> occurrences,
        List<ReadTable> finished,
        List<Skipped> unreadable,
        List<Skipped> unreachable,
        long rows,
        long bytes,
        SortedSet<Integer> weak,
        boolean ended) {

    public ScanSlice {
        occurrences = List.copyOf(occurrences);
        finished = List.copyOf(finished);
        unreadable = List.copyOf(unreadable);
        unreachable = List.copyOf(unreachable);
        weak = Collections.unmodifiableSortedSet(new TreeSet<>(weak));
    }
}
