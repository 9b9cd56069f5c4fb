package dev.rasura.example.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that the job is tested on. */
enum Databases {
    H2 {
        @Override
        String url() {
            return "jdbc:h2:mem:test-" + System.nanoTime()
                    + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRESQL {
        @Override
        String url() {
            return Server.RUNNING.getJdbcUrl("postgres", "postgres");
        }

        @Override
        String ownUrl() throws SQLException {
            String name = "own_" + OWN.incrementAndGet();
            try (Connection connection = DriverManager.getConnection(url());
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return Server.RUNNING.getJdbcUrl("postgres", name);
        }
    };

    private static final AtomicInteger OWN = new AtomicInteger();

    abstract String url();

    /** A database in which nobody else's rows are: a search of all of it finds only ours. */
    String ownUrl() throws SQLException {
        return url();
    }

    /** One server for all tests of this JVM; it stops with it. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
