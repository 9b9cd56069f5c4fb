package dev.rasura.example.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Starts a PostgreSQL of its own, runs a command with {@code {url}} replaced by its address, and ends with its status. */
final class WithPostgreSql {

    private WithPostgreSql() {}

    public static void main(String... command) throws IOException, InterruptedException {
        int status;
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            List<String> words = Arrays.stream(command)
                    .map(word -> word.replace("{url}", url))
                    .toList();
            status = new ProcessBuilder(words).inheritIO().start().waitFor();
        }
        System.exit(status);
    }
}
