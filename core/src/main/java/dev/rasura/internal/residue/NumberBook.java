package dev.rasura.internal.residue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Account and identity numbers by their letters and digits alone: an IBAN is printed in groups of four and stored without
 * (ISO 13616), and a national number has its hyphen in one place and not in another.
 */
final class NumberBook {

    /** An IBAN has at most so many letters and digits. */
    static final int LONGEST = 34;

    private static final int SHORTEST = 8;
    private static final int FEWEST_DIGITS = 6;
    private static final int LONGEST_WORD = 4;
    private static final int[] NONE = {};

    private final Map<String, int[]> whole = new HashMap<>();
    private long lengths;

    /** Whether a value is such a number: mostly digits, and no word among its parts. */
    static boolean isNumber(String value, List<String> tokens) {
        String signs = String.join("", tokens);
        return signs.length() >= SHORTEST
                && signs.length() <= LONGEST
                && value.indexOf('@') < 0
                && signs.chars().allMatch(c -> isDigit(c) || (c >= 'a' && c <= 'z'))
                && signs.chars().filter(NumberBook::isDigit).count() >= FEWEST_DIGITS
                && tokens.stream()
                        .allMatch(t -> t.length() <= LONGEST_WORD || t.chars().anyMatch(NumberBook::isDigit));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    void add(List<String> tokens, int part) {
        String signs = String.join("", tokens);
        whole.merge(signs, new int[] {part}, (a, b) -> NeedleIndex.append(a, b[0]));
        lengths |= 1L << signs.length();
    }

    boolean isEmpty() {
        return whole.isEmpty();
    }

    /** The parts whose letters and digits are exactly these. */
    int[] find(char[] signs, int from, int to) {
        int length = to - from;
        if (length > LONGEST || (lengths & 1L << length) == 0) {
            return NONE;
        }
        return whole.getOrDefault(new String(signs, from, length), NONE);
    }
}
