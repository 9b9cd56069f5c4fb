package dev.rasura.internal.sql;

import dev.rasura.ConfigurationException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** The databases whose SQL Rasura speaks. All that differs between them is said in this package. */
public enum DatabaseFamily {
    H2(new H2Idiom()),
    POSTGRESQL(new PostgresIdiom()),
    MARIADB(new MariaIdiom());

    /** The oldest MariaDB that is tested: before it, a statement may not delete from a table that it also asks. */
    private static final int MARIADB_MAJOR = 11;

    private static final int MARIADB_MINOR = 4;

    @SuppressWarnings("ImmutableEnumChecker") // an idiom has no state
    private final Idiom idiom;

    DatabaseFamily(Idiom idiom) {
        this.idiom = idiom;
    }

    /** How the family says what each family says in its own words. */
    public Idiom idiom() {
        return idiom;
    }

    /** @throws ConfigurationException for a database that is not supported yet */
    public static DatabaseFamily of(Connection connection) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String product = metadata.getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            case "MariaDB" -> mariadb(metadata);
            default ->
                throw new ConfigurationException("Rasura supports H2, PostgreSQL and MariaDB, but this database is '"
                        + product + "'. Its erasure, export and audit would be unproven there, so it does not start.");
        };
    }

    private static DatabaseFamily mariadb(DatabaseMetaData metadata) throws SQLException {
        int major = metadata.getDatabaseMajorVersion();
        int minor = metadata.getDatabaseMinorVersion();
        if (major < MARIADB_MAJOR || (major == MARIADB_MAJOR && minor < MARIADB_MINOR)) {
            throw new ConfigurationException("Rasura supports MariaDB from " + MARIADB_MAJOR + "." + MARIADB_MINOR
                    + " on, but this server is " + major + "." + minor + ". Upgrade it.");
        }
        return MARIADB;
    }

    /** The schema in which the connection looks for tables without one: on MariaDB, what JDBC calls a catalogue. */
    public static String currentSchema(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        return schema == null ? connection.getCatalog() : schema;
    }

    /** The folder of this family's scripts in the jar. */
    public String scriptFolder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
