package dev.rasura.example.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

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
    };

    abstract String url();

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
