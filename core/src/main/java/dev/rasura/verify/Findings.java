package dev.rasura.verify;

import java.io.PrintStream;

/** Prints what does not verify, a line each, and counts it. */
final class Findings {

    private static final int MOST = 1_000;

    private final PrintStream out;
    private long count;

    Findings(PrintStream out) {
        this.out = out;
    }

    void add(String where, String what) {
        if (++count <= MOST) {
            out.println(printable(where + ": " + what));
        } else if (count == MOST + 1) {
            out.println("There are more; only the first " + MOST + " are listed.");
        }
    }

    /** What was read may hold anything: nothing of it may end a line, or move on the reader's screen. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(each -> {
            int type = Character.getType(each);
            boolean harmless = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            printable.appendCodePoint(harmless ? each : 0xFFFD);
        });
        return printable.toString();
    }

    long count() {
        return count;
    }
}
