package dev.rasura.example.quickstart;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The database and the schema that the job fills. */
record Target(String url, @Nullable String user, @Nullable String password, String schema) {

    /** @throws RefusedException if the URL is that of another kind of database */
    static Target of(Options options) {
        String url = options.jdbcUrl();
        if (url == null) {
            // H2 folds names to upper case by default; here they are as PostgreSQL has them.
            String embedded = "jdbc:h2:mem:quickstart-" + System.nanoTime()
                    + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
            return new Target(embedded, "sa", "", options.schema());
        }
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            throw new RefusedException("--jdbc-url must start with jdbc:postgresql: or jdbc:h2:.");
        }
        return new Target(url, options.user(), options.password(), options.schema());
    }

    /**
     * A connection outside the schema, which may not exist yet.
     *
     * @throws RefusedException if there is none to be had
     */
    Connection connect() {
        try {
            return DriverManager.getConnection(url, credentials());
        } catch (SQLException e) {
            throw new RefusedException(
                    "The database " + withoutParameters() + " cannot be reached: " + firstLine(e.getMessage()));
        }
    }

    /** What Hibernate needs to open connections whose current schema is ours. */
    Map<String, Object> hibernateSettings() {
        Map<String, Object> settings = new HashMap<>();
        credentials().forEach((name, value) -> settings.put("jakarta.persistence.jdbc." + name, value));
        settings.put("jakarta.persistence.jdbc.url", postgres() ? url : url + ";SCHEMA=" + schema);
        settings.put("hibernate.connection.currentSchema", schema);
        settings.put("hibernate.default_schema", schema);
        return settings;
    }

    /** As in {@code H2 2.4.240}. */
    static String product(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        return database.getDatabaseProductName() + " "
                + database.getDatabaseProductVersion().split(" ")[0];
    }

    static String firstLine(@Nullable String message) {
        return message == null
                ? "no reason given"
                : message.strip().lines().findFirst().orElse("no reason given");
    }

    private boolean postgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    private Properties credentials() {
        Properties credentials = new Properties();
        if (user != null) {
            credentials.setProperty("user", user);
        }
        if (password != null) {
            credentials.setProperty("password", password);
        }
        return credentials;
    }

    /** The parameters may hold a password. */
    private String withoutParameters() {
        return url.split("[?;]")[0];
    }

    /** Without the password. */
    @Override
    public String toString() {
        return withoutParameters() + ", schema " + schema;
    }
}
