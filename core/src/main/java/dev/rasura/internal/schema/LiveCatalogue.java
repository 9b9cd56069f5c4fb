package dev.rasura.internal.schema;

import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue of the schemas that matter: those that mappings name, and those from which foreign keys lead there. A
 * handful of statements a schema, whatever the number of tables.
 */
final class LiveCatalogue {

    /** The types by which drivers name tables that hold rows. */
    private static final String[] TABLES = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "SYSTEM VERSIONED"};

    private final Connection connection;
    private final DatabaseMetaData metadata;
    private final DatabaseFamily family;
    private final StoredNames names;
    private final boolean schemas;
    private final Map<Place, LiveTable> tables = new LinkedHashMap<>();
    private final Map<Place, String> unfit = new LinkedHashMap<>();
    private final Map<Place, List<String>> triggers = new LinkedHashMap<>();
    private final Map<List<String>, LiveKey> keys = new LinkedHashMap<>();

    /** A table, by the names that the catalogue has for its schema and itself. */
    record Place(String schema, String name) {}

    /** @param size in characters for text, else whatever the driver says */
    record LiveColumn(String name, int jdbcType, String typeName, boolean nullable, long size, boolean generated) {

        LiveColumn of(Domain domain) {
            return new LiveColumn(
                    name, jdbcType, domain.typeName(), nullable && !domain.notNull(), domain.size(), generated);
        }
    }

    /** What a column holds whose type is a domain, which the driver does not say. */
    record Domain(String typeName, long size, boolean notNull) {}

    /** A foreign key: {@code columns} of {@code from} equal {@code targetColumns} of {@code to}. */
    record LiveKey(
            String name,
            Place from,
            List<String> columns,
            Place to,
            List<String> targetColumns,
            boolean deferrable,
            boolean deletes) {}

    /** What the catalogue has on a table. */
    record LiveTable(
            Place place,
            Map<String, LiveColumn> columns,
            List<String> primaryKey,
            Map<String, List<String>> uniqueKeys,
            Map<String, List<@Nullable String>> indexes) {}

    private LiveCatalogue(Connection connection) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
        this.family = DatabaseFamily.of(connection);
        this.names = new StoredNames(metadata);
        this.schemas = metadata.supportsSchemasInDataManipulation();
    }

    /** @param named the schemas that mappings name; null stands for the connection's own */
    static LiveCatalogue read(Connection connection, Set<@Nullable String> named) throws SQLException {
        LiveCatalogue catalogue = new LiveCatalogue(connection);
        Set<String> wanted = new LinkedHashSet<>();
        for (String schema : named) {
            wanted.add(schema == null ? catalogue.ownSchema() : schema);
        }
        Set<String> stored = new LinkedHashSet<>();
        for (String schema : catalogue.storedSchemas()) {
            if (wanted.contains(schema) || wanted.stream().anyMatch(schema::equalsIgnoreCase)) {
                stored.add(schema);
            }
        }
        Set<String> read = new LinkedHashSet<>();
        while (read.addAll(stored)) {
            for (String schema : stored) {
                catalogue.readTables(schema);
                catalogue.readUniqueKeys(schema);
                catalogue.readIndexes(schema);
                catalogue.readForeignKeys(schema);
            }
            // Whose rows refer to rows of people may lie in a schema that no mapping names.
            stored.clear();
            catalogue.keys().forEach(key -> stored.add(key.from().schema()));
            stored.removeAll(read);
        }
        return catalogue;
    }

    Map<Place, LiveTable> tables() {
        return tables;
    }

    List<LiveKey> keys() {
        return List.copyOf(keys.values());
    }

    /** The table that a mapping means: as the database folds its name, else whatever the case. */
    @Nullable
    LiveTable table(Table mapped) throws SQLException {
        List<String> parts = names.parts(mapped.sql());
        String name = parts.get(parts.size() - 1);
        String in = mapped.schema() == null ? ownSchema() : parts.get(Math.max(0, parts.size() - 2));
        LiveTable exact = tables.get(new Place(in, name));
        return exact != null
                ? exact
                : tables.values().stream()
                        .filter(t ->
                                same(t.place().schema(), in) && same(t.place().name(), name))
                        .findFirst()
                        .orElse(null);
    }

    /** The column that a mapping means: as the database folds its name, else whatever the case. */
    @Nullable
    LiveColumn column(LiveTable table, Column mapped) {
        String name = names.last(mapped.sql());
        LiveColumn exact = table.columns().get(name);
        return exact != null
                ? exact
                : table.columns().values().stream()
                        .filter(c -> same(c.name(), name))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether a database that folds names could have made one of the other: in upper case a letter may become two. */
    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other) || one.toUpperCase(Locale.ROOT).equals(other.toUpperCase(Locale.ROOT));
    }

    /** The triggers and rules of the table, by name. */
    List<String> triggers(Place place) {
        return triggers.getOrDefault(place, List.of());
    }

    /** Why no duty could keep its word in the table, or null if each can. */
    @Nullable
    String unfit(Place place) {
        return unfit.get(place);
    }

    /** The name as it stands in a statement of ours, quoted so that the database does not fold it. */
    String quoted(String name) throws SQLException {
        String quote = metadata.getIdentifierQuoteString().trim();
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** The name as people write it: in lower case, where the database folds all names to upper case. */
    String plain(String name) throws SQLException {
        return metadata.storesUpperCaseIdentifiers() && name.equals(name.toUpperCase(Locale.ROOT))
                ? name.toLowerCase(Locale.ROOT)
                : name;
    }

    String ownSchema() throws SQLException {
        return DatabaseFamily.currentSchema(connection);
    }

    private List<String> storedSchemas() throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = schemas ? metadata.getSchemas() : metadata.getCatalogs()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void readTables(String schema) throws SQLException {
        Set<String> parts = new LinkedHashSet<>();
        String partitions = family.idiom().partitions();
        if (!partitions.isEmpty()) {
            read(partitions, 1, schema, row -> parts.add(row.getString(1)));
        }
        String unfitTables = family.idiom().unfitTables();
        if (!unfitTables.isEmpty()) {
            read(unfitTables, 1, schema, row -> unfit.put(new Place(schema, row.getString(1)), row.getString(2)));
        }
        read(family.idiom().triggers(), 1, schema, row -> {
            List<String> names =
                    triggers.computeIfAbsent(new Place(schema, row.getString(1)), place -> new ArrayList<>());
            if (!names.contains(row.getString(2))) {
                names.add(row.getString(2));
            }
        });
        String catalogue = schemas ? connection.getCatalog() : schema;
        String pattern = schemas ? escaped(schema) : null;
        try (ResultSet rows = metadata.getTables(catalogue, pattern, "%", TABLES)) {
            while (rows.next()) {
                Place place = new Place(schema, rows.getString("TABLE_NAME"));
                if (!parts.contains(place.name())) {
                    tables.put(
                            place,
                            new LiveTable(
                                    place,
                                    new LinkedHashMap<>(),
                                    new ArrayList<>(),
                                    new LinkedHashMap<>(),
                                    new LinkedHashMap<>()));
                }
            }
        }
        Map<List<String>, Domain> domains = readDomains(schema);
        try (ResultSet rows = metadata.getColumns(catalogue, pattern, "%", "%")) {
            while (rows.next()) {
                LiveTable table = tables.get(new Place(schema, rows.getString("TABLE_NAME")));
                if (table != null) {
                    String name = rows.getString("COLUMN_NAME");
                    LiveColumn column = new LiveColumn(
                            name,
                            rows.getInt("DATA_TYPE"),
                            rows.getString("TYPE_NAME"),
                            rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                            rows.getLong("COLUMN_SIZE"),
                            "YES".equals(rows.getString("IS_GENERATEDCOLUMN")));
                    Domain domain = domains.get(List.of(table.place().name(), name));
                    table.columns().put(name, domain == null ? column : column.of(domain));
                }
            }
        }
    }

    private Map<List<String>, Domain> readDomains(String schema) throws SQLException {
        Map<List<String>, Domain> domains = new LinkedHashMap<>();
        String columns = family.idiom().domainColumns();
        if (!columns.isEmpty()) {
            read(columns, 1, schema, row -> {
                Domain domain = new Domain(row.getString(3), row.getLong(4), row.getBoolean(5));
                domains.put(List.of(row.getString(1), row.getString(2)), domain);
            });
        }
        return domains;
    }

    private void readUniqueKeys(String schema) throws SQLException {
        read(family.idiom().uniqueKeys(), 1, schema, row -> {
            LiveTable table = tables.get(new Place(schema, row.getString(1)));
            if (table != null && row.getBoolean(4)) {
                table.primaryKey().add(row.getString(3));
            } else if (table != null) {
                table.uniqueKeys()
                        .computeIfAbsent(row.getString(2), i -> new ArrayList<>())
                        .add(row.getString(3));
            }
        });
    }

    private void readIndexes(String schema) throws SQLException {
        read(family.idiom().indexes(), 1, schema, row -> {
            LiveTable table = tables.get(new Place(schema, row.getString(1)));
            if (table != null) {
                table.indexes()
                        .computeIfAbsent(row.getString(2), i -> new ArrayList<>())
                        .add(row.getString(3));
            }
        });
    }

    private void readForeignKeys(String schema) throws SQLException {
        Map<List<String>, LiveKey> found = new LinkedHashMap<>();
        read(family.idiom().foreignKeys(), 2, schema, row -> {
            Place from = new Place(row.getString(2), row.getString(3));
            Place to = new Place(row.getString(5), row.getString(6));
            LiveKey key = found.computeIfAbsent(List.of(from.schema(), from.name(), row.getString(1)), k -> {
                return new LiveKey("", from, new ArrayList<>(), to, new ArrayList<>(), false, false);
            });
            key.columns().add(row.getString(4));
            key.targetColumns().add(row.getString(7));
            found.put(
                    List.of(from.schema(), from.name(), row.getString(1)),
                    new LiveKey(
                            row.getString(1),
                            from,
                            key.columns(),
                            to,
                            key.targetColumns(),
                            row.getBoolean(8),
                            row.getBoolean(9)));
        });
        keys.putAll(found);
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void read(String sql, int times, String schema, Row each) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 1; i <= times; i++) {
                select.setString(i, schema);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        }
    }

    private String escaped(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }
}
