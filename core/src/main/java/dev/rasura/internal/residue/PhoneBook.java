package dev.rasura.internal.residue;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Telephone numbers by their digits. {@code +49 170 1234567}, {@code 0049-170-1234567} and {@code 0170/1234567} are one
 * number; which digits are the country's is not known here, so each length from one to three is tried.
 */
final class PhoneBook {

    /** Fewer digits are no telephone number and are compared as text only. */
    static final int SHORTEST = 5;

    /** Fewer digits left after dropping a country code would be found by chance. */
    static final int SHORTEST_NATIONAL = 8;

    /** More digits than E.164's fifteen, prefixes included, are no telephone number. */
    static final int LONGEST = 24;

    private static final int[] NONE = {};

    private final Map<String, int[]> whole = new HashMap<>();
    private final Map<String, int[]> national = new HashMap<>();
    private long lengths;

    static boolean isPhone(String value) {
        int digits = digits(value).length();
        return digits >= SHORTEST && digits <= LONGEST;
    }

    /** Files a number under every form that may be written. */
    void add(String value, int part) {
        for (String form : formsOf(value)) {
            whole.merge(form, new int[] {part}, (a, b) -> NeedleIndex.append(a, b[0]));
            lengths |= 1L << form.length();
        }
        String digits = digits(value);
        if (!isInternational(value, digits)) {
            String core = digits.startsWith("0") ? digits.substring(1) : digits;
            if (core.length() >= SHORTEST_NATIONAL) {
                national.merge(core, new int[] {part}, (a, b) -> NeedleIndex.append(a, b[0]));
            }
        }
    }

    /** The digit strings that stand for a number. */
    Set<String> formsOf(String value) {
        String digits = digits(value);
        var forms = new LinkedHashSet<String>();
        forms.add(digits);
        if (isInternational(value, digits)) {
            String bare = digits.startsWith("00") ? digits.substring(2) : digits;
            forms.add(bare);
            forms.add("00" + bare);
            for (int country = 1; country <= 3 && bare.length() - country >= SHORTEST_NATIONAL; country++) {
                forms.add(bare.substring(country));
                forms.add("0" + bare.substring(country));
            }
        } else if (digits.startsWith("0") && digits.length() > SHORTEST_NATIONAL) {
            forms.add(digits.substring(1));
        }
        return forms;
    }

    boolean isEmpty() {
        return whole.isEmpty();
    }

    /** The parts whose digits are exactly these. */
    int[] find(char[] digits, int from, int to) {
        int length = to - from;
        if (length > LONGEST + 2 || (lengths & 1L << length) == 0) {
            return NONE;
        }
        return whole.getOrDefault(new String(digits, from, length), NONE);
    }

    /** The parts in national form that an international number, without its plus or zeros, stands for. */
    int[] findNational(char[] digits, int from, int to) {
        for (int country = 1; country <= 3 && to - from - country >= SHORTEST_NATIONAL; country++) {
            int[] found = national.get(new String(digits, from + country, to - from - country));
            if (found != null) {
                return found;
            }
        }
        return NONE;
    }

    private static boolean isInternational(String value, String digits) {
        return value.strip().startsWith("+") || digits.startsWith("00");
    }

    private static String digits(String value) {
        var digits = new StringBuilder();
        // "+49 (0)170": the zero in brackets is not dialled from abroad.
        String dialled = value.strip().startsWith("+") ? value.replace("(0)", "") : value;
        dialled.codePoints().filter(Character::isDigit).forEach(c -> digits.append(Character.digit(c, 10)));
        return digits.toString();
    }
}
