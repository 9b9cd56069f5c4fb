package dev.rasura.internal.retention;

import dev.rasura.AuditException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.SQLException;
import java.util.Arrays;
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
        // A lock was not to be had in time: the wait itself was long enough.
        boolean timeout = Arrays.stream(DatabaseFamily.values())
                .anyMatch(family -> family.idiom().isLockTimeout(state, cause.getErrorCode()));
        return contention || timeout || state.startsWith("23")
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
