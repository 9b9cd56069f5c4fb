package dev.rasura.internal.residue;

/**
 * Joins neighbouring groups of digits, as {@code (555) 123-4567}, and looks the joined digits up as telephone numbers. A
 * number begins and ends with a group.
 */
final class DigitRun {

    private static final int MOST_GROUPS = 16;

    private final PhoneBook phones;
    private final NeedleIndex index;
    private final CellHits hits;
    private final char[] digits = new char[PhoneBook.LONGEST * 2];
    private final int[] starts = new int[MOST_GROUPS];
    private final boolean[] plus = new boolean[MOST_GROUPS];
    private int length;
    private int groups;
    private char lastSeparator;

    DigitRun(NeedleIndex index, CellHits hits) {
        this.index = index;
        this.hits = hits;
        phones = index.phones();
    }

    /** A character between tokens; one that does not occur inside telephone numbers ends the run. */
    void separator(char c) {
        switch (c) {
            case ' ', '-', '.', '(', ')', '/', '+', '\t' -> {}
            default -> end();
        }
        lastSeparator = c;
    }

    void end() {
        length = 0;
        groups = 0;
        lastSeparator = 0;
    }

    /** The next group of at most {@link PhoneBook#LONGEST} digits. */
    void token(char[] group, int size) {
        if (size == 1 && group[0] == '0' && lastSeparator == '(' && groups > 0) {
            return;
        }
        while (groups == MOST_GROUPS || (groups > 0 && length + size > digits.length)) {
            dropFirst();
        }
        plus[groups] = lastSeparator == '+';
        starts[groups++] = length;
        System.arraycopy(group, 0, digits, length, size);
        length += size;
        lastSeparator = 0;
        for (int i = groups - 1; i >= 0; i--) {
            report(phones.find(digits, starts[i], length));
            if (plus[i]) {
                report(phones.findNational(digits, starts[i], length));
            } else if (length - starts[i] > 2 && digits[starts[i]] == '0' && digits[starts[i] + 1] == '0') {
                report(phones.findNational(digits, starts[i] + 2, length));
            }
        }
    }

    /** A run of digits among letters: short ones are met by chance. */
    void glued(char[] token, int from, int to) {
        if (to - from >= PhoneBook.SHORTEST_NATIONAL) {
            report(phones.find(token, from, to));
        }
    }

    private void report(int[] parts) {
        for (int part : parts) {
            hits.part(index.part(part));
        }
    }

    private void dropFirst() {
        int dropped = groups > 1 ? starts[1] : length;
        System.arraycopy(digits, dropped, digits, 0, length - dropped);
        length -= dropped;
        for (int i = 1; i < groups; i++) {
            starts[i - 1] = starts[i] - dropped;
            plus[i - 1] = plus[i];
        }
        groups--;
    }
}
