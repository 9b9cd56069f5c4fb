package dev.rasura.internal.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A statement with what is bound to it. */
public record BoundSql(String sql, Binding binding) {

    /** Binds a statement's parameters. */
    @FunctionalInterface
    public interface Binding {

        /** Binds from the given parameter on, and returns the number after the last. */
        int bind(PreparedStatement statement, int from) throws SQLException;
    }
}
