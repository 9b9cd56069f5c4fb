package dev.rasura.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The transactions under way in this database, but for the connection's own, each by a name that no later one has while it
 * lasts.
 *
 * @param told whether the database tells them; if not, the sets are empty and mean nothing
 * @param running those that a session works in, whether or not they have written yet
 * @param prepared those that were prepared and that no session works in any more; read after the others, so that one that
 *     passes from the first set to the second is in one of them at least
 */
public record RunningTransactions(boolean told, Set<String> running, Set<String> prepared) {

    public RunningTransactions {
        running = Set.copyOf(running);
        prepared = Set.copyOf(prepared);
    }

    /** Asks the database. */
    public static RunningTransactions read(Connection connection, DatabaseFamily family) throws SQLException {
        Optional<Set<String>> running = family.idiom().running(connection);
        return running.isEmpty()
                ? new RunningTransactions(false, Set.of(), Set.of())
                : new RunningTransactions(true, running.get(), family.idiom().prepared(connection));
    }
}
