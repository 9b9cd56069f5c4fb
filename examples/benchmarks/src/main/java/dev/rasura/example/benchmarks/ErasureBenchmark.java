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
 * How long it takes to erase a person with 10, 1,000 and 100,000 rows, beside the same by hand, by bulk HQL and entity by
 * entity. The contestants take turns, each round on fresh rows; what counts is the ratio within a round.
 *
 * <p>Arguments, both optional: the databases ({@code PostgreSQL,H2}) and the sizes ({@code 10,1000,100000}).
 */
public final class ErasureBenchmark {

    private static final String DATABASES = "PostgreSQL,H2";
    private static final String SIZES = "10,1000,100000";
    private static final int LARGE = 100_000;
    private static final int FEW = 3;

    private final PrintStream out;

    private final List<Integer> sizes;

    private ErasureBenchmark(PrintStream out, List<Integer> sizes) {
        this.out = out;
        this.sizes = sizes;
    }

    public static void main(String... arguments) throws Exception {
        List<String> databases = List.of((arguments.length > 0 ? arguments[0] : DATABASES).split(",", -1));
        List<Integer> sizes = Arrays.stream((arguments.length > 1 ? arguments[1] : SIZES).split(",", -1))
                .map(Integer::valueOf)
                .toList();
        ErasureBenchmark benchmark = new ErasureBenchmark(System.out, sizes);
        if (databases.contains("PostgreSQL")) {
            try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
                benchmark.run("PostgreSQL", server.getJdbcUrl("postgres", "postgres"), "generate_series");
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL could not be started.", e);
            }
        }
        if (databases.contains("H2")) {
            benchmark.run("H2", "jdbc:h2:mem:benchmark;DB_CLOSE_DELAY=-1", "system_range");
        }
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
                        new Ours(rasura),
                        new HandWritten(connection, true),
                        new HandWritten(connection, false),
                        new HqlBulk(factory),
                        new EntityLoop(factory, true),
                        new EntityLoop(factory, false));
                Rows rows = new Rows(connection, series);
                for (int size : sizes) {
                    compare(database, size, contestants, rows);
                }
            }
        }
    }

    private void compare(String database, int size, List<Contestant> contestants, Rows rows) throws Exception {
        boolean large = size >= LARGE;
        int rounds = large ? 9 : 101;
        int warmUp = large ? 1 : 600;
        double[][] times = new double[contestants.size()][];
        for (int i = 0; i < contestants.size(); i++) {
            times[i] = new double[large && contestants.get(i).slow() ? FEW : rounds];
        }
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < contestants.size(); i++) {
                boolean takesPart = round < 0 ? !large || !contestants.get(i).slow() : round < times[i].length;
                if (takesPart) {
                    long person = rows.fill(size);
                    long start = System.nanoTime();
                    contestants.get(i).erase(person);
                    if (round >= 0) {
                        times[i][round] = (System.nanoTime() - start) / 1e6;
                    }
                }
            }
        }
        double[] ours = times[0].clone();
        for (int i = 0; i < contestants.size(); i++) {
            print(database, size, contestants.get(i), ours, times[i]);
        }
    }

    /** The ratio of the fastest tenths says most on a busy machine: it disturbed these least. */
    private void print(String database, int size, Contestant contestant, double[] ours, double[] times) {
        double[] ratios = new double[times.length];
        for (int round = 0; round < times.length; round++) {
            ratios[round] = ours[round] / times[round];
        }
        double[] oursSorted = Arrays.copyOf(ours, times.length);
        double[] sorted = times.clone();
        Arrays.sort(oursSorted);
        Arrays.sort(sorted);
        Arrays.sort(ratios);
        int median = times.length / 2;
        int tenth = times.length / 10;
        out.printf(
                Locale.ROOT,
                "%-10s %,8d rows  %-28s median %9.2f ms   ours / it: median %6.3f (%.3f to %.3f)  fastest tenth %6.3f%n",
                database,
                size,
                contestant.name(),
                sorted[median],
                ratios[median],
                ratios[0],
                ratios[times.length - 1],
                oursSorted[tenth] / sorted[tenth]);
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
