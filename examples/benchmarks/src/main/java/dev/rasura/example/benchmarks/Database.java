package dev.rasura.example.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/**
 * A database of the benchmark's own.
 *
 * @param name what it is called in the results
 * @param series its function for a row a number
 * @param tidy its own statement that clears dead rows away and counts the living
 */
public record Database(String name, String url, String series, String tidy) {

    /** What is measured. */
    @FunctionalInterface
    public interface Measurement {
        void on(Database database) throws Exception;
    }

    /** Measures on databases of these names, one after the other, each of which is new and gone afterwards. */
    public static void each(String names, Measurement measurement) throws Exception {
        for (String name : names.split(",", -1)) {
            switch (name) {
                case "PostgreSQL" -> onPostgres(name, "on", measurement);
                case "PostgreSQL-unsynced" -> onPostgres(name, "off", measurement);
                case "H2" -> onH2(name, "", measurement);
                case "H2-cache" -> onH2(name, ";QUERY_CACHE_SIZE=64", measurement);
                default -> throw new IllegalArgumentException("The benchmark knows no database '" + name + "'.");
            }
        }
    }

    /**
     * Its rows are cleared away between rounds, not by a worker of its own in the middle of one.
     *
     * @param durable whether a commit waits for the disk, as it does where nobody says otherwise
     */
    private static void onPostgres(String name, String durable, Measurement measurement) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("autovacuum", "off")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("checkpoint_timeout", "30min")
                .start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            measurement.on(new Database(
                    name,
                    url + (url.contains("?") ? "&" : "?") + "socketFactory=" + RoundTrips.class.getName(),
                    "generate_series",
                    "vacuum analyze"));
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL could not be started.", e);
        }
    }

    private static void onH2(String name, String settings, Measurement measurement) throws Exception {
        String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1" + settings;
        measurement.on(new Database(name, url, "system_range", "analyze"));
    }
}
