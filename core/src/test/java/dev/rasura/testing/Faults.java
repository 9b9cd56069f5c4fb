package dev.rasura.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
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
    private volatile int failAt;
    private volatile Kind kind = Kind.ERROR;

    /** Connections to the database. */
    public DataSource over(TestDatabase database) {
        return (DataSource) Proxy.newProxyInstance(
                Faults.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connection(database.connect());
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Connection connection(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                Faults.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        step(real);
                    }
                    Object result = call(() -> method.invoke(real, arguments));
                    return result instanceof Statement statement ? statement(real, statement) : result;
                });
    }

    private Statement statement(Connection connection, Statement real) {
        Class<?> type = real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return (Statement) Proxy.newProxyInstance(
                Faults.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("execute")) {
                        step(connection);
                    }
                    return call(() -> method.invoke(real, arguments));
                });
    }

    private void step(Connection real) throws SQLException {
        if (executed.incrementAndGet() == failAt) {
            if (kind == Kind.CUT) {
                real.close();
            }
            throw new SQLException("on purpose: anna@a.example", "08006");
        }
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
        kind = how;
        executed.set(0);
        failAt = number;
    }

    /** How many statements and commits there were since the last call of {@link #failAt}. */
    public int executed() {
        return executed.get();
    }
}
