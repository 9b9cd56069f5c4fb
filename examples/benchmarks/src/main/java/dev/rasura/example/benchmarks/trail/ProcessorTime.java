package dev.rasura.example.benchmarks.trail;

import com.sun.management.OperatingSystemMXBean;
import dev.rasura.example.benchmarks.Database;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;

/** What this JVM, and what PostgreSQL on the same machine, have used of the processors: it depends little on who else does. */
final class ProcessorTime {

    private final OperatingSystemMXBean jvm = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ProcessHandle server;

    ProcessorTime(Database database) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            row.next();
            String first = Files.readAllLines(Path.of(row.getString(1), "postmaster.pid"))
                    .get(0);
            server = ProcessHandle.of(Long.parseLong(first)).orElseThrow();
        }
    }

    long ofJvmNanos() {
        return jvm.getProcessCpuTime();
    }

    /** Of the processes that are there; connections that ended meanwhile are lost to it. */
    long ofServerNanos() {
        return server.descendants()
                .mapToLong(each ->
                        each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }
}
