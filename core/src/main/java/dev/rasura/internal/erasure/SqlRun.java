package dev.rasura.internal.erasure;

import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs statements on one connection and counts them. */
final class SqlRun {

    private final Connection connection;
    private int statements;

    SqlRun(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    int statements() {
        return statements;
    }

    /** Counts statements that others ran in the same transaction. */
    void ran(int more) {
        statements += more;
    }

    long update(Fragment sql, RootValues root) throws SQLException {
        try (PreparedStatement statement = prepare(sql, root)) {
            return statement.executeLargeUpdate();
        }
    }

    long count(Fragment sql, RootValues root) throws SQLException {
        try (PreparedStatement statement = prepare(sql, root);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Prepares and binds; the caller executes it once. */
    PreparedStatement prepare(Fragment sql, RootValues root) throws SQLException {
        statements++;
        PreparedStatement statement = connection.prepareStatement(sql.sql());
        try {
            root.bind(connection, statement, sql);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
