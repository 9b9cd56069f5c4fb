package dev.rasura.internal.sql;

import java.sql.SQLException;
import java.util.Set;

/** Failures that say nothing of the statement, only that another transaction was in its way: repeated, it may succeed. */
public final class Conflict {

    /**
     * Serialisation failure and, on H2 and MariaDB, deadlock; PostgreSQL's deadlock; its lock that was not to be had in time;
     * H2's lock timeout.
     */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03", "HYT00");

    /** MariaDB's lock timeout, which has no state of its own. */
    private static final int MARIADB_LOCK_TIMEOUT = 1205;

    private Conflict() {}

    public static boolean is(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (STATES.contains(state)
                        || (state.equals("HY000") && failure.getErrorCode() == MARIADB_LOCK_TIMEOUT));
    }
}
