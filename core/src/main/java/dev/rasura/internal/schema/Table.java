package dev.rasura.internal.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A physical table.
 *
 * @param key unique in the schema: the qualified name as it stands in a statement
 * @param name the bare name, without schema and quotes
 * @param schema the schema the mapping names, without quotes, or null for the connection's own
 * @param sql as it stands in a statement, qualified and quoted
 * @param primaryKey empty for a bag of values without one
 * @param structural columns that hold structure only: keys, versions, discriminators, list positions
 */
public record Table(
        String key,
        String name,
        @Nullable String schema,
        String sql,
        List<Column> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<ForeignKey> foreignKeys,
        Set<String> structural,
        @Nullable String versionColumn) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        foreignKeys = List.copyOf(foreignKeys);
        structural = Set.copyOf(structural);
    }

    /** The name by which code can mean this table and no other. */
    public String label() {
        return schema == null ? name : schema + "." + name;
    }

    /** The same table with other references. */
    public Table with(List<ForeignKey> keys) {
        return new Table(key, name, schema, sql, columns, primaryKey, uniqueKeys, keys, structural, versionColumn);
    }

    public Optional<Column> column(String columnName) {
        for (Column column : columns) {
            if (column.name().equals(columnName)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** The column, which is known to be there. */
    public Column require(String columnName) {
        return column(columnName)
                .orElseThrow(
                        () -> new IllegalArgumentException("Table " + name + " has no column " + columnName + "."));
    }

    public boolean nullable(List<String> columnNames) {
        return columnNames.stream().allMatch(c -> require(c).nullable());
    }

    /** Whether the column is unique, alone or with others. */
    public boolean inUniqueKey(String columnName) {
        return require(columnName).unique()
                || primaryKey.contains(columnName)
                || uniqueKeys.stream().anyMatch(key -> key.contains(columnName));
    }

    /** Whether no two rows can have the same values in the columns. */
    public boolean unique(List<String> columnNames) {
        return (columnNames.containsAll(primaryKey) && !primaryKey.isEmpty())
                || uniqueKeys.stream().anyMatch(columnNames::containsAll)
                || (columnNames.size() == 1 && require(columnNames.get(0)).unique());
    }

    @Override
    public String toString() {
        return name;
    }
}
