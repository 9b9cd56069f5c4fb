package dev.rasura.example.quickstart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of text and numbers, aligned: text to the left, numbers to the right, too long texts cut. */
final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    /** Line breaks and direction marks in somebody's data must not draw in our table. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numeric;

    Table(String... header) {
        this.header = List.of(header);
        this.numeric = new boolean[header.length];
    }

    /** Adds a row. Whole numbers get thousands separators, null is empty. */
    Table row(@Nullable Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    "A row of this table has " + header.size() + " cells, but got " + cells.length + ".");
        }
        for (int i = 0; i < cells.length; i++) {
            numeric[i] |= cells[i] instanceof Number;
        }
        rows.add(Arrays.stream(cells).map(Table::text).toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The header and the rows, cut to the width, but never a text to less than {@value #NARROWEST} characters. */
    List<String> lines(int width, String ellipsis) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths, ellipsis));
        rows.forEach(row -> lines.add(line(row, widths, ellipsis)));
        return lines;
    }

    private static String text(@Nullable Object cell) {
        return cell == null
                ? ""
                : UNPRINTABLE.matcher(printed(cell)).replaceAll(" ").strip();
    }

    /** Whole numbers with thousands separators, everything else as it is. */
    static String printed(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
        return value.toString();
    }

    private int[] widths(int width) {
        int[] widths = IntStream.range(0, header.size()).map(this::naturalWidth).toArray();
        int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        for (; excess > 0; excess--) {
            int widest = widestText(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private int naturalWidth(int column) {
        int widest = header.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }

    private int widestText(int[] widths) {
        int widest = 0;
        for (int i = 0; i < widths.length; i++) {
            boolean better = numeric[widest] || widths[i] > widths[widest];
            if (!numeric[i] && better) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> cells, int[] widths, String ellipsis) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> cell(cells.get(i), widths[i], numeric[i], ellipsis))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width, boolean right, String ellipsis) {
        if (text.length() > width) {
            return text.substring(0, width - ellipsis.length()) + ellipsis;
        }
        String padding = " ".repeat(width - text.length());
        return right ? padding + text : text + padding;
    }
}
