package dev.rasura.internal.erasure;

import dev.rasura.TransactionConflictException;
import dev.rasura.internal.hibernate.JdbcWork;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.SqlRun;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Begins a transaction of its own anew where it gave way to another: two people whose rows refer to each other may meet. */
final class Attempts {

    private static final int ATTEMPTS = 5;

    /** At most, before the second attempt; so that two do not meet again and again. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final UnitsOfWork units;

    Attempts(UnitsOfWork units) {
        this.units = units;
    }

    <R extends @Nullable Object> R write(String call, JdbcWork<R> work) {
        return write(call, Mode.WRITE, work);
    }

    private <R extends @Nullable Object> R write(String call, Mode mode, JdbcWork<R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return units.own(call, mode, failing(work));
            } catch (TransactionConflictException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS) * attempt);
            }
        }
    }

    /** Work whose steps may go to the database together, or else go one by one. */
    @FunctionalInterface
    interface Steps<R extends @Nullable Object> {

        R run(SqlRun run, SharedSessionContractImplementor session, boolean together) throws SQLException;
    }

    /** As {@link #write}; what failed among steps that went together is done once more one by one, and fails with its place. */
    <R extends @Nullable Object> R steps(String call, DatabaseFamily family, Steps<R> work) {
        units.refuseWithinOwnWork(call);
        try {
            return write(call, Mode.OPENED, (c, s) -> work.run(SqlRun.opening(c, family), s, true));
        } catch (FailedTogether e) {
            return write(call, Mode.OPENED, (c, s) -> work.run(SqlRun.opening(c, family), s, false));
        }
    }

    /** Has the work fail without the driver's words, which may quote a row. */
    static <R extends @Nullable Object> JdbcWork<R> failing(JdbcWork<R> work) {
        return UnitsOfWork.failing("The erasure", work);
    }
}
