package dev.rasura.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs statements on one connection and counts them. */
public final class SqlRun {

    private static final int COUNTS_A_STATEMENT = 40;

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

    /** Counts several things, each of them a {@code select count(*)}, in one round trip; the numbers in the order given. */
    public List<Long> counts(List<Fragment> queries, RootValues root) throws SQLException {
        List<Long> counts = new ArrayList<>();
        for (int from = 0; from < queries.size(); from += COUNTS_A_STATEMENT) {
            List<Fragment> some = queries.subList(from, Math.min(queries.size(), from + COUNTS_A_STATEMENT));
            try (PreparedStatement statement = prepare(Fragment.together(some), root);
                    ResultSet result = statement.executeQuery()) {
                result.next();
                for (int i = 1; i <= some.size(); i++) {
                    counts.add(result.getLong(i));
                }
            }
        }
        return counts;
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
