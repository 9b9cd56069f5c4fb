package dev.rasura.internal.hibernate;

import static dev.rasura.internal.hibernate.MappingReader.columnNames;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.env.spi.NameQualifierSupport;
import org.jspecify.annotations.Nullable;

/** Reads tables: their columns and keys, and what is learned of them while entities and their attributes are read. */
final class TableReader {

    private final MappingReader schema;
    private final Dialect dialect;
    private final Metadata metadata;
    private final Map<String, Set<String>> structural = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, Map<String, Class<?>>> javaTypes = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> converters = new LinkedHashMap<>();
    private final Map<String, List<ForeignKey>> softKeys = new LinkedHashMap<>();
    private final Map<String, List<String>> unions = new LinkedHashMap<>();

    private final Map<String, List<String>> keyOrder = new LinkedHashMap<>();

    TableReader(MappingReader schema, Dialect dialect, Metadata metadata) {
        this.schema = schema;
        this.dialect = dialect;
        this.metadata = metadata;
    }

    Set<String> structural(String table) {
        return structural.computeIfAbsent(table, t -> new LinkedHashSet<>());
    }

    /** The key of an entity's table in the order of the identifier: constraints may have another of their own. */
    void key(String table, List<String> columns) {
        keyOrder.putIfAbsent(table, columns);
    }

    void version(String table, String column) {
        versions.put(table, column);
    }

    void javaType(String table, String column, Class<?> type) {
        javaTypes.computeIfAbsent(table, t -> new LinkedHashMap<>()).putIfAbsent(column, type);
    }

    /** A converter makes something of the attribute's value in which nobody could recognise it. */
    void converted(String table, String column, String converter) {
        converters.computeIfAbsent(table, t -> new LinkedHashMap<>()).putIfAbsent(column, converter);
    }

    /** An association that has no foreign key in the boot model is followed all the same. */
    void softKey(String table, ForeignKey key) {
        softKeys.computeIfAbsent(table, t -> new ArrayList<>()).add(key);
    }

    /** What refers to the table, which need not exist, refers to one of these instead. */
    void union(String table, List<String> tables) {
        unions.put(table, tables);
    }

    /** The tables of which one has the row that a reference to the table leads to. */
    List<String> targets(String table) {
        return unions.getOrDefault(table, List.of(table));
    }

    Table read(org.hibernate.mapping.Table mapping) {
        String key = schema.key(mapping);
        List<String> primaryKey = mapping.getPrimaryKey() == null
                ? List.of()
                : columnNames(mapping.getPrimaryKey().getColumns());
        List<List<String>> uniqueKeys = new ArrayList<>();
        mapping.getUniqueKeys().values().forEach(unique -> uniqueKeys.add(columnNames(unique.getColumns())));
        Map<String, Class<?>> types = javaTypes.getOrDefault(key, Map.of());
        List<Column> columns = mapping.getColumns().stream()
                .map(c -> ColumnReader.read(
                        c,
                        mapping,
                        uniqueKeys,
                        types.get(c.getName()),
                        converters.getOrDefault(key, Map.of()).get(c.getName()),
                        dialect,
                        metadata))
                .toList();
        return new Table(
                key,
                mapping.getName(),
                schema(mapping),
                key,
                columns,
                primaryKey,
                uniqueKeys,
                foreignKeys(mapping, key),
                structural.getOrDefault(key, Set.of()),
                versions.get(key));
    }

    private List<ForeignKey> foreignKeys(org.hibernate.mapping.Table mapping, String table) {
        List<ForeignKey> keys = new ArrayList<>();
        for (org.hibernate.mapping.ForeignKey key : mapping.getForeignKeyCollection()) {
            boolean nowhere = !key.getReferencedTable().isPhysicalTable()
                    && !unions.containsKey(schema.key(key.getReferencedTable()));
            // Of an association within a structured column Hibernate notes a key that no table can have.
            boolean within = key.getColumns().stream().anyMatch(column -> mapping.getColumn(column) == null);
            if (nowhere || within) {
                continue;
            }
            List<String> columns = key.isReferenceToPrimaryKey()
                    ? columnNames(key.getReferencedTable().getPrimaryKey().getColumns())
                    : columnNames(key.getReferencedColumns());
            for (String target : targets(schema.key(key.getReferencedTable()))) {
                add(
                        keys,
                        new ForeignKey(
                                        key.getName() == null ? mapping.getName() + "_fk" : key.getName(),
                                        columnNames(key.getColumns()),
                                        target,
                                        columns,
                                        key.isCreationEnabled() && key.isPhysicalConstraint())
                                .inOrderOf(keyOrder.getOrDefault(target, List.of())));
            }
        }
        for (ForeignKey soft : softKeys.getOrDefault(table, List.of())) {
            for (String target : targets(soft.target())) {
                add(
                        keys,
                        new ForeignKey(soft.name(), soft.columns(), target, soft.targetColumns(), false, soft.when()));
            }
        }
        keys.sort(Comparator.comparing((ForeignKey f) -> f.columns().toString()).thenComparing(ForeignKey::target));
        return keys;
    }

    private static void add(List<ForeignKey> keys, ForeignKey key) {
        if (keys.stream()
                .noneMatch(f -> f.columns().equals(key.columns()) && f.target().equals(key.target()))) {
            keys.add(key);
        }
    }

    /** Where the dialect has no schemas, they are what it calls catalogues. */
    private @Nullable String schema(org.hibernate.mapping.Table mapping) {
        boolean catalogue = dialect.getNameQualifierSupport() == NameQualifierSupport.CATALOG;
        String named = catalogue ? mapping.getCatalog() : mapping.getSchema();
        return named == null ? schema.defaultSchema(catalogue) : named;
    }
}
