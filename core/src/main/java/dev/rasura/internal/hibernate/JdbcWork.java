package dev.rasura.internal.hibernate;

import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Work on the JDBC connection of a Hibernate session, inside its transaction. */
@FunctionalInterface
public interface JdbcWork<R extends @Nullable Object> {
    R run(Connection connection, SharedSessionContractImplementor session) throws SQLException;
}
