package dev.rasura.internal.residue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one table holds, and completes across the columns of a row the needles whose parts were met in different
 * cells. Keeps nothing of a row once it has ended.
 */
final class TableFindings {

    private final NeedleIndex index;
    private final List<String> columns;
    private final Map<List<Integer>, long[]> counts = new LinkedHashMap<>();

    private final Map<Integer, BitSet> partColumns = new HashMap<>();
    private final Map<Integer, BitSet> needleColumns = new HashMap<>();

    TableFindings(NeedleIndex index, List<String> columns) {
        this.index = index;
        this.columns = columns;
    }

    /** Takes what a cell of the current row held. */
    void cell(int column, CellHits hits) {
        if (hits.isEmpty()) {
            return;
        }
        hits.needles.stream().forEach(needle -> {
            count(List.of(column), needle);
            columnsOf(needleColumns, needle).set(column);
        });
        hits.parts.stream()
                .filter(part -> index.part(part).tuples().length > 0)
                .forEach(part -> columnsOf(partColumns, part).set(column));
    }

    void endRow() {
        if (partColumns.size() > 0) {
            Set<Integer> tuples = new HashSet<>();
            for (int part : partColumns.keySet()) {
                Arrays.stream(index.part(part).tuples()).forEach(tuples::add);
            }
            tuples.forEach(this::completeAcrossColumns);
        }
        partColumns.clear();
        needleColumns.clear();
    }

    List<Occurrence> occurrences(String schema, String table) {
        var found = new ArrayList<Occurrence>();
        counts.forEach((where, byNeedle) -> {
            String column = String.join("+", where.stream().map(columns::get).toList());
            for (int needle = 0; needle < byNeedle.length; needle++) {
                if (byNeedle[needle] > 0) {
                    found.add(new Occurrence(schema, table, column, index.number(needle), byNeedle[needle]));
                }
            }
        });
        return found;
    }

    private void completeAcrossColumns(int needle) {
        int[] parts = index.tuple(needle);
        BitSet alreadyFound = needleColumns.getOrDefault(needle, new BitSet());
        var candidates = new ArrayList<BitSet>(parts.length);
        var union = new BitSet();
        for (int part : parts) {
            BitSet all = partColumns.get(part);
            if (all == null) {
                return;
            }
            BitSet free = (BitSet) all.clone();
            free.andNot(alreadyFound);
            if (free.isEmpty()) {
                return;
            }
            candidates.add(free);
            union.or(free);
        }
        // Within one cell it is for the cell's own rules to say what stands together.
        if (union.cardinality() > 1) {
            count(choose(candidates), needle);
        }
    }

    /** A column for each part, as different as can be; those with the least choice choose first. */
    private static List<Integer> choose(List<BitSet> candidates) {
        @Nullable Integer[] chosen = new Integer[candidates.size()];
        var taken = new BitSet();
        candidates.stream().mapToInt(BitSet::cardinality).sorted().distinct().forEach(choice -> {
            for (int i = 0; i < chosen.length; i++) {
                if (chosen[i] == null && candidates.get(i).cardinality() == choice) {
                    BitSet untaken = (BitSet) candidates.get(i).clone();
                    untaken.andNot(taken);
                    int column = (untaken.isEmpty() ? candidates.get(i) : untaken).nextSetBit(0);
                    chosen[i] = column;
                    taken.set(column);
                }
            }
        });
        var distinct = new ArrayList<Integer>();
        for (Integer column : chosen) {
            if (column != null && !distinct.contains(column)) {
                distinct.add(column);
            }
        }
        return distinct;
    }

    private void count(List<Integer> where, int needle) {
        counts.computeIfAbsent(where, w -> new long[index.size()])[needle]++;
    }

    private static BitSet columnsOf(Map<Integer, BitSet> map, int key) {
        return map.computeIfAbsent(key, k -> new BitSet());
    }
}
