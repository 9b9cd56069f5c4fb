package dev.rasura.internal.render;

import java.util.List;
import java.util.stream.Collectors;

/** A page in the Markdown that code hosts render, tables included. */
public final class MarkdownPage implements Page {

    private static final String ALWAYS = "\\`*[]<>|~&$";
    private static final String AT_START = "#+-.)";

    private final StringBuilder out = new StringBuilder();

    @Override
    public void title(String text) {
        out.append("# ").append(escape(text)).append("\n\n");
    }

    @Override
    public void heading(int level, String text) {
        out.append("#".repeat(level)).append(' ').append(escape(text)).append("\n\n");
    }

    @Override
    public void paragraph(String text) {
        out.append(escape(text)).append("\n\n");
    }

    @Override
    public void facts(Facts facts) {
        facts.values().forEach((label, values) -> {
            out.append("- **").append(literal(label)).append(":**");
            if (values.size() == 1) {
                out.append(' ').append(escape(values.get(0))).append('\n');
            } else {
                out.append('\n');
                values.forEach(value -> out.append("  - ").append(escape(value)).append('\n'));
            }
        });
        out.append(facts.values().isEmpty() ? "" : "\n");
    }

    @Override
    public void grid(String caption, List<String> header, List<List<String>> rows) {
        row(header);
        out.append("|").append(" --- |".repeat(header.size())).append('\n');
        rows.forEach(this::row);
        out.append('\n');
    }

    private void row(List<String> cells) {
        out.append('|');
        for (String cell : cells) {
            out.append(' ')
                    .append(Page.lines(cell).stream().map(MarkdownPage::escape).collect(Collectors.joining("<br>")))
                    .append(cell.isEmpty() ? "|" : " |");
        }
        out.append('\n');
    }

    @Override
    public String text() {
        return out.toString().stripTrailing() + "\n";
    }

    /** Text that reads as it was written, but that what is missing stands out; so it cannot lie within what stands out itself. */
    static String escape(String text) {
        String read = literal(text);
        return Page.endsMissing(Page.printable(text))
                ? read.substring(0, read.length() - MISSING.length()) + "**" + MISSING + "**"
                : read;
    }

    /**
     * Text that reads as it was written. Punctuation is escaped where it can mean something: a hyphen or full stop only at
     * the start of what would be a list, an underscore only at the edge of a word.
     */
    private static String literal(String text) {
        String plain = Page.printable(text);
        StringBuilder escaped = new StringBuilder(plain.length() + 8);
        boolean lineStart = true;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean edge = c == '_' && !(isWord(plain, i - 1) && isWord(plain, i + 1));
            if (ALWAYS.indexOf(c) >= 0 || edge || (lineStart && AT_START.indexOf(c) >= 0)) {
                escaped.append('\\');
            }
            escaped.append(c);
            lineStart = lineStart && (Character.isDigit(c) || AT_START.indexOf(c) >= 0);
        }
        return escaped.toString();
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
