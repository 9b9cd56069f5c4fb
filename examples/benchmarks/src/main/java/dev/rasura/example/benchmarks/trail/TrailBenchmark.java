package dev.rasura.example.benchmarks.trail;

import static dev.rasura.example.benchmarks.Benchmarks.argument;

import dev.rasura.example.benchmarks.Database;
import java.util.List;

/**
 * What the audit trail costs. Arguments, all optional: the parts ({@code inserts,volume,log}), the databases of the inserts
 * ({@code PostgreSQL,H2}), how many seconds each shape of transaction may be measured, and how many events the trail has in
 * the end whose sealing, verification and search are measured.
 */
public final class TrailBenchmark {

    private static final String PARTS = "inserts,volume,log";
    private static final String DATABASES = "PostgreSQL,H2";
    private static final String SECONDS = "60";
    private static final String EVENTS = "1000000";

    private TrailBenchmark() {}

    public static void main(String... arguments) throws Exception {
        List<String> parts = List.of(argument(arguments, 0, PARTS).split(",", -1));
        int seconds = Integer.parseInt(argument(arguments, 2, SECONDS));
        if (parts.contains("inserts")) {
            Database.each(
                    argument(arguments, 1, DATABASES),
                    database -> new InsertBenchmark(System.out, database, seconds).run());
        }
        if (parts.contains("log")) {
            Database.each("H2", database -> new LogBenchmark(System.out, database, seconds).run());
        }
        if (parts.contains("volume")) {
            int events = Integer.parseInt(argument(arguments, 3, EVENTS));
            Database.each("PostgreSQL", database -> new VolumeBenchmark(System.out, database, events).run());
        }
    }
}
