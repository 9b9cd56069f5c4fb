package dev.rasura.spring;

import java.util.Locale;

/**
 * Makes visible what would change how a line reads: control characters, line and paragraph separators, and the invisible
 * ones that turn its direction (Unicode TR 36, 2.10). Written as <code>&#92;u{202e}</code>, so that two names stay two names.
 */
final class PlainText {

    private static final int LONGEST = 255;

    private PlainText() {}

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().limit(LONGEST).forEach(point -> {
            if (isVisible(point)) {
                plain.appendCodePoint(point);
            } else {
                plain.append(String.format(Locale.ROOT, "\\u{%04x}", point));
            }
        });
        return plain.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
