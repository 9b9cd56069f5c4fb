package dev.rasura.testing;

import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.sql.DatabaseFamily;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.jspecify.annotations.Nullable;

/** One empty database for one test, whose sessions live in another time zone than the JVM. */
public record TestDatabase(DatabaseFamily family, String url, String user, String password, Runnable drop)
        implements AutoCloseable {

    /** The setting that names mapping files on the class path, by commas. */
    public static final String ORM_XML = "test.orm-xml";

    /** A connection in auto-commit, past the library under test. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** A factory for the given entities, whose tables are created. */
    public SessionFactory sessionFactory(Class<?>... entities) {
        return sessionFactory(Map.of(), entities);
    }

    /** A factory with further Hibernate settings. */
    public SessionFactory sessionFactory(Map<String, Object> settings, Class<?>... entities) {
        var registry = new StandardServiceRegistryBuilder()
                .applySetting("jakarta.persistence.jdbc.url", url)
                .applySetting("jakarta.persistence.jdbc.user", user)
                .applySetting("jakarta.persistence.jdbc.password", password)
                .applySetting("hibernate.connection.pool_size", 16)
                .applySetting("hibernate.hbm2ddl.auto", "create")
                // MariaDB's own default is a snapshot, which the joined forms refuse.
                .applySetting("hibernate.connection.isolation", "READ_COMMITTED")
                .applySettings(settings)
                .build();
        MetadataSources sources = new MetadataSources(registry);
        for (Class<?> entity : entities) {
            sources.addAnnotatedClass(entity);
        }
        if (settings.get(ORM_XML) instanceof String resource) {
            for (String file : resource.split(",")) {
                sources.addResource(file);
            }
        }
        return sources.buildMetadata().buildSessionFactory();
    }

    /** Units of work on the factory, where no thread ever has a transaction already. */
    public static UnitsOfWork unitsOfWork(SessionFactory factory) {
        return new UnitsOfWork(factory, any -> false);
    }

    /** A source of connections past any pool, each as every factory of the tests has it and handed through the function. */
    public DataSource dataSource(UnaryOperator<Connection> each) {
        return (DataSource) Proxy.newProxyInstance(
                TestDatabase.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    Connection connection = connect();
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                    return each.apply(connection);
                });
    }

    /** Runs one statement and returns how many rows it changed. */
    public int execute(String sql, @Nullable Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the first row, or null if there is no row. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T extends @Nullable Object> T query(Class<T> type, String sql, @Nullable Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getObject(1, type) : (T) null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The schema in which the tables are, in lower case. */
    public String schema() {
        return family == DatabaseFamily.MARIADB ? url.substring(url.lastIndexOf('/') + 1) : "public";
    }

    /** How many rows a table has. */
    public long count(String table) {
        return query(Long.class, "select count(*) from " + table);
    }

    @Override
    public void close() {
        drop.run();
    }

    @Override
    public String toString() {
        return family.toString();
    }
}
