package dev.rasura.internal.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The transactions that MariaDB says are under way. */
final class MariaTransactions {

    /** ER_SPECIFIC_ACCESS_DENIED_ERROR: the right PROCESS is missing. */
    private static final int ACCESS_DENIED = 1227;

    /** After which the list of transactions is made anew. */
    private static final String LIST_SECONDS = "0.15";

    private MariaTransactions() {}

    /**
     * A session's transaction by the session and its beginning. Who may not see others' sees none, or is refused. The list is
     * not made anew within a tenth of a second, so one that lacks our own transaction is too old to be of use.
     */
    static Optional<Set<String>> running(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("do sleep(" + LIST_SECONDS + ")");
            boolean own = false;
            Set<String> running = new HashSet<>();
            try (ResultSet rows = statement.executeQuery(
                    "select trx_mysql_thread_id = connection_id(), concat(trx_mysql_thread_id, '@',"
                            + " date_format(trx_started, '%Y-%m-%dT%H:%i:%s'))"
                            + " from information_schema.innodb_trx where trx_mysql_thread_id <> 0")) {
                while (rows.next()) {
                    own |= rows.getBoolean(1);
                    if (!rows.getBoolean(1)) {
                        running.add(rows.getString(2));
                    }
                }
            }
            return own ? Optional.of(running) : Optional.empty();
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Once its session is gone, a prepared transaction is nobody's. */
    static Set<String> prepared(Connection connection) throws SQLException {
        Set<String> prepared = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select trx_id from information_schema.innodb_trx where trx_mysql_thread_id = 0")) {
            while (rows.next()) {
                prepared.add(rows.getString(1));
            }
        }
        return prepared;
    }
}
