package dev.rasura.internal.residue;

import dev.rasura.testing.ServerFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this JVM; a database of its own for each test. */
final class PostgresServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    private PostgresServer() {}

    static synchronized String newDatabase() throws SQLException {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder()
                        .setDataDirectory(ServerFolder.create("rasura-residue"))
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException("The embedded PostgreSQL did not start.", e);
            }
        }
        String name = "residue_" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return name;
    }

    static Connection connect(String database, String user) throws SQLException {
        Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, user, "x");
        connection.setAutoCommit(false);
        return connection;
    }
}
