package dev.rasura.internal.residue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Folds text so that two spellings of a value compare equal: case (by no locale), accents and compatibility forms (NFKD,
 * marks stripped), invisible format characters (dropped), digits of any script, and every run of white space and
 * punctuation (one break). What is left is a sequence of tokens, runs of letters and digits.
 *
 * <p>A sign of a script written without spaces (Han, kana, Thai...) is a token of its own, else no name in such a text
 * would have a boundary.
 */
final class Normaliser {

    /** A break between tokens, in the result of {@link #fold}. */
    static final char BREAK = ' ';

    /** Letters that have no decomposition in Unicode but are commonly written without their stroke. */
    private static final Map<Integer, String> PLAIN = Map.of(
            (int) 'ø', "o", (int) 'ł', "l", (int) 'đ', "d", (int) 'ð', "d", (int) 'ħ', "h", (int) 'æ', "ae", (int) 'œ',
            "oe", (int) 'þ', "th", (int) 'ŧ', "t");

    private static final String[] FOLDED = new String[Character.MAX_VALUE + 1];
    private static final char[] ASCII = new char[128];

    static {
        for (char c = 0; c < ASCII.length; c++) {
            ASCII[c] = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
        }
    }

    private Normaliser() {}

    /** For an ASCII character its folded form, or 0 if it is a break. */
    static char foldAscii(char c) {
        return ASCII[c];
    }

    /** The folded form of a code point: token characters, {@link #BREAK}s, or nothing. */
    static String fold(int codePoint) {
        if (codePoint > Character.MAX_VALUE) {
            return compute(codePoint);
        }
        String folded = FOLDED[codePoint];
        if (folded == null) {
            folded = compute(codePoint);
            FOLDED[codePoint] = folded;
        }
        return folded;
    }

    /** The tokens of a text. */
    static List<String> tokens(String text) {
        var folded = new StringBuilder();
        text.codePoints().forEach(codePoint -> folded.append(fold(codePoint)));
        var tokens = new ArrayList<String>();
        for (String token : folded.toString().split(" ")) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /** How much a run of tokens says: a character each, and two for a sign that is a word or syllable of its own. */
    static int significance(List<String> tokens) {
        return tokens.stream()
                .flatMapToInt(String::codePoints)
                .map(codePoint -> standsAlone(codePoint) ? 2 : 1)
                .sum();
    }

    private static String compute(int codePoint) {
        String text = decompose(Character.toString(codePoint));
        // Upper, then lower: folds the sharp s to ss, the dotless i to i, both lower-case sigmas to one.
        text = decompose(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        var folded = new StringBuilder();
        text.codePoints().forEach(part -> append(folded, part));
        return folded.toString();
    }

    private static String decompose(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD);
    }

    private static void append(StringBuilder folded, int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return;
        }
        if (type == Character.DECIMAL_DIGIT_NUMBER) {
            folded.append((char) ('0' + Character.digit(codePoint, 10)));
        } else if (PLAIN.containsKey(codePoint)) {
            folded.append(PLAIN.get(codePoint));
        } else if (standsAlone(codePoint)) {
            folded.append(BREAK).appendCodePoint(codePoint).append(BREAK);
        } else if (Character.isLetter(codePoint) || type == Character.COMBINING_SPACING_MARK) {
            folded.appendCodePoint(codePoint);
        } else {
            folded.append(BREAK);
        }
    }

    private static boolean standsAlone(int codePoint) {
        if (codePoint < 0x0E00 || !Character.isLetter(codePoint)) {
            return false;
        }
        return Character.isIdeographic(codePoint)
                || switch (Character.UnicodeScript.of(codePoint)) {
                    case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }
}
