package dev.rasura.internal.residue;

/** Joins neighbouring groups of letters and digits, as {@code SE45 5000 0000}, and looks the joined ones up as numbers. */
final class NumberRun {

    private static final int MOST_GROUPS = NumberBook.LONGEST;

    private final NeedleIndex index;
    private final CellHits hits;
    private final char[] signs = new char[NumberBook.LONGEST * 2];
    private final int[] starts = new int[MOST_GROUPS];
    private int length;
    private int groups;

    NumberRun(NeedleIndex index, CellHits hits) {
        this.index = index;
        this.hits = hits;
    }

    /** A character between tokens; one that does not occur inside numbers ends the run. */
    void separator(char c) {
        switch (c) {
            case ' ', '-', '.', '/' -> {}
            default -> end();
        }
    }

    void end() {
        length = 0;
        groups = 0;
    }

    /** The next group of at most {@link NumberBook#LONGEST} signs. */
    void token(char[] group, int size) {
        while (groups > 0 && (groups == MOST_GROUPS || length + size > signs.length)) {
            dropFirst();
        }
        starts[groups++] = length;
        System.arraycopy(group, 0, signs, length, size);
        length += size;
        for (int i = groups - 1; i >= 0 && length - starts[i] <= NumberBook.LONGEST; i--) {
            for (int part : index.numberBook().find(signs, starts[i], length)) {
                hits.part(index.part(part));
            }
        }
    }

    private void dropFirst() {
        int dropped = groups > 1 ? starts[1] : length;
        System.arraycopy(signs, dropped, signs, 0, length - dropped);
        length -= dropped;
        for (int i = 1; i < groups; i++) {
            starts[i - 1] = starts[i] - dropped;
        }
        groups--;
    }
}
