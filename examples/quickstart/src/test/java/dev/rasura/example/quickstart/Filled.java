package dev.rasura.example.quickstart;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.hibernate.SessionFactory;

/** A schema filled with a data set, as the job leaves it before its first step. */
final class Filled implements AutoCloseable {

    final Connection connection;
    final SessionFactory sessionFactory;

    Filled(Dataset dataset, Databases database) throws SQLException {
        Target target = new Target(database.url(), null, null, "test_" + dataset.name());
        connection = target.connect();
        TargetSchema.prepare(connection, target.schema());
        dataset.load(connection);
        sessionFactory = Sessions.open(dataset, target);
        dataset.fill(sessionFactory);
    }

    long count(String sql) throws SQLException {
        return number(sql).longValueExact();
    }

    BigDecimal number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getBigDecimal(1);
        }
    }

    @Override
    public void close() throws SQLException {
        sessionFactory.close();
        connection.close();
    }
}
