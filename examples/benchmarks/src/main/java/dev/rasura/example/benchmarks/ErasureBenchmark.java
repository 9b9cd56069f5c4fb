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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * How long it takes to erase a person with 10, 1,000 and 100,000 rows, beside the same by hand, by bulk HQL and entity by
 * entity.
 *
 * <p>Arguments, all optional: the databases ({@code PostgreSQL,H2}; also {@code H2-cache}, which keeps more statements
 * parsed), the sizes ({@code 10,1000,100000}), and how many seconds each size may be measured on each database.
 */
public final class ErasureBenchmark {

    private static final String DATABASES = "PostgreSQL,H2";
    private static final String SIZES = "10,1000,100000";
    private static final String SECONDS = "70";

    /** The JVM compiles what was called some thousand times: so often must each contestant have had its turn. */
    private static final int WARM_UP_SECONDS = 60;

    private static final int SMALL = 10;

    private final PrintStream out;
    private final List<Integer> sizes;
    private final int seconds;

    private ErasureBenchmark(PrintStream out, List<Integer> sizes, int seconds) {
        this.out = out;
        this.sizes = sizes;
        this.seconds = seconds;
    }

    public static void main(String... arguments) throws Exception {
        List<String> databases = List.of(argument(arguments, 0, DATABASES).split(",", -1));
        List<Integer> sizes = Arrays.stream(argument(arguments, 1, SIZES).split(",", -1))
                .map(Integer::valueOf)
                .toList();
        ErasureBenchmark benchmark =
                new ErasureBenchmark(System.out, sizes, Integer.parseInt(argument(arguments, 2, SECONDS)));
        for (String database : databases) {
            switch (database) {
                case "PostgreSQL" -> benchmark.onPostgres();
                case "H2" -> benchmark.onH2(database, "");
                case "H2-cache" -> benchmark.onH2(database, ";QUERY_CACHE_SIZE=64");
                default -> throw new IllegalArgumentException("The benchmark knows no database '" + database + "'.");
            }
        }
    }

    private static String argument(String[] arguments, int position, String otherwise) {
        return arguments.length > position ? arguments[position] : otherwise;
    }

    /** Its rows are cleared away between rounds, not by a worker of its own in the middle of one. */
    private void onPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("autovacuum", "off")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("checkpoint_timeout", "30min")
                .start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            run(
                    "PostgreSQL",
                    url + (url.contains("?") ? "&" : "?") + "socketFactory=" + RoundTrips.class.getName(),
                    "generate_series",
                    "vacuum analyze");
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL could not be started.", e);
        }
    }

    private void onH2(String database, String settings) throws Exception {
        run(database, "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1" + settings, "system_range", "analyze");
    }

    private void run(String database, String url, String series, String tidy) throws Exception {
        // Nobody has a connection that is warm from filling.
        try (Connection filling = DriverManager.getConnection(url);
                Connection connection = DriverManager.getConnection(url);
                SessionFactory factory = factory(url);
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("benchmark.example/audit"))
                        .createTables(true)
                        // Else the others' changes through Hibernate would be recorded too.
                        .captureChanges(false)
                        .build()) {
            filling.setAutoCommit(false);
            connection.setAutoCommit(false);
            Rows rows = new Rows(filling, series, tidy);
            YardstickRecords records = new YardstickRecords(connection);
            List<Contestant> contestants = List.of(
                    new Ours(rasura),
                    new HandWritten(connection, HandWritten.Safety.ALL_RECORDS, records),
                    new HandWritten(connection, HandWritten.Safety.EVENT_AND_RECEIPT, records),
                    new HandWritten(connection, HandWritten.Safety.NONE, records),
                    new HqlBulk(factory),
                    new EntityLoop(factory, true),
                    new EntityLoop(factory, false));
            new Comparison(out, database, SMALL, WARM_UP_SECONDS, contestants, rows).warmUp();
            for (int size : sizes) {
                new Comparison(out, database, size, seconds, contestants, rows).run();
            }
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
}
