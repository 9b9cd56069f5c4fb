package dev.rasura.internal.hibernate;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.TransactionConflictException;
import dev.rasura.TransactionStateException;
import dev.rasura.internal.sql.Conflict;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.spi.AmbientTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.hibernate.ConnectionAcquisitionMode;
import org.hibernate.ConnectionReleaseMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The two ways a duty meets a transaction: it owns one, or it joins the caller's session. Nothing else in Rasura begins,
 * commits or rolls back.
 */
public final class UnitsOfWork {

    private final SessionFactory factory;
    private final AmbientTransaction ambient;

    public UnitsOfWork(SessionFactory factory, AmbientTransaction ambient) {
        this.factory = factory;
        this.ambient = ambient;
    }

    /**
     * Over the factory behind a JPA one, however it is wrapped. Spring's wrapper is a {@link SessionFactory} too and hands
     * out itself when asked for one; nobody listens at that.
     */
    public static UnitsOfWork over(EntityManagerFactory factory, AmbientTransaction ambient) {
        SessionFactoryImplementor hibernate = factory.unwrap(SessionFactoryImplementor.class);
        Object tenants = hibernate.getServiceRegistry().getService(MultiTenantConnectionProvider.class);
        if (tenants != null) {
            throw new ConfigurationException(
                    "The entity manager factory has a MultiTenantConnectionProvider, so that each tenant has a schema or a"
                            + " database of its own, and a duty could not say in whose it works. Build one Rasura for each"
                            + " tenant, over a factory of that tenant's data source.");
        }
        return new UnitsOfWork(hibernate, ambient);
    }

    /** Whether the factory's transactions are JTA's. */
    public boolean isJta() {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getServiceRegistry()
                .requireService(TransactionCoordinatorBuilder.class)
                .isJta();
    }

    public SessionFactory factory() {
        return factory;
    }

    /** The zone in which Hibernate writes points in time to columns that hold none. */
    public ZoneId writtenZone() {
        TimeZone configured = factory.unwrap(SessionFactoryImplementor.class)
                .getSessionFactoryOptions()
                .getJdbcTimeZone();
        return configured == null ? ZoneId.systemDefault() : configured.toZoneId();
    }

    /** How a transaction of ours is set up, and put back on the connection afterwards. */
    public enum Mode {
        /** Read committed: a statement sees what the locks before it waited for. */
        WRITE(Connection.TRANSACTION_READ_COMMITTED, false),
        /** As {@link #WRITE}, by work that begins with {@link SqlRun#opening}. */
        OPENED(Connection.TRANSACTION_READ_COMMITTED, false),
        /** Read committed, read-only. */
        READ(Connection.TRANSACTION_READ_COMMITTED, true),
        /** One consistent snapshot, read-only. */
        SNAPSHOT(Connection.TRANSACTION_REPEATABLE_READ, true);

        private final int isolation;
        private final boolean readOnly;

        Mode(int isolation, boolean readOnly) {
            this.isolation = isolation;
            this.readOnly = readOnly;
        }

        private boolean saysIsolation(Connection connection) throws SQLException {
            Idiom idiom = DatabaseFamily.of(connection).idiom();
            return this == OPENED && !idiom.readCommitted().isEmpty() && idiom.sendsTogether(connection);
        }

        // H2's repeatable read takes the snapshot of each table when it is first read; only its serializable level,
        // which
        // never fails for serialisation, takes one of them all.
        private int isolationOn(Connection connection) throws SQLException {
            return this == SNAPSHOT && DatabaseFamily.of(connection) == DatabaseFamily.H2
                    ? Connection.TRANSACTION_SERIALIZABLE
                    : isolation;
        }
    }

    /**
     * Runs the work in a session and transaction of its own and commits; any failure rolls back.
     *
     * @throws TransactionStateException if the calling thread has a transaction on this factory already
     */
    public <R extends @Nullable Object> R own(String call, Mode mode, JdbcWork<R> work) {
        if (ambient.isActive(factory)) {
            throw active(call);
        }
        return detached(mode, work);
    }

    private static TransactionStateException active(String call) {
        return new TransactionStateException(
                call + " owns its transaction, but this thread already has one on the same"
                        + " EntityManagerFactory. Call it after that one has ended, or use the form that takes the EntityManager.");
    }

    /**
     * Refuses before work that waits for the locks of others, as {@link #own} does, also where this thread works in a
     * transaction of a session of its own making. Whoever has another word on transactions may have suspended that one.
     *
     * @throws TransactionStateException if it would wait for itself
     */
    public void refuseWithinOwnWork(String call) {
        if (ambient instanceof KnownTransactions
                && ObservedFactory.worksOnThisThread(factory.unwrap(SessionFactoryImplementor.class))) {
            throw active(call);
        }
    }

    /** As {@link #own} but allowed inside a caller's transaction, of which it is independent. */
    public <R extends @Nullable Object> R detached(Mode mode, JdbcWork<R> work) {
        // Held to the end, so that isolation and read-only are put back before a pool sees the connection again.
        try (Session session = factory.withOptions()
                .connectionHandling(ConnectionAcquisitionMode.AS_NEEDED, ConnectionReleaseMode.ON_CLOSE)
                .openSession()) {
            SessionImplementor implementor = session.unwrap(SessionImplementor.class);
            return session.doReturningWork(connection -> {
                // Each costs a round trip on PostgreSQL, so what is as it should be, or said on the way, is left alone.
                int wanted = mode.isolationOn(connection);
                int isolation = mode.saysIsolation(connection) ? wanted : connection.getTransactionIsolation();
                boolean readOnly = connection.isReadOnly();
                if (isolation != wanted) {
                    connection.setTransactionIsolation(wanted);
                }
                if (readOnly != mode.readOnly) {
                    connection.setReadOnly(mode.readOnly);
                }
                R result;
                try {
                    result = committed(session, connection, implementor, work);
                } catch (SQLException | RuntimeException | Error e) {
                    try {
                        restore(connection, mode, wanted, isolation, readOnly);
                    } catch (SQLException second) {
                        e.addSuppressed(bare(second));
                    }
                    throw e;
                }
                restore(connection, mode, wanted, isolation, readOnly);
                return result;
            });
        } catch (PersistenceException e) {
            SQLException cause = sqlException(e);
            if (cause == null) {
                throw e;
            }
            throw failed("The transaction", cause);
        }
    }

    private static <R extends @Nullable Object> R committed(
            Session session, Connection connection, SessionImplementor implementor, JdbcWork<R> work)
            throws SQLException {
        var transaction = session.beginTransaction();
        R result;
        try {
            result = work.run(connection, implementor);
        } catch (SQLException | RuntimeException | Error e) {
            try {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            } catch (RuntimeException second) {
                // A connection that is lost cannot be rolled back either; why it is lost matters more.
                e.addSuppressed(bare(second));
            }
            throw e;
        }
        try {
            transaction.commit();
        } catch (PersistenceException e) {
            SQLException cause = sqlException(e);
            if (cause == null) {
                throw e;
            }
            throw failed("The commit, at which deferred constraints and triggers are checked,", implementor, cause);
        }
        return result;
    }

    private static void restore(Connection connection, Mode mode, int wanted, int isolation, boolean readOnly)
            throws SQLException {
        if (readOnly != mode.readOnly) {
            connection.setReadOnly(readOnly);
        }
        if (isolation != wanted) {
            connection.setTransactionIsolation(isolation);
        }
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }

    private static SQLException bare(Throwable failure) {
        SQLException cause = sqlException(failure);
        return cause == null ? new SQLException(failure.getClass().getName()) : bare(cause);
    }

    /** The failure without its message: PostgreSQL's quotes the row that broke a constraint. */
    public static SQLException bare(SQLException cause) {
        SQLException bare = new SQLException(
                "The driver's message is withheld: it may quote a row.", cause.getSQLState(), cause.getErrorCode());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    /**
     * Runs the work in the caller's session and transaction, after a flush, and leaves the end to the caller.
     *
     * @throws TransactionStateException if the entity manager is not of this factory, or has no active transaction
     */
    public <R extends @Nullable Object> R joined(String call, EntityManager entityManager, JdbcWork<R> work) {
        SessionImplementor session = entityManager.unwrap(SessionImplementor.class);
        refuseUnfit(call, session);
        session.flush();
        return session.doReturningWork(connection -> work.run(connection, session));
    }

    private void refuseUnfit(String call, SessionImplementor session) {
        if (!session.getSessionFactory().getUuid().equals(uuid())) {
            throw new TransactionStateException(
                    call
                            + " was given an EntityManager of another EntityManagerFactory than the one Rasura was built with.");
        }
        if (!session.isTransactionInProgress()) {
            throw new TransactionStateException(call
                    + " joins the caller's transaction, but the given EntityManager has none. Begin one, or use the"
                    + " form without EntityManager, which owns its transaction.");
        }
    }

    /**
     * As {@link #joined}, without a flush and without a connection: for what is to happen after the transaction.
     *
     * @throws TransactionStateException as above
     */
    public SharedSessionContractImplementor session(String call, EntityManager entityManager) {
        SessionImplementor session = entityManager.unwrap(SessionImplementor.class);
        refuseUnfit(call, session);
        return session;
    }

    /** Whether all that the connection's transaction reads is of one moment. */
    public static boolean isSnapshot(Connection connection) throws SQLException {
        return connection.getTransactionIsolation() >= Mode.SNAPSHOT.isolationOn(connection);
    }

    /** Runs the callback when the session's transaction has ended, with whether it committed. */
    public static void afterCompletion(SharedSessionContractImplementor session, Consumer<Boolean> callback) {
        session.getTransactionCompletionCallbacks()
                .registerCallback((TransactionCompletionCallbacks.AfterCompletionCallback)
                        (success, ended) -> callback.accept(success));
    }

    /** Whether the session has a transaction, of its own or joined. */
    public static boolean isInTransaction(SharedSessionContractImplementor session) {
        return session.isTransactionInProgress();
    }

    /** Work on a connection that gives nothing back. */
    @FunctionalInterface
    public interface ConnectionWork {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Runs the work before the session's transaction commits, not if it rolls back: after its last flush and all
     * synchronizations, one of which may have flushed again. What it throws fails the commit.
     */
    public static void beforeCompletion(SharedSessionContractImplementor session, Runnable work) {
        BeforeCommit.register(session.getTransactionCoordinator(), work);
    }

    /** Runs the work on the session's connection, after all that the session has batched so far. */
    public static void onConnection(SharedSessionContractImplementor session, ConnectionWork work) {
        session.getJdbcCoordinator().executeBatch();
        try {
            work.run(session.getJdbcCoordinator().getLogicalConnection().getPhysicalConnection());
        } catch (SQLException e) {
            throw failed("What an audit event needs to know", e);
        }
    }

    private String uuid() {
        return factory.unwrap(SessionFactoryImplementor.class).getUuid();
    }

    /** Has the work fail without the driver's words, which may quote a row, and so keeps them from Hibernate's log as well. */
    public static <R extends @Nullable Object> JdbcWork<R> failing(String what, JdbcWork<R> work) {
        return (connection, session) -> {
            try {
                return work.run(connection, session);
            } catch (SQLException e) {
                throw failed(what, e);
            }
        };
    }

    /** As {@link #failed(String, SQLException)}, and says which constraint was broken, if one was. */
    public static DutyFailedException failed(
            String what, SharedSessionContractImplementor session, SQLException cause) {
        return failed(
                ViolatedConstraint.describe(session, cause)
                        .map(constraint -> what + " broke " + constraint + ". All of it is rolled back. It")
                        .orElse(what),
                cause);
    }

    /** Wraps a database failure without its values: state and code only, the driver's message may quote a row. */
    public static DutyFailedException failed(String what, SQLException cause) {
        if (Conflict.is(cause)) {
            return new TransactionConflictException(
                    what + " gave way to another transaction: SQLSTATE " + cause.getSQLState() + ", vendor code "
                            + cause.getErrorCode() + ". Roll back and repeat it.",
                    bare(cause));
        }
        return new DutyFailedException(
                what + " failed: SQLSTATE " + cause.getSQLState() + ", vendor code " + cause.getErrorCode() + ".",
                bare(cause));
    }
}
