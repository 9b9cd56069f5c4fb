package dev.rasura.example.benchmarks;

import dev.rasura.example.benchmarks.erasure.ErasureBenchmark;
import dev.rasura.example.benchmarks.trail.TrailBenchmark;
import java.util.Arrays;

/** Runs the benchmark that the first argument names, with the arguments after it; {@code erasure} need not be named. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String... arguments) throws Exception {
        String name = arguments.length == 0 ? "" : arguments[0];
        switch (name) {
            case "erasure" -> ErasureBenchmark.main(rest(arguments));
            case "trail" -> TrailBenchmark.main(rest(arguments));
            default -> ErasureBenchmark.main(arguments);
        }
    }

    private static String[] rest(String... arguments) {
        return Arrays.copyOfRange(arguments, 1, arguments.length);
    }

    /** The argument at the place, or what holds without one. */
    public static String argument(String[] arguments, int place, String otherwise) {
        return arguments.length > place ? arguments[place] : otherwise;
    }
}
