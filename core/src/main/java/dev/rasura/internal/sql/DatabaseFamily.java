package dev.rasura.internal.sql;

import dev.rasura.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** The databases whose SQL Rasura speaks. All that differs between them is said in this package. */
public enum DatabaseFamily {
    H2,
    POSTGRESQL;

    /** @throws ConfigurationException for a database that is not supported yet */
    public static DatabaseFamily of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default ->
                throw new ConfigurationException("Rasura supports H2 and PostgreSQL, but this database is '" + product
                        + "'. Its erasure, export and audit would be unproven there, so it does not start.");
        };
    }

    /** The expression's value as text, so that values of any type can stand in one column. */
    public String asText(String expression) {
        return "cast(" + expression + " as varchar)";
    }

    /** The folder of this family's scripts in the jar. */
    public String scriptFolder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
