package dev.rasura.example.benchmarks.trail;

import dev.rasura.Rasura;
import dev.rasura.audit.SealReport;
import dev.rasura.example.benchmarks.Comparison;
import dev.rasura.example.benchmarks.Contestant;
import dev.rasura.example.benchmarks.Database;
import dev.rasura.example.benchmarks.Rows;
import dev.rasura.example.benchmarks.Turns;
import dev.rasura.example.benchmarks.trail.model.Member;
import dev.rasura.example.benchmarks.trail.model.Visit;
import dev.rasura.spi.KeyFile;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.javers.repository.sql.DialectName;

/**
 * What it costs a transaction of inserts to be recorded: by nobody, by Rasura, by Envers, by JaVers. Sealing comes later and
 * is another thread's work; its part of each turn is added in a line of its own.
 */
final class InsertBenchmark {

    /** The JVM compiles for good what was called some ten thousand times. */
    private static final int WARM_UP_SECONDS = 60;

    private static final int MANY = 50;

    private static final List<Shape> SHAPES = List.of(new Shape(1, 1), new Shape(MANY, 1), new Shape(MANY, MANY));

    /** How many rows a transaction inserts, and of how many members. */
    private record Shape(int rows, int members) {}

    private final PrintStream out;
    private final Database database;
    private final int seconds;

    InsertBenchmark(PrintStream out, Database database, int seconds) {
        this.out = out;
        this.database = database;
        this.seconds = seconds;
    }

    void run() throws Exception {
        try (SessionFactory envers = Factories.withEnvers(database.url());
                SessionFactory plain = Factories.plain(database.url());
                SessionFactory recorded = Factories.plain(database.url());
                Connection creating = DriverManager.getConnection(database.url());
                Rasura rasura = Rasura.builder(recorded)
                        .keys(KeyFile.ephemeral("benchmark.example/audit"))
                        .createTables(true)
                        .build()) {
            creating.setAutoCommit(false);
            JaversCommits javers = new JaversCommits(
                    database.name().startsWith("PostgreSQL") ? DialectName.POSTGRES : DialectName.H2, creating);
            creating.commit();
            List<Member> members = plain.fromTransaction(session -> IntStream.range(0, MANY)
                    .mapToObj(i -> new Member("Mary Major " + i))
                    .peek(session::persist)
                    .toList());
            Rows visits = new Visits(database);
            for (Shape shape : SHAPES) {
                int rows = shape.rows();
                List<Member> whose = members.subList(0, shape.members());
                BiConsumer<Session, Visit> nothing = (session, visit) -> {};
                List<Contestant> contestants = List.of(
                        new Inserts("Rasura, staged", false, recorded, whose, rows, nothing),
                        new Inserts("plain Hibernate", false, plain, whose, rows, nothing),
                        new Inserts("Envers", false, envers, whose, rows, nothing),
                        new Inserts("JaVers", true, plain, whose, rows, javers));
                String title = database.name() + " of " + whose.size();
                new Comparison(out, title, rows, WARM_UP_SECONDS, contestants, visits).warmUp();
                rasura.audit().seal();
                List<Turns> turns = new Comparison(out, title, rows, seconds, contestants, visits).run();
                sealed(rasura, title, rows, turns);
            }
        }
    }

    private void sealed(Rasura rasura, String title, int rows, List<Turns> turns) {
        long start = System.nanoTime();
        SealReport report = rasura.audit().seal();
        double millis = (System.nanoTime() - start) / 1e6 / report.sealed();
        out.printf(Locale.ROOT, "%s, %d rows: %d events sealed, %.3f ms each%n", title, rows, report.sealed(), millis);
        Turns sealed = turns.get(0).withMore(" and sealed", millis);
        turns.subList(1, turns.size()).forEach(other -> out.println(other.line(title, rows, sealed)));
    }
}
