package dev.rasura.example.quickstart;

import java.util.Iterator;
import java.util.Locale;

/** Prints as a person would like to read it. */
final class Console {

    private static final String INDENT = "  ";
    private static final int LABEL_WIDTH = 16;

    private final Terminal terminal;

    Console(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The heading of one of the steps. */
    void step(int number, String title) {
        terminal.out().println();
        terminal.out().println(styled(Style.HEADING, number + ". " + title));
    }

    /** The heading before the steps. */
    void title(String title) {
        terminal.out().println(styled(Style.HEADING, title));
    }

    void line(String text) {
        terminal.out().println(INDENT + text);
    }

    /** Lines that are laid out already. */
    void text(String lines) {
        lines.lines().forEach(terminal.out()::println);
    }

    void good(String text) {
        terminal.out().println(INDENT + styled(Style.GOOD, text));
    }

    void warning(String text) {
        terminal.out().println(INDENT + styled(Style.WARNING, text));
    }

    /** A value with its label before it; whole numbers get thousands separators. */
    void fact(String label, Object value) {
        String padding = " ".repeat(Math.max(1, LABEL_WIDTH - label.length()));
        terminal.out().println(INDENT + styled(Style.DIM, label) + padding + Table.printed(value));
    }

    void table(Table table) {
        String ellipsis = terminal.unicode() ? "…" : "...";
        Iterator<String> lines =
                table.lines(terminal.width() - INDENT.length(), ellipsis).iterator();
        terminal.out().println(INDENT + styled(Style.DIM, lines.next()));
        lines.forEachRemaining(this::line);
    }

    /** Does something that takes a while, and says so before and after. */
    <T, E extends Exception> T doing(String what, Work<T, E> work) throws E {
        if (terminal.interactive()) {
            terminal.out().print(INDENT + what + " ...");
            terminal.out().flush();
        }
        long start = System.nanoTime();
        T result = work.run();
        String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
        String before = terminal.interactive() ? "\r" : "";
        terminal.out().println(before + INDENT + what + " " + styled(Style.DIM, "(" + seconds + ")"));
        return result;
    }

    /** Something that takes a while. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private enum Style {
        HEADING("1;36"),
        GOOD("32"),
        WARNING("33"),
        DIM("2");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private String styled(Style style, String text) {
        return terminal.colour() ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }
}
