package dev.rasura.testing;

import dev.rasura.internal.sql.DatabaseFamily;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Where contract tests get an empty database: H2 in memory, or one of a PostgreSQL that all test classes share. */
public final class TestDatabases {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private TestDatabases() {}

    public static TestDatabase of(DatabaseFamily family) {
        return switch (family) {
            case H2 -> h2();
            case POSTGRESQL -> postgresql();
        };
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

    private static void execute(String url, String user, String sql) {
        try (Connection connection = DriverManager.getConnection(url, user, "sa".equals(user) ? "" : "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Started when the first test asks; it stops with the JVM. */
    private static final class SharedPostgres {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
