package dev.rasura.internal.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is mapped against what the database has: a column may be stricter or narrower there, and an erasure must
 * respect the database, not the mapping.
 */
public final class LiveSchema {

    private record LiveColumn(boolean nullable, long size, boolean generated) {}

    private LiveSchema() {}

    /** The schema with each column as strict and as narrow as it is in the database. Reads JDBC metadata only. */
    public static MappedSchema refine(Connection connection, MappedSchema mapped) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Table table : mapped.tables().values()) {
            tables.put(table.key(), refine(table, columns(connection, table)));
        }
        return new MappedSchema(tables, mapped.entities(), mapped.histories(), mapped.unsupported(), mapped.notes());
    }

    private static Table refine(Table table, Map<String, LiveColumn> live) {
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(refine(column, live.get(column.name().toLowerCase(Locale.ROOT))));
        }
        return new Table(
                table.key(),
                table.name(),
                table.schema(),
                table.sql(),
                columns,
                table.primaryKey(),
                table.uniqueKeys(),
                table.foreignKeys(),
                table.structural(),
                table.versionColumn());
    }

    private static Column refine(Column column, @Nullable LiveColumn live) {
        if (live == null) {
            return column;
        }
        boolean bounded = column.type() == ValueType.TEXT && live.size > 0;
        long length =
                !bounded ? column.length() : column.length() < 0 ? live.size : Math.min(column.length(), live.size);
        return new Column(
                column.name(),
                column.sql(),
                column.type(),
                column.sqlType(),
                length,
                column.nullable() && live.nullable,
                column.unique(),
                column.writable() && !live.generated,
                column.javaType());
    }

    private static Map<String, LiveColumn> columns(Connection connection, Table table) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String schema = table.schema() == null ? connection.getSchema() : table.schema();
        String catalogue = schema == null ? connection.getCatalog() : null;
        Map<String, LiveColumn> columns = new HashMap<>();
        for (String name : List.of(
                table.name(),
                table.name().toUpperCase(Locale.ROOT),
                table.name().toLowerCase(Locale.ROOT))) {
            String escaped = escape(metadata, name);
            try (ResultSet rows = metadata.getColumns(connection.getCatalog(), null, escaped, "%")) {
                while (rows.next()) {
                    // MariaDB's schemas are what JDBC calls catalogues, and no schema is named there.
                    boolean own = schema == null
                            ? Objects.equals(catalogue, rows.getString("TABLE_CAT"))
                            : schema.equalsIgnoreCase(rows.getString("TABLE_SCHEM"));
                    if (own) {
                        columns.put(
                                rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                                new LiveColumn(
                                        rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                                        rows.getLong("COLUMN_SIZE"),
                                        "YES".equals(rows.getString("IS_GENERATEDCOLUMN"))));
                    }
                }
            }
            if (!columns.isEmpty()) {
                break;
            }
        }
        return columns;
    }

    private static String escape(DatabaseMetaData metadata, String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
