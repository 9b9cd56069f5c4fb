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
            out.println(where + ": " + what);
        } else if (count == MOST + 1) {
            out.println("There are more; only the first " + MOST + " are listed.");
        }
    }

    long count() {
        return count;
    }
}
