package dev.rasura.example.quickstart;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema that the job fills: created when missing, recreated when it bears the marker of an earlier run, refused
 * when it is somebody else's.
 */
final class TargetSchema {

    static final String MARKER_TABLE = "rasura_quickstart_marker";

    private static final String MARKER = "Made by the Rasura quickstart, which drops this schema when it runs again";

    private final Connection connection;
    private final String schema;

    private TargetSchema(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Leaves an empty schema that bears the marker and is the connection's current one; commits.
     *
     * @throws RefusedException if the schema is not ours, or we may not create it; it is as it was
     */
    static void prepare(Connection connection, String schema) throws SQLException {
        connection.setAutoCommit(false);
        try {
            new TargetSchema(connection, schema).recreate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw new RefusedException(
                    "The schema " + schema + " cannot be created: " + Target.firstLine(e.getMessage()));
        } catch (RefusedException e) {
            connection.rollback();
            throw e;
        }
    }

    private void recreate() throws SQLException {
        String existing = existingName();
        try (Statement statement = connection.createStatement()) {
            if (existing != null) {
                if (!marked(existing)) {
                    throw new RefusedException("The schema " + schema
                            + " exists and was not made by the quickstart; choose another with --schema.");
                }
                unlinkLargeObjects();
                statement.execute("drop schema " + schema + " cascade");
            }
            statement.execute("create schema " + schema);
            statement.execute("create table " + schema + "." + MARKER_TABLE + " (marker varchar(100) not null)");
            statement.execute("insert into " + schema + "." + MARKER_TABLE + " values ('" + MARKER + "')");
            statement.execute("set schema '%s'".formatted(existing == null ? existingName() : existing));
        }
    }

    /** The schema's name as the database writes it. */
    private @Nullable String existingName() throws SQLException {
        try (ResultSet schemas = connection.getMetaData().getSchemas()) {
            while (schemas.next()) {
                String name = schemas.getString("TABLE_SCHEM");
                if (name.equalsIgnoreCase(schema)) {
                    return name;
                }
            }
            return null;
        }
    }

    private boolean marked(String existing) throws SQLException {
        if (!tables(connection, existing).stream().anyMatch(MARKER_TABLE::equalsIgnoreCase)) {
            return false;
        }
        String sql = "select count(*) from " + schema + "." + MARKER_TABLE + " where marker = '" + MARKER + "'";
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(sql)) {
            return count.next() && count.getInt(1) == 1;
        }
    }

    /** The tables of a schema in alphabetical order. */
    static List<String> tables(Connection connection, String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                if (schema.equalsIgnoreCase(tables.getString("TABLE_SCHEM"))) {
                    names.add(tables.getString("TABLE_NAME"));
                }
            }
        }
        names.sort(String.CASE_INSENSITIVE_ORDER);
        return names;
    }

    /** PostgreSQL drops the references to large objects with a table, but not the large objects. */
    private void unlinkLargeObjects() throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            return;
        }
        String references = """
                select a.attrelid::regclass::text, quote_ident(a.attname)
                from pg_attribute a
                join pg_class c on c.oid = a.attrelid
                where c.relnamespace = '%s'::regnamespace and c.relkind = 'r'
                  and a.atttypid = 'oid'::regtype and a.attnum > 0 and not a.attisdropped
                """.formatted(schema);
        List<String> unlinks = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet columns = statement.executeQuery(references)) {
            while (columns.next()) {
                unlinks.add("select count(lo_unlink(o.oid)) from pg_largeobject_metadata o where o.oid in (select "
                        + columns.getString(2) + " from " + columns.getString(1) + ")");
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String unlink : unlinks) {
                statement.execute(unlink);
            }
        }
    }
}
