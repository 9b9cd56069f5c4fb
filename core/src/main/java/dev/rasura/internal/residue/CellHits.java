package dev.rasura.internal.residue;

import java.util.BitSet;

/** What one cell holds: parts that may complete a needle elsewhere in the row, and needles found in it entirely. */
final class CellHits {

    final BitSet parts = new BitSet();
    final BitSet needles = new BitSet();

    void part(NeedleIndex.Part part) {
        parts.set(part.id());
        for (int needle : part.singles()) {
            needles.set(needle);
        }
    }

    boolean isEmpty() {
        return parts.isEmpty() && needles.isEmpty();
    }

    void clear() {
        parts.clear();
        needles.clear();
    }
}
