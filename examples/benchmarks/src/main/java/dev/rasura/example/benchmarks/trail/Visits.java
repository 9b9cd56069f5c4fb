package dev.rasura.example.benchmarks.trail;

import dev.rasura.example.benchmarks.Database;
import dev.rasura.example.benchmarks.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Keys of the visits that are inserted next. What was inserted stays, as it does in an application. */
final class Visits implements Rows {

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

    @Override
    public void tidy() throws SQLException {
        tidy(database);
    }

    static void tidy(Database database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute(database.tidy());
        }
    }
}
