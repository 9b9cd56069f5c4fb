package dev.rasura.testing;

import dev.rasura.internal.sql.DatabaseFamily;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Where contract tests get an empty database: H2 in memory, or one of a PostgreSQL or MariaDB that all test classes share. */
public final class TestDatabases {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private TestDatabases() {}

    public static TestDatabase of(DatabaseFamily family) {
        return switch (family) {
            case H2 -> h2();
            case POSTGRESQL -> postgresql();
            case MARIADB -> mariadb();
        };
    }

    /**
     * The families on which contract tests run: H2 and PostgreSQL, unless the system property
     * {@code rasura.test.databases} names others. In the profile {@code mariadb} it is MariaDB.
     */
    public static List<DatabaseFamily> families() {
        return Stream.of(System.getProperty("rasura.test.databases", "H2,POSTGRESQL")
                        .split(","))
                .map(DatabaseFamily::valueOf)
                .toList();
    }

    public static TestDatabase h2() {
        String url =
                "jdbc:h2:mem:rasura_" + NUMBERS.incrementAndGet() + ";DB_CLOSE_DELAY=-1;TIME ZONE=America/St_Johns";
        return new TestDatabase(DatabaseFamily.H2, url, "sa", "", () -> execute(url, "sa", "shutdown"));
    }

    public static TestDatabase postgresql() {
        int port = SharedPostgres.SERVER.getPort();
        String name = "rasura_" + NUMBERS.incrementAndGet();
        String server = "jdbc:postgresql://localhost:" + port + "/";
        execute(server + "postgres", "postgres", "create database " + name);
        return new TestDatabase(
                DatabaseFamily.POSTGRESQL,
                server + name + "?options=-c%20TimeZone=America/St_Johns",
                "postgres",
                "postgres",
                () -> execute(server + "postgres", "postgres", "drop database " + name + " with (force)"));
    }

    /** In a collation that tells neither case nor accents nor blanks at the end, as is common there. */
    public static TestDatabase mariadb() {
        String name = "rasura_" + NUMBERS.incrementAndGet();
        String server = "jdbc:mariadb://localhost:" + SharedMariaDb.SERVER.port() + "/";
        execute(server, "root", "create database " + name + " character set utf8mb4 collate utf8mb4_general_ci");
        return new TestDatabase(
                DatabaseFamily.MARIADB,
                server + name,
                "root",
                "",
                () -> execute(server, "root", "drop database " + name));
    }

    /** Where the tests' MariaDB listens. Only the profile {@code mariadb} has one. */
    public interface MariaServer {
        int port();
    }

    private static void execute(String url, String user, String sql) {
        String password = user.equals("postgres") ? "postgres" : "";
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static final class SharedMariaDb {
        private static final MariaServer SERVER = ServiceLoader.load(MariaServer.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is a MariaDB in the profile mariadb only."));
    }

    /** Started when the first test asks; it stops with the JVM. */
    private static final class SharedPostgres {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setDataDirectory(ServerFolder.create("rasura-postgresql"))
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_wal_size", "256MB")
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("max_prepared_transactions", "10")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
