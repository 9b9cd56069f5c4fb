package dev.rasura.example.benchmarks;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.example.benchmarks.model.Person;
import dev.rasura.example.benchmarks.model.Purchase;
import dev.rasura.example.benchmarks.model.PurchaseLine;
import dev.rasura.example.benchmarks.model.Ticket;
import dev.rasura.example.benchmarks.model.TicketEntry;
import dev.rasura.example.benchmarks.model.Visit;
import dev.rasura.spi.KeyFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * How long it takes to erase a person with 10, 1,000 and 100,000 rows, beside the same by hand. The contestants take turns,
 * each round on fresh rows; what counts is the ratio within a round.
 */
public final class ErasureBenchmark {

    private static final int[] SIZES = {10, 1_000, 100_000};

    private final PrintStream out;

    private ErasureBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String... arguments) throws Exception {
        ErasureBenchmark benchmark = new ErasureBenchmark(System.out);
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            benchmark.run("PostgreSQL", server.getJdbcUrl("postgres", "postgres"), "generate_series");
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL could not be started.", e);
        }
        benchmark.run("H2", "jdbc:h2:mem:benchmark;DB_CLOSE_DELAY=-1", "system_range");
    }

    private void run(String database, String url, String series) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                SessionFactory factory = factory(url)) {
            connection.setAutoCommit(false);
            execute(
                    connection,
                    "create table yardstick_record (id uuid primary key, kind varchar(20), at timestamp, body varchar(2000))");
            connection.commit();
            try (Rasura rasura = Rasura.builder(factory)
                    .keys(KeyFile.ephemeral("benchmark.example/audit"))
                    .createTables(true)
                    .build()) {
                List<Contestant> contestants = List.of(
                        new Ours(rasura), new HandWritten(connection, true), new HandWritten(connection, false));
                Rows rows = new Rows(connection, series);
                for (int size : SIZES) {
                    compare(database, size, contestants, rows);
                }
            }
        }
    }

    private void compare(String database, int size, List<Contestant> contestants, Rows rows) throws Exception {
        int rounds = size >= 100_000 ? 9 : 101;
        int warmUp = size >= 100_000 ? 2 : 300;
        double[][] times = new double[contestants.size()][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < contestants.size(); i++) {
                long person = rows.fill(size);
                long start = System.nanoTime();
                contestants.get(i).erase(person);
                if (round >= 0) {
                    times[i][round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        for (int i = 0; i < contestants.size(); i++) {
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = times[0][round] / times[i][round];
            }
            Arrays.sort(ratios);
            Arrays.sort(times[i]);
            out.printf(
                    Locale.ROOT,
                    "%-10s %,8d rows  %-30s median %8.2f ms   ours / it: median %5.2f (%.2f to %.2f)%n",
                    database,
                    size,
                    contestants.get(i).name(),
                    times[i][rounds / 2],
                    ratios[rounds / 2],
                    ratios[0],
                    ratios[rounds - 1]);
        }
    }

    private static SessionFactory factory(String url) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("benchmark");
        configuration.managedClasses(List.of(
                Person.class, Purchase.class, PurchaseLine.class, Ticket.class, TicketEntry.class, Visit.class));
        configuration.properties(Map.of(
                "jakarta.persistence.jdbc.url",
                url,
                "hibernate.physical_naming_strategy",
                PhysicalNamingStrategySnakeCaseImpl.class.getName(),
                "jakarta.persistence.schema-generation.database.action",
                "create"));
        return configuration.createEntityManagerFactory();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rasura, as an application calls it. */
    private record Ours(Rasura rasura) implements Contestant {
        @Override
        public String name() {
            return "Rasura";
        }

        @Override
        public void erase(long person) {
            rasura.erasure().erase(SubjectRef.of(Person.class, person));
        }
    }

    /** Fresh rows for each turn, among those of others. */
    private static final class Rows {

        private static final int TABLES = 5;

        private final Connection connection;
        private final String series;
        private long next = 1;

        Rows(Connection connection, String series) {
            this.connection = connection;
            this.series = series;
        }

        /** Fills a person of that many rows and returns the key. */
        long fill(int size) throws SQLException {
            long person = next;
            next += size + 1L;
            int each = size / TABLES;
            List<String> statements = new ArrayList<>();
            statements.add("insert into person (id, name, email) values (" + person + ", 'Mary Major', 'mary" + person
                    + "@example.org')");
            for (String table : List.of("purchase", "ticket", "visit")) {
                statements.add("insert into " + table + " (id, person_id, text) select " + person + " + g.x, " + person
                        + ", 'some text' from " + series + "(1, " + each + ") as g(x)");
            }
            statements.add("insert into purchase_line (id, purchase_id, text) select " + person + " + g.x, " + person
                    + " + g.x, 'some text' from " + series + "(1, " + each + ") as g(x)");
            statements.add("insert into ticket_entry (id, ticket_id, text) select " + person + " + g.x, " + person
                    + " + g.x, 'some text' from " + series + "(1, " + each + ") as g(x)");
            for (String statement : statements) {
                execute(connection, statement);
            }
            connection.commit();
            return person;
        }
    }
}
