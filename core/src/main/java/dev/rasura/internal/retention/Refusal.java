package dev.rasura.internal.retention;

import dev.rasura.AuditException;
import dev.rasura.ErasureRefusedException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a batch was refused though the run can go on: for what one of its rows is, or for what others do at the same time.
 *
 * @param reason without any value of a row
 * @param contention whether the same may succeed a moment later
 */
record Refusal(String reason, boolean contention, RuntimeException failure) {

    /** Serialisation failure and deadlock, of the standard and of PostgreSQL. */
    private static final Set<String> CONTENTION = Set.of("40001", "40P01");

    /** A lock was not to be had in time, on PostgreSQL and on H2: the wait itself was long enough. */
    private static final Set<String> TIMEOUT = Set.of("55P03", "HYT00");

    /** The refusal behind a failed transaction, or null if the run must end. */
    static @Nullable Refusal behind(RuntimeException failure) {
        if (failure instanceof ErasureRefusedException) {
            return new Refusal("refused: rows that it owns are referred to by others too", false, failure);
        }
        if (failure instanceof AuditException) {
            return null;
        }
        SQLException cause = database(failure);
        String state = cause == null ? null : cause.getSQLState();
        if (cause == null || state == null) {
            return null;
        }
        boolean contention = CONTENTION.contains(state);
        return contention || TIMEOUT.contains(state) || state.startsWith("23")
                ? new Refusal("SQLSTATE " + state + ", vendor code " + cause.getErrorCode(), contention, failure)
                : null;
    }

    /** What the database said, be it in a statement or at the commit, where deferred constraints are checked. */
    static @Nullable SQLException database(RuntimeException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
