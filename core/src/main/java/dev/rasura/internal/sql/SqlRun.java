package dev.rasura.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs statements on one connection and counts them. */
public final class SqlRun {

    private final Connection connection;
    private int statements;

    public SqlRun(Connection connection) {
        this.connection = connection;
    }

    public Connection connection() {
        return connection;
    }

    public int statements() {
        return statements;
    }

    /** Counts statements that others ran in the same transaction. */
    public void ran(int more) {
        statements += more;
    }

    public long update(Fragment sql, RootValues root) throws SQLException {
        try (PreparedStatement statement = prepare(sql, root)) {
            return statement.executeLargeUpdate();
        }
    }

    public long count(Fragment sql, RootValues root) throws SQLException {
        try (PreparedStatement statement = prepare(sql, root);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Prepares and binds; the caller executes it once. */
    public PreparedStatement prepare(Fragment sql, RootValues root) throws SQLException {
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
