package dev.rasura.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections that count what is executed on them, and fail where a test wants them to. */
public final class Faults {

    /** How a statement fails. */
    public enum Kind {
        /** The statement throws; the connection lives. */
        ERROR,
        /** The connection is gone. */
        CUT
    }

    private final AtomicInteger executed = new AtomicInteger();
    private final boolean oneByOne;
    private volatile int failAt;
    private volatile Kind kind = Kind.ERROR;
    private volatile boolean after;
    private volatile String state = LOST;

    private static final String LOST = "08006";
    private static final String DEADLOCK = "40001";

    public Faults() {
        this(false);
    }

    private Faults(boolean oneByOne) {
        this.oneByOne = oneByOne;
    }

    /** Over a driver of which it is not known whether it sends several statements together. */
    public static Faults oneByOne() {
        return new Faults(true);
    }

    /** Connections to the database. */
    public DataSource over(TestDatabase database) {
        return database.dataSource(this::connection);
    }

    private Connection connection(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Faults.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean commit = method.getName().equals("commit");
                    if (commit) {
                        before(real);
                    }
                    Object result = call(() -> method.invoke(real, arguments));
                    if (commit) {
                        after(real);
                    }
                    if (oneByOne && result instanceof DatabaseMetaData metadata) {
                        return ofAnotherDriver(metadata);
                    }
                    return result instanceof Statement statement ? statement(real, statement) : result;
                });
    }

    private static DatabaseMetaData ofAnotherDriver(DatabaseMetaData real) {
        return (DatabaseMetaData) Proxy.newProxyInstance(
                Faults.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> method.getName().equals("getDriverName")
                        ? "another driver"
                        : call(() -> method.invoke(real, arguments)));
    }

    private Statement statement(Connection connection, Statement real) {
        Class<?> type = real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return (Statement) Proxy.newProxyInstance(
                Faults.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean execution = method.getName().startsWith("execute");
                    if (execution) {
                        before(connection);
                    }
                    Object result = call(() -> method.invoke(real, arguments));
                    if (execution) {
                        after(connection);
                    }
                    return result;
                });
    }

    private void before(Connection real) throws SQLException {
        if (executed.incrementAndGet() == failAt && !after) {
            fail(real);
        }
    }

    private void after(Connection real) throws SQLException {
        if (executed.get() == failAt && after) {
            fail(real);
        }
    }

    private void fail(Connection real) throws SQLException {
        if (kind == Kind.CUT) {
            real.close();
        }
        throw new SQLException("on purpose: anna@a.example", state);
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** From now on the given statement or commit fails, counted from one; with zero, none. */
    public void failAt(int number, Kind how) {
        failAt(number, how, false, LOST);
    }

    /** As {@link #failAt}, but the database has done what it was told before the connection is gone. */
    public void cutAfter(int number) {
        failAt(number, Kind.CUT, true, LOST);
    }

    /** From now on the given statement or commit is chosen as the victim of a deadlock. */
    public void deadlockAt(int number) {
        failAt(number, Kind.ERROR, false, DEADLOCK);
    }

    private void failAt(int number, Kind how, boolean late, String sqlState) {
        kind = how;
        after = late;
        state = sqlState;
        executed.set(0);
        failAt = number;
    }

    /** How many statements and commits there were since the last call of {@link #failAt}. */
    public int executed() {
        return executed.get();
    }
}
