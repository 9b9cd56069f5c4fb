package dev.rasura.internal.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A page for a console, no wider than {@value #WIDTH} columns: too long texts are wrapped, never cut. */
public final class TextPage implements Page {

    public static final int WIDTH = 100;
    private static final int NARROWEST = 8;
    private static final String GAP = "  ";
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    @Override
    public void title(String text) {
        wrapped("", text);
        out.append("=".repeat(Math.min(WIDTH, length(Page.printable(text))))).append('\n');
    }

    @Override
    public void heading(int level, String text) {
        out.append('\n');
        wrapped("", text);
        if (level < 3) {
            out.append("-".repeat(Math.min(WIDTH, length(Page.printable(text)))))
                    .append('\n');
        }
    }

    @Override
    public void paragraph(String text) {
        wrapped("", text);
    }

    @Override
    public void facts(Facts facts) {
        int label = facts.values().keySet().stream()
                .mapToInt(TextPage::length)
                .max()
                .orElse(0);
        for (Map.Entry<String, List<String>> fact : facts.values().entrySet()) {
            String lead = INDENT + padded(fact.getKey(), label) + GAP;
            for (String value : fact.getValue()) {
                wrapped(lead, value);
                lead = " ".repeat(lead.length());
            }
        }
    }

    @Override
    public void grid(String caption, List<String> header, List<List<String>> rows) {
        int[] widths = widths(header, rows);
        row(header, widths);
        row(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths);
        rows.forEach(cells -> row(cells, widths));
    }

    @Override
    public String text() {
        return out.toString();
    }

    /** As wide as the texts want to be, then the widest narrowed until the row fits. */
    private static int[] widths(List<String> header, List<List<String>> rows) {
        int[] widths = header.stream().mapToInt(TextPage::length).toArray();
        for (List<String> cells : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(
                        widths[i],
                        Page.lines(cells.get(i)).stream()
                                .mapToInt(TextPage::length)
                                .max()
                                .orElse(0));
            }
        }
        int excess = INDENT.length() + Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - WIDTH;
        for (; excess > 0; excess--) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private void row(List<String> cells, int[] widths) {
        List<List<String>> columns = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            List<String> lines = new ArrayList<>();
            for (String line : Page.lines(cells.get(i))) {
                lines.addAll(wrap(line, widths[i]));
            }
            columns.add(lines);
            height = Math.max(height, lines.size());
        }
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder(INDENT);
            for (int i = 0; i < widths.length; i++) {
                text.append(i == 0 ? "" : GAP)
                        .append(padded(
                                line < columns.get(i).size() ? columns.get(i).get(line) : "", widths[i]));
            }
            out.append(text.toString().stripTrailing()).append('\n');
        }
    }

    private void wrapped(String lead, String text) {
        String prefix = lead;
        for (String line : wrap(Page.printable(text), Math.max(NARROWEST, WIDTH - lead.length()))) {
            out.append((prefix + line).stripTrailing()).append('\n');
            prefix = " ".repeat(lead.length());
        }
    }

    /** Broken between words; a word too long for a line of its own is broken inside. */
    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (!line.isEmpty() && length(line) + 1 + length(rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (length(rest) > width) {
                int end = rest.offsetByCodePoints(0, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - length(text)));
    }

    private static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
