package dev.rasura.example.benchmarks.erasure;

import static dev.rasura.example.benchmarks.Benchmarks.argument;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.MissingIndex;
import dev.rasura.example.benchmarks.Comparison;
import dev.rasura.example.benchmarks.Contestant;
import dev.rasura.example.benchmarks.Database;
import dev.rasura.example.benchmarks.Rows;
import dev.rasura.example.benchmarks.erasure.model.Person;
import dev.rasura.example.benchmarks.erasure.model.Purchase;
import dev.rasura.example.benchmarks.erasure.model.PurchaseLine;
import dev.rasura.example.benchmarks.erasure.model.Ticket;
import dev.rasura.example.benchmarks.erasure.model.TicketEntry;
import dev.rasura.example.benchmarks.erasure.model.Visit;
import dev.rasura.spi.KeyFile;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
 * parsed), the sizes ({@code 10,1000,100000}), and how many seconds each size may be measured on each database. With the
 * system property {@code indexes} the indexes are made first that Rasura says are missing; all contestants have them then.
 */
public final class ErasureBenchmark {

    private static final String DATABASES = "PostgreSQL,H2";
    private static final String SIZES = "10,1000,100000";
    private static final String SECONDS = "70";

    /** The JVM compiles for good what was called some ten thousand times: so often must each contestant have had its turn. */
    private static final int WARM_UP_SECONDS = 180;

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
        List<Integer> sizes = Arrays.stream(argument(arguments, 1, SIZES).split(",", -1))
                .map(Integer::valueOf)
                .toList();
        ErasureBenchmark benchmark =
                new ErasureBenchmark(System.out, sizes, Integer.parseInt(argument(arguments, 2, SECONDS)));
        Database.each(argument(arguments, 0, DATABASES), benchmark::run);
    }

    private void run(Database database) throws Exception {
        // Nobody has a connection that is warm from filling.
        try (Connection filling = DriverManager.getConnection(database.url());
                Connection connection = DriverManager.getConnection(database.url());
                SessionFactory factory = factory(database.url());
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("benchmark.example/audit"))
                        .createTables(true)
                        // Else the others' changes through Hibernate would be recorded too.
                        .captureChanges(false)
                        .build()) {
            if (Boolean.getBoolean("indexes")) {
                makeMissingIndexes(rasura, connection);
            }
            filling.setAutoCommit(false);
            connection.setAutoCommit(false);
            Rows rows = new PersonRows(filling, database.series(), database.tidy());
            YardstickRecords records = new YardstickRecords(connection);
            List<Contestant> contestants = List.of(
                    new Ours(rasura),
                    new HandWritten(connection, HandWritten.Safety.OTHERS_ASKED, records),
                    new HandWritten(connection, HandWritten.Safety.ALL_RECORDS, records),
                    new HandWritten(connection, HandWritten.Safety.EVENT_AND_RECEIPT, records),
                    new HandWritten(connection, HandWritten.Safety.NONE, records),
                    new HqlBulk(factory),
                    new EntityLoop(factory, true),
                    new EntityLoop(factory, false));
            new Comparison(out, database.name(), SMALL, WARM_UP_SECONDS, contestants, rows).warmUp();
            for (int size : sizes) {
                new Comparison(out, database.name(), size, seconds, contestants, rows).run();
            }
        }
    }

    private void makeMissingIndexes(Rasura rasura, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (MissingIndex index : rasura.erasure().missingIndexes()) {
                out.println(index.statement());
                statement.execute(index.statement());
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
        public void turn(long person) {
            rasura.erasure().erase(SubjectRef.of(Person.class, person));
        }
    }
}
