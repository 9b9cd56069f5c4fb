package dev.rasura.example.benchmarks.trail;

import dev.rasura.example.benchmarks.Rows;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Keys of the visits that are inserted next. What was inserted stays, as it does in an application. */
final class Visits implements Rows {

    private final String url;
    private final String tidy;
    private long next = 1;

    Visits(String url, String tidy) {
        this.url = url;
        this.tidy = tidy;
    }

    @Override
    public long fill(int size) {
        long first = next;
        next += size;
        return first;
    }

    @Override
    public void tidy() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(tidy);
        }
    }
}
