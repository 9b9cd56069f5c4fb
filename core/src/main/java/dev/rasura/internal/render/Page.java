package dev.rasura.internal.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page as it is being written, whatever its format. What is written is text, never markup: each format escapes for
 * itself. The same calls give the same bytes, whatever the locale, the zone and the system.
 */
public interface Page {

    /** A line break within a cell or a value. */
    String BREAK = "\n";

    /** What is printed where a person must write. */
    String MISSING = "MISSING";

    void title(String text);

    /** @param level 2 for a section, 3 for a part of one */
    void heading(int level, String text);

    void paragraph(String text);

    /** Labels and what is to be said under each; labels without a value are left out. */
    void facts(Facts facts);

    /** @param header as many as each row has cells; the first cell of a row names it */
    void grid(String caption, List<String> header, List<List<String>> rows);

    /** The whole page, ended by a line feed. */
    String text();

    /** Labelled values in the order in which they were added. */
    final class Facts {

        private final Map<String, List<String>> values = new LinkedHashMap<>();

        public Facts add(String label, String value) {
            return add(label, List.of(value));
        }

        public Facts add(String label, List<String> lines) {
            List<String> told = lines.stream().filter(line -> !line.isBlank()).toList();
            if (!told.isEmpty()) {
                values.put(label, told);
            }
            return this;
        }

        Map<String, List<String>> values() {
            return values;
        }
    }

    /** Control characters and direction marks in somebody's text must not draw in our page. */
    Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+");

    /** The text in one line of printable characters. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    }

    /** Whether the text says of something that it is missing, and is to stand out. */
    static boolean endsMissing(String text) {
        return text.equals(MISSING) || text.endsWith(": " + MISSING);
    }

    /** The lines of a cell, each printable. */
    static List<String> lines(String cell) {
        return cell.lines().map(Page::printable).toList();
    }
}
