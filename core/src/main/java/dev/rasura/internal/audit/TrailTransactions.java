package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.hibernate.JdbcWork;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The transactions that the trail owns, each named after the call that it is part of. */
final class TrailTransactions {

    private final UnitsOfWork units;

    TrailTransactions(UnitsOfWork units) {
        this.units = units;
    }

    /** Runs the work in a transaction of its own, and refuses if this thread has one on the same factory already. */
    <R extends @Nullable Object> R own(String call, Mode mode, JdbcWork<R> work) {
        return units.own("AuditTrail." + call, mode, (connection, session) -> {
            try {
                return work.run(connection, session);
            } catch (SQLException e) {
                throw new AuditException(
                        "AuditTrail." + call + " failed in the database: SQLSTATE " + e.getSQLState()
                                + ". Nothing of this step was kept; check that Rasura's own tables exist and try again.",
                        UnitsOfWork.bare(e));
            }
        });
    }

    /** Runs the work in a transaction of its own, which may be inside a caller's. */
    <R extends @Nullable Object> R detached(Mode mode, JdbcWork<R> work) {
        return units.detached(mode, work);
    }
}
