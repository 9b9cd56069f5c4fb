package dev.rasura.internal.hibernate;

import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.MappedSchema.Unsupported;
import dev.rasura.internal.schema.Table;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.AuxiliaryTableHolder;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.JoinedSubclass;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.UnionSubclass;
import org.jspecify.annotations.Nullable;

/** Reads Hibernate's boot model into tables and entities of our own, once, at start. */
public final class MappingReader {

    /** By this name Hibernate keeps the column that marks a row as deleted; the constant's own type is to be removed. */
    private static final String SOFT_DELETION = "indicator";

    private final Metadata metadata;
    private final Dialect dialect;
    private final SqlStringGenerationContext names;
    private final List<Unsupported> unsupported = new ArrayList<>();
    private final Map<String, Set<String>> structural = new LinkedHashMap<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, Map<String, Class<?>>> javaTypes = new LinkedHashMap<>();
    private final Map<String, List<ForeignKey>> softKeys = new LinkedHashMap<>();
    private final Set<String> explained = new LinkedHashSet<>();

    private MappingReader(SessionFactoryImplementor factory) {
        this.metadata = MetadataCapture.of(factory);
        this.dialect = factory.getJdbcServices().getDialect();
        this.names = factory.getSqlStringGenerationContext();
    }

    /** Reads all that the factory maps. Touches no database. */
    public static MappedSchema read(EntityManagerFactory factory) {
        return new MappingReader(factory.unwrap(SessionFactoryImplementor.class)).read();
    }

    private MappedSchema read() {
        Map<String, Entity> entities = new TreeMap<>();
        for (PersistentClass mapping : metadata.getEntityBindings()) {
            Entity entity = entity(mapping);
            entities.put(entity.name(), entity);
        }
        Map<String, Table> tables = new TreeMap<>();
        for (org.hibernate.mapping.Table mapping : metadata.collectTableMappings()) {
            if (!mapping.isPhysicalTable() || mapping.isAbstractUnionTable()) {
                continue;
            }
            String key = key(mapping);
            if (!explained.contains(key)) {
                unsupported.add(new Unsupported(
                        key,
                        "table " + mapping.getName()
                                + " is kept by Hibernate beside its entities (a history or audit table);"
                                + " this version does not treat it. Take the feature off the entity, or the entity out of"
                                + " every subject's reach with @NotPersonal"));
            }
            tables.put(key, table(mapping));
        }
        return new MappedSchema(tables, entities, unsupported);
    }

    private Entity entity(PersistentClass mapping) {
        List<PersistentClass> chain = new ArrayList<>();
        for (PersistentClass p = mapping; p != null; p = p.getSuperclass()) {
            chain.add(0, p);
        }
        List<String> tables = new ArrayList<>();
        List<List<String>> keys = new ArrayList<>();
        for (PersistentClass part : chain) {
            if (part instanceof JoinedSubclass || part.getSuperclass() == null) {
                tables.add(key(part.getTable()));
                keys.add(columnNames(part.getKey().getSelectables()));
            }
        }
        for (PersistentClass part : chain) {
            for (Join join : part.getJoins()) {
                tables.add(key(join.getTable()));
                keys.add(columnNames(join.getKey().getSelectables()));
            }
        }
        tables.forEach(explained::add);
        for (int i = 0; i < tables.size(); i++) {
            structural(tables.get(i)).addAll(i == 0 ? List.of() : keys.get(i));
        }
        String table = key(mapping.getTable());
        checkSupport(mapping, table);
        if (mapping.getVersion() != null && mapping.getSuperclass() == null) {
            List<String> version = columnNames(mapping.getVersion().getSelectables());
            structural(table).addAll(version);
            versions.put(table, version.get(0));
        }
        if (mapping.getSuperclass() == null) {
            softDeletion(mapping, table);
        }
        Entity.Discriminator discriminator = discriminator(mapping);
        AttributeReader reader = new AttributeReader(this, mapping);
        PersistentClass parent = mapping.getSuperclass();
        return new Entity(
                name(mapping),
                mapping.getEntityName(),
                mapping.getClassName() == null ? null : mapping.getMappedClass(),
                parent == null ? null : name(parent),
                table,
                tables,
                keys,
                discriminator,
                reader.read());
    }

    private Entity.@Nullable Discriminator discriminator(PersistentClass mapping) {
        if (mapping.getDiscriminator() == null) {
            return null;
        }
        String table = key(mapping.getRootTable());
        List<String> columns = columnNames(mapping.getDiscriminator().getSelectables());
        if (columns.isEmpty()) {
            return null;
        }
        structural(table).addAll(columns);
        if (mapping.getSuperclass() == null) {
            return null;
        }
        List<String> values = new ArrayList<>();
        values.add(mapping.getDiscriminatorValue());
        mapping.getSubclasses().forEach(heir -> values.add(heir.getDiscriminatorValue()));
        return new Entity.Discriminator(table, columns.get(0), values);
    }

    private void checkSupport(PersistentClass mapping, String table) {
        if (mapping instanceof UnionSubclass || mapping.getTable().hasDenormalizedTables()) {
            unsupported(
                    table,
                    "entity " + name(mapping) + " inherits by table per class, which this version does not treat."
                            + " Use single-table or joined inheritance");
        }
        if (mapping.getTable().isSubselect() || mapping.getTable().isView()) {
            unsupported(
                    table,
                    "entity " + name(mapping) + " is mapped to a query or view, which cannot be erased from. Map the"
                            + " table behind it");
        }
        if (mapping.getAuxiliaryTable() != null) {
            unsupported(
                    table,
                    "entity " + name(mapping) + " keeps its history in "
                            + mapping.getAuxiliaryTable().getName()
                            + ", which this version does not treat. Take the history off the entity");
        }
    }

    private Table table(org.hibernate.mapping.Table mapping) {
        String key = key(mapping);
        List<String> primaryKey = mapping.getPrimaryKey() == null
                ? List.of()
                : columnNames(mapping.getPrimaryKey().getColumns());
        List<List<String>> uniqueKeys = new ArrayList<>();
        mapping.getUniqueKeys().values().forEach(unique -> uniqueKeys.add(columnNames(unique.getColumns())));
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (org.hibernate.mapping.ForeignKey foreignKey : mapping.getForeignKeyCollection()) {
            List<String> targets = foreignKey.isReferenceToPrimaryKey()
                    ? columnNames(
                            foreignKey.getReferencedTable().getPrimaryKey().getColumns())
                    : columnNames(foreignKey.getReferencedColumns());
            foreignKeys.add(new ForeignKey(
                    foreignKey.getName() == null ? mapping.getName() + "_fk" : foreignKey.getName(),
                    columnNames(foreignKey.getColumns()),
                    key(foreignKey.getReferencedTable()),
                    targets,
                    foreignKey.isCreationEnabled()));
        }
        for (ForeignKey soft : softKeys.getOrDefault(key, List.of())) {
            if (foreignKeys.stream().noneMatch(f -> f.columns().equals(soft.columns()))) {
                foreignKeys.add(soft);
            }
        }
        foreignKeys.sort(
                java.util.Comparator.comparing((ForeignKey f) -> f.columns().toString())
                        .thenComparing(ForeignKey::target));
        Map<String, Class<?>> types = javaTypes.getOrDefault(key, Map.of());
        List<dev.rasura.internal.schema.Column> columns = mapping.getColumns().stream()
                .map(c -> ColumnReader.read(c, mapping, uniqueKeys, types.get(c.getName()), dialect, metadata))
                .toList();
        return new Table(
                key,
                mapping.getName(),
                mapping.getSchema(),
                key,
                columns,
                primaryKey,
                uniqueKeys,
                foreignKeys,
                structural.getOrDefault(key, Set.of()),
                versions.get(key));
    }

    /** The mark of a soft deletion is Hibernate's, and no attribute stands for it. */
    void softDeletion(AuxiliaryTableHolder mapping, String table) {
        if (mapping.getAuxiliaryColumn(SOFT_DELETION) != null) {
            structural(table).add(mapping.getAuxiliaryColumn(SOFT_DELETION).getName());
        }
    }

    void explain(String table) {
        explained.add(table);
    }

    void unsupported(String table, String what) {
        unsupported.add(new Unsupported(table, what));
    }

    void javaType(String table, String column, Class<?> type) {
        javaTypes.computeIfAbsent(table, t -> new LinkedHashMap<>()).putIfAbsent(column, type);
    }

    /** An association that has no foreign key in the boot model is followed all the same. */
    void softKey(String table, ForeignKey key) {
        softKeys.computeIfAbsent(table, t -> new ArrayList<>()).add(key);
    }

    Set<String> structural(String table) {
        return structural.computeIfAbsent(table, t -> new LinkedHashSet<>());
    }

    Metadata metadata() {
        return metadata;
    }

    String key(org.hibernate.mapping.Table table) {
        return table.getQualifiedName(names);
    }

    String name(PersistentClass mapping) {
        return mapping.getJpaEntityName() == null ? mapping.getEntityName() : mapping.getJpaEntityName();
    }

    static List<String> columnNames(List<? extends Selectable> selectables) {
        return selectables.stream()
                .filter(s -> !s.isFormula())
                .map(s -> ((org.hibernate.mapping.Column) s).getName())
                .toList();
    }
}
