package dev.rasura.example.quickstart;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Who is reading: a person at a terminal, or a file. */
record Terminal(PrintStream out, boolean interactive, boolean colour, int width, boolean unicode) {

    private static final int DEFAULT_WIDTH = 120;
    private static final int SMALLEST_WIDTH = 60;

    /** Nothing is cut in a file: a ground that nobody can read is none. */
    private static final int UNCUT = 100_000;

    /** Up to JDK 21 there is no console where there is no terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static Terminal ofThisProcess() {
        Console console = System.console();
        boolean interactive = console != null && isTerminal(console);
        Charset charset = console != null && interactive ? console.charset() : StandardCharsets.UTF_8;
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        boolean colour = interactive && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                out, interactive, colour, interactive ? width(System.getenv("COLUMNS")) : UNCUT, encodes(charset));
    }

    /** A file: no colours, nothing written over. */
    static Terminal plain(PrintStream out) {
        return new Terminal(out, false, false, UNCUT, true);
    }

    /** From JDK 22 on there may be one all the same, which says what it is. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int width(@Nullable String columns) {
        try {
            return columns == null ? DEFAULT_WIDTH : Math.max(SMALLEST_WIDTH, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException e) {
            return DEFAULT_WIDTH;
        }
    }

    private static boolean encodes(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode('…');
    }
}
