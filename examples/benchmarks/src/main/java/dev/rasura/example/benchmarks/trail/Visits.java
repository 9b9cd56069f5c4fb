package dev.rasura.example.benchmarks.trail;

import dev.rasura.example.benchmarks.Database;
import dev.rasura.example.benchmarks.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Keys of the visits that are inserted next. What was inserted stays, as it does in an application, but not on H2. */
final class Visits implements Rows {

    private static final List<String> INSERTED =
            List.of("visit", "visit_aud", "revinfo", "jv_snapshot", "jv_commit_property", "jv_commit");

    private final Database database;
    private long next = 1;

    Visits(Database database) {
        this.database = database;
    }

    @Override
    public long fill(int size) {
        long first = next;
        next += size;
        return first;
    }

    /** H2 has all that was inserted in memory, and JaVers fills it within minutes: there visits and their histories go. */
    @Override
    public void tidy() throws SQLException {
        if (database.name().startsWith("H2")) {
            forget();
        }
        tidy(database);
    }

    private void forget() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute("set referential_integrity false");
            for (String table : INSERTED) {
                statement.execute("truncate table " + table);
            }
            statement.execute("set referential_integrity true");
        }
    }

    static void tidy(Database database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute(database.tidy());
        }
    }
}
