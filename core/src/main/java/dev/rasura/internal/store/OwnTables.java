package dev.rasura.internal.store;

import dev.rasura.ConfigurationException;
import dev.rasura.internal.sql.DatabaseFamily;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rasura's own tables: their names under a prefix and, if one is given, a schema; and the scripts in the jar that create
 * them. Names are never quoted: each database folds them as it does.
 *
 * @param prefix what every table's name begins with, at most 21 lower-case letters, digits and underscores
 * @param schema the schema that holds the tables and exists already, or null for the connection's own
 * @param database the id of the database that the tables are in, by which it is told from others; null until {@link #verify}
 *     has read it
 */
public record OwnTables(
        String prefix, @Nullable String schema, @Nullable String database) {

    /** The prefix unless another is configured. */
    public static final String DEFAULT_PREFIX = "rasura_";

    /** The version of the scripts that this build runs on. */
    public static final int VERSION = 1;

    private static final String DATABASE_ID = "database_id";

    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,20}");
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** @throws ConfigurationException if a name does not have the form above */
    public OwnTables(String prefix, @Nullable String schema) {
        this(prefix, schema, null);
    }

    /** @throws ConfigurationException if a name does not have the form above */
    public OwnTables {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new ConfigurationException(
                    "The table prefix '" + prefix + "' must begin with a lower-case letter and have at"
                            + " most 21 lower-case letters, digits and underscores, as '" + DEFAULT_PREFIX + "' does.");
        }
        if (schema != null && !SCHEMA.matcher(schema).matches()) {
            throw new ConfigurationException(
                    "The schema '" + schema + "' of Rasura's own tables must have lower-case letters,"
                            + " digits and underscores only: its name is never quoted.");
        }
    }

    /** The default prefix in the connection's own schema. */
    public static OwnTables defaults() {
        return new OwnTables(DEFAULT_PREFIX, null);
    }

    /** The bare names of all tables, as the scripts write them. */
    public List<String> all() {
        return Stream.of(
                        "schema_version",
                        "audit_coordinator",
                        "audit_staged",
                        "audit_leaf",
                        "audit_leaf_subject",
                        "audit_disclosure",
                        "audit_checkpoint",
                        "audit_expired",
                        "erasure",
                        "residue_watch",
                        "sweep",
                        "residue_scan",
                        "attestation",
                        "found_row")
                .map(name -> prefix + name)
                .toList();
    }

    public String auditCoordinator() {
        return qualified("audit_coordinator");
    }

    public String auditStaged() {
        return qualified("audit_staged");
    }

    public String auditLeaf() {
        return qualified("audit_leaf");
    }

    public String auditLeafSubject() {
        return qualified("audit_leaf_subject");
    }

    public String auditDisclosure() {
        return qualified("audit_disclosure");
    }

    public String auditCheckpoint() {
        return qualified("audit_checkpoint");
    }

    public String auditExpired() {
        return qualified("audit_expired");
    }

    public String erasure() {
        return qualified("erasure");
    }

    public String residueWatch() {
        return qualified("residue_watch");
    }

    public String sweep() {
        return qualified("sweep");
    }

    public String residueScan() {
        return qualified("residue_scan");
    }

    public String attestation() {
        return qualified("attestation");
    }

    public String foundRow() {
        return qualified("found_row");
    }

    private String schemaVersion() {
        return qualified("schema_version");
    }

    private String qualified(String table) {
        return (schema == null ? "" : schema + ".") + prefix + table;
    }

    /**
     * Creates what is missing, once: on tables of this version it does nothing. On PostgreSQL it is part of the caller's
     * transaction and waits for another node that does the same; MariaDB waits too, but commits with each table, as H2 does.
     *
     * @throws ConfigurationException if the tables are of a newer version than this build
     */
    public void create(Connection connection) throws SQLException {
        DatabaseFamily family = DatabaseFamily.of(connection);
        family.idiom().beginCreating(connection, schemaVersion());
        try {
            createMissing(connection, family);
        } finally {
            family.idiom().endCreating(connection, schemaVersion());
        }
    }

    private void createMissing(Connection connection, DatabaseFamily family) throws SQLException {
        int version = version(connection, family);
        if (version == VERSION) {
            return;
        }
        if (version != 0) {
            throw otherVersion(version);
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(script(family, prefix, schema))) {
                statement.execute(sql);
            }
        }
    }

    /**
     * The same, with the id of their database.
     *
     * @throws ConfigurationException if the tables are absent or of another version or form, with the cure
     */
    public OwnTables verify(Connection connection) throws SQLException {
        DatabaseFamily family = DatabaseFamily.of(connection);
        int version = version(connection, family);
        if (version == 0) {
            throw new ConfigurationException("Rasura's own tables are absent: there is no " + schemaVersion()
                    + ". Let Rasura create them at start by Rasura.builder(...).createTables(true), or copy the script of"
                    + " Rasura.tablesScript(...) into your Flyway or Liquibase migrations.");
        }
        if (version != VERSION) {
            throw otherVersion(version);
        }
        return new OwnTables(prefix, schema, databaseId(connection, family));
    }

    private String databaseId(Connection connection, DatabaseFamily family) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select * from " + schemaVersion() + " order by version")) {
            ResultSetMetaData columns = row.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (columns.getColumnLabel(i).equalsIgnoreCase(DATABASE_ID) && row.next()) {
                    return row.getString(i);
                }
            }
        }
        String column = script(family, prefix, schema)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(DATABASE_ID))
                .findFirst()
                .orElseThrow();
        throw new ConfigurationException("Rasura's own tables were made by an earlier form of their script: "
                + schemaVersion() + " has no column " + DATABASE_ID
                + ", by which a plan that was made in another database is told. Run: alter table " + schemaVersion()
                + " add column " + column);
    }

    private ConfigurationException otherVersion(int version) {
        return new ConfigurationException("Rasura's own tables are of version " + version + " as " + schemaVersion()
                + " says, but this build needs version " + VERSION + ". "
                + (version > VERSION
                        ? "Deploy the newer Rasura that wrote them."
                        : "Run the scripts that are missing."));
    }

    /**
     * The script that creates the tables, as text to copy into a migration.
     *
     * @throws ConfigurationException if prefix or schema do not have the form that {@link OwnTables} asks for
     */
    public static String script(DatabaseFamily family, String prefix, @Nullable String schema) {
        OwnTables tables = new OwnTables(prefix, schema);
        String resource = "/dev/rasura/schema/" + family.scriptFolder() + "/V" + VERSION + "__rasura.sql";
        try (InputStream in = OwnTables.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + resource + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${prefix}", tables.qualified(""))
                    .replace("${index}", prefix);
        } catch (IOException e) {
            throw new IllegalStateException("The jar's " + resource + " cannot be read.", e);
        }
    }

    private int version(Connection connection, DatabaseFamily family) throws SQLException {
        if (!family.idiom().exists(connection, schema, prefix + "schema_version")) {
            return 0;
        }
        try (PreparedStatement select = connection.prepareStatement("select max(version) from " + schemaVersion());
                ResultSet result = select.executeQuery()) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : script.split("\n")) {
            if (line.isBlank() || line.startsWith("--")) {
                continue;
            }
            if (line.endsWith(";")) {
                statements.add(statement.append(line, 0, line.length() - 1).toString());
                statement.setLength(0);
            } else {
                statement.append(line).append('\n');
            }
        }
        return statements;
    }
}
