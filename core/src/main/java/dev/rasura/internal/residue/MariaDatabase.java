package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB, whose databases are schemas: the reach DATABASE is the connection's own one. Tables on which the user has no
 * right at all are not in the catalogue that it is shown. JSON is text there.
 */
final class MariaDatabase implements Database {

    private static final int FETCH_SIZE = 500;
    private static final int LARGE_FETCH_SIZE = 8;

    /** Engines that keep no rows here. */
    private static final Set<String> ELSEWHERE = Set.of("FEDERATED", "CONNECT", "SPIDER", "S3");

    private static final String TABLES = """
            SELECT table_schema, table_name, table_type, coalesce(engine, '') FROM information_schema.tables
            WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'TEMPORARY')
              AND table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')
            ORDER BY table_schema, table_name""";

    private static final String COLUMNS = """
            SELECT table_name, column_name, lower(data_type) FROM information_schema.columns
            WHERE table_schema = ? ORDER BY table_name, ordinal_position""";

    private record Found(TableName name, String type, String engine) {}

    @Override
    public List<Relation> relations(Connection connection, ScanScope scope, Consumer<Skipped> skipped)
            throws SQLException {
        String current = connection.getCatalog();
        boolean anyCase = !"0".equals(setting(connection, "lower_case_table_names"));
        Map<Key, TableName> wanted = new LinkedHashMap<>();
        for (TableName table : scope.tables()) {
            wanted.put(Key.of(table.schema() == null ? current : table.schema(), table.table(), anyCase), table);
        }
        String schema = scope.reach() == ScanScope.Reach.SCHEMA ? scope.schema() : current;
        Set<Key> found = new HashSet<>();
        List<Relation> relations = new ArrayList<>();
        Map<String, Map<String, List<LiveColumn>>> columns = new HashMap<>();
        for (Found table : tables(connection)) {
            String own = String.valueOf(table.name().schema());
            Key key = Key.of(own, table.name().table(), anyCase);
            boolean inScope = scope.reach() == ScanScope.Reach.TABLES
                    ? wanted.containsKey(key)
                    : Key.of(own, "", anyCase).equals(Key.of(String.valueOf(schema), "", anyCase));
            if (!inScope) {
                continue;
            }
            found.add(key);
            if (ELSEWHERE.contains(table.engine().toUpperCase(Locale.ROOT))) {
                skipped.accept(new Skipped(own, table.name().table(), null, "its rows lie in another place"));
            } else {
                Map<String, List<LiveColumn>> known = columns.get(own);
                if (known == null) {
                    known = columns(connection, own);
                    columns.put(own, known);
                }
                relations.add(
                        relation(own, table, known.getOrDefault(table.name().table(), List.of()), skipped));
            }
        }
        if (scope.reach() != ScanScope.Reach.TABLES && found.isEmpty() && !exists(connection, schema)) {
            skipped.accept(new Skipped(schema, "*", null, "the schema does not exist, or is not shown to this user"));
        }
        wanted.forEach((key, table) -> {
            if (!found.contains(key)) {
                skipped.accept(new Skipped(table.schema(), table.table(), null, "no such table that holds rows"));
            }
        });
        return relations;
    }

    /** A table's name as the server compares it. */
    private record Key(String schema, String table) {
        static Key of(String schema, String table, boolean anyCase) {
            return anyCase
                    ? new Key(schema.toLowerCase(Locale.ROOT), table.toLowerCase(Locale.ROOT))
                    : new Key(schema, table);
        }
    }

    private static List<Found> tables(Connection connection) throws SQLException {
        List<Found> tables = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                tables.add(new Found(
                        new TableName(rows.getString(1), rows.getString(2)), rows.getString(3), rows.getString(4)));
            }
        }
        return tables;
    }

    private record LiveColumn(String name, String type) {}

    /** All of a schema's at once: the server opens every table anew for each such query. */
    private static Map<String, List<LiveColumn>> columns(Connection connection, String schema) throws SQLException {
        Map<String, List<LiveColumn>> columns = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, schema);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                            .add(new LiveColumn(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return columns;
    }

    private static Relation relation(String schema, Found table, List<LiveColumn> live, Consumer<Skipped> skipped) {
        List<Relation.Column> columns = new ArrayList<>();
        boolean large = false;
        for (LiveColumn each : live) {
            large |= each.type().endsWith("blob") || each.type().endsWith("text");
            Relation.Column column = column(each.name(), each.type());
            if (column == null) {
                skipped.accept(new Skipped(
                        schema, table.name().table(), each.name(), "values of type " + each.type() + " are not read"));
            } else {
                columns.add(column);
            }
        }
        // Of a versioned table the rows that were, too.
        String source = quote(schema) + "." + quote(table.name().table())
                + (table.type().equals("SYSTEM VERSIONED") ? " FOR SYSTEM_TIME ALL" : "");
        return new Relation(schema, table.name().table(), source, columns, large ? 1 : 0, "");
    }

    private static Relation.@Nullable Column column(String name, String type) {
        String column = quote(name);
        return switch (type) {
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
                column(name, column, Relation.Reading.TEXT);
            // As the server writes them: a driver may refuse a day that does not exist.
            case "date", "datetime", "timestamp", "time", "year", "uuid", "inet4", "inet6" ->
                column(name, "CAST(" + column + " AS CHAR)", Relation.Reading.TEXT);
            case "tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double" ->
                column(name, column, Relation.Reading.NUMBER);
            case "bit" -> column(name, column + " + 0", Relation.Reading.NUMBER);
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                column(name, column, Relation.Reading.BYTES);
            default -> null;
        };
    }

    private static Relation.Column column(String name, String expression, Relation.Reading reading) {
        return new Relation.Column(name, expression, reading, Shape.UNKNOWN, false, false);
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT @@" + name);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean exists(Connection connection, @Nullable String schema) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM information_schema.schemata WHERE schema_name = ?")) {
            select.setString(1, schema);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1) > 0;
            }
        }
    }

    private static String quote(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public void read(Connection connection, Relation relation, RowSelection selected, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        StandardDatabase.read(
                connection, relation, selected, relation.weight() > 0 ? LARGE_FETCH_SIZE : FETCH_SIZE, cells);
    }

    @Override
    public void readOutsideTables(
            Connection connection,
            ScanScope scope,
            List<Relation> relations,
            Scan scan,
            Consumer<Skipped> skipped,
            Consumer<Occurrence> found) {
        // The server keeps nothing of a database's outside its tables.
    }
}
