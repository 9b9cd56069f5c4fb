package dev.rasura.internal.hibernate;

import dev.rasura.annotation.DataSubject;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.History;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.MappedSchema.Unsupported;
import dev.rasura.internal.schema.Table;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.AuxiliaryTableHolder;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.JoinedSubclass;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Reads Hibernate's boot model into tables and entities of our own, once, at start. */
public final class MappingReader {

    /** By this name Hibernate keeps the column that marks a row as deleted; the constant's own type is to be removed. */
    private static final String SOFT_DELETION = "indicator";

    private final SessionFactoryImplementor factory;
    private final Metadata metadata;
    private final SqlStringGenerationContext names;
    private final List<Unsupported> unsupported = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final TableReader tables;
    private final Set<String> explained = new LinkedHashSet<>();

    private MappingReader(SessionFactoryImplementor factory) {
        this.metadata = MetadataCapture.of(factory);
        this.names = factory.getSqlStringGenerationContext();
        this.tables = new TableReader(this, factory.getJdbcServices().getDialect(), metadata);
        this.factory = factory;
    }

    /** Reads all that the factory maps. Touches no database. */
    public static MappedSchema read(EntityManagerFactory factory) {
        return new MappingReader(factory.unwrap(SessionFactoryImplementor.class)).read();
    }

    private MappedSchema read() {
        metadata.getEntityBindings().forEach(this::union);
        HistoryReader history = new HistoryReader(this);
        Map<String, Entity> entities = new TreeMap<>();
        for (PersistentClass mapping : metadata.getEntityBindings()) {
            if (history.isEnvers(mapping)) {
                continue;
            }
            if (isView(mapping)) {
                view(mapping);
            } else if (!concrete(mapping).isEmpty()) {
                Entity entity = entity(mapping);
                entities.put(entity.name(), entity);
            }
        }
        Map<String, History> histories = history.read();
        Map<String, Table> read = new TreeMap<>();
        for (org.hibernate.mapping.Table mapping : metadata.collectTableMappings()) {
            if (!mapping.isPhysicalTable() || mapping.isAbstractUnionTable() || mapping.isView()) {
                continue;
            }
            String key = key(mapping);
            if (!explained.contains(key)) {
                unsupported.add(new Unsupported(
                        key,
                        "table " + mapping.getName()
                                + " is kept by Hibernate beside its entities, and this version does"
                                + " not know what for. Take the entity that it belongs to out of every subject's reach"
                                + " with @NotPersonal"));
            }
            read.put(key, tables.read(mapping));
        }
        notes.addAll(new CustomStatements(this, metadata).notes());
        histories.values().forEach(h -> read.computeIfPresent(h.table(), (key, table) -> referring(table, h, read)));
        return new MappedSchema(read, entities, histories, unsupported, notes);
    }

    /** The history's table with the references that its rows have kept from the live ones. */
    private static Table referring(Table table, History history, Map<String, Table> tables) {
        List<ForeignKey> keys = new ArrayList<>(table.foreignKeys());
        Table live = tables.get(history.live());
        if (live != null) {
            live.foreignKeys().stream()
                    .filter(f ->
                            f.columns().stream().allMatch(c -> table.column(c).isPresent()))
                    .map(f -> new ForeignKey(
                            f.name(), f.columns(), f.target(), f.targetColumns(), false, f.when(table.key())))
                    .forEach(keys::add);
        }
        return table.with(keys);
    }

    private void view(PersistentClass mapping) {
        notes.add(name(mapping) + ": is mapped to a query or view, so it has no rows of its own, and no duty does"
                + " anything there; the tables behind it are treated as they are mapped.");
        if (mapping.getClassName() != null && mapping.getMappedClass().isAnnotationPresent(DataSubject.class)) {
            unsupported(
                    Unsupported.ANYWHERE,
                    name(mapping) + ": is a data subject, but mapped to a query or view, which has no rows of its own."
                            + " Map the table behind it, and say @DataSubject there");
        }
    }

    /** In an inheritance by table per class, what refers to an entity refers to one of several tables. */
    private void union(PersistentClass mapping) {
        if (isUnion(mapping)) {
            tables.union(
                    key(mapping.getTable()),
                    concrete(mapping).stream().map(c -> key(c.getTable())).toList());
        }
    }

    private static boolean isUnion(PersistentClass mapping) {
        return mapping instanceof UnionSubclass || mapping.getTable().hasDenormalizedTables();
    }

    /** The entity and its heirs, less those that by table per class have no table. */
    private static List<PersistentClass> concrete(PersistentClass mapping) {
        List<PersistentClass> concrete = new ArrayList<>(List.of(mapping));
        concrete.addAll(mapping.getSubclasses());
        concrete.removeIf(c -> isUnion(c) && c.getTable().isAbstractUnionTable());
        return concrete;
    }

    private Entity entity(PersistentClass mapping) {
        List<PersistentClass> chain = new ArrayList<>();
        for (PersistentClass p = mapping; p != null; p = p.getSuperclass()) {
            chain.add(0, p);
        }
        boolean union = isUnion(mapping);
        org.hibernate.mapping.Table own = union ? concrete(mapping).get(0).getTable() : mapping.getTable();
        String table = key(own);
        List<String> parts = new ArrayList<>();
        List<List<String>> keys = new ArrayList<>();
        if (union) {
            parts.add(table);
            keys.add(columnNames(mapping.getRootClass().getKey().getSelectables()));
        } else {
            for (PersistentClass part : chain) {
                if (part instanceof JoinedSubclass || part.getSuperclass() == null) {
                    parts.add(key(part.getTable()));
                    keys.add(columnNames(part.getKey().getSelectables()));
                }
            }
        }
        for (PersistentClass part : chain) {
            for (Join join : ownJoins(part)) {
                parts.add(key(join.getTable()));
                keys.add(columnNames(join.getKey().getSelectables()));
            }
        }
        parts.forEach(explained::add);
        for (int i = 0; i < parts.size(); i++) {
            tables.key(parts.get(i), keys.get(i));
        }
        for (int i = 0; i < parts.size(); i++) {
            structural(parts.get(i)).addAll(i == 0 ? List.of() : keys.get(i));
        }
        if (mapping.getVersion() != null && (union || mapping.getSuperclass() == null)) {
            List<String> version = columnNames(mapping.getVersion().getSelectables());
            structural(table).addAll(version);
            tables.version(table, version.get(0));
        }
        if (union || mapping.getSuperclass() == null) {
            softDeletion(mapping.getRootClass(), table);
        }
        Entity.Discriminator discriminator = union ? null : discriminator(mapping);
        AttributeReader reader = new AttributeReader(this, mapping, own);
        PersistentClass parent = mapping.getSuperclass();
        return new Entity(
                name(mapping),
                mapping.getEntityName(),
                mapping.getClassName() == null ? null : mapping.getMappedClass(),
                keyClass(mapping),
                parent == null ? null : name(parent),
                table,
                parts,
                keys,
                discriminator,
                union ? tables.targets(key(mapping.getTable())) : List.of(),
                reader.read());
    }

    private static @Nullable Class<?> keyClass(PersistentClass mapping) {
        boolean declared = mapping.getSuperclass() == null && mapping.getIdentifierMapper() != null;
        return declared && mapping.getIdentifier() instanceof Component key && !key.isDynamic()
                ? key.getComponentClass()
                : null;
    }

    /** A one-to-one over a join table is seen from both sides; the table's rows are parts of the side that writes them. */
    private List<Join> ownJoins(PersistentClass mapping) {
        return mapping.getJoins().stream()
                .filter(join -> !join.isInverse()
                        || metadata.getEntityBindings().stream()
                                .flatMap(other -> other.getJoins().stream())
                                .noneMatch(other ->
                                        !other.isInverse() && other.getTable().equals(join.getTable())))
                .toList();
    }

    private Entity.@Nullable Discriminator discriminator(PersistentClass mapping) {
        if (mapping.getDiscriminator() == null) {
            return null;
        }
        String table = key(mapping.getRootTable());
        List<String> columns = columnNames(mapping.getDiscriminator().getSelectables());
        structural(table).addAll(columns);
        boolean apart =
                mapping.getSuperclass() != null && key(mapping.getTable()).equals(table);
        if (apart && isUntold(mapping, columns)) {
            // Whose rows are of which kind cannot be said in a statement: a duty for one would reach the others.
            unsupported(
                    table,
                    name(mapping)
                            + ": its rows are told from others of the table by a formula, or by a discriminator that"
                            + " is null or any other value, which this version cannot follow. Give each kind a value of its"
                            + " own (@DiscriminatorColumn, @DiscriminatorValue)");
        }
        if (mapping.getSuperclass() == null || columns.isEmpty()) {
            return null;
        }
        List<String> values = new ArrayList<>();
        values.add(mapping.getDiscriminatorValue());
        mapping.getSubclasses().forEach(heir -> values.add(heir.getDiscriminatorValue()));
        return new Entity.Discriminator(table, columns.get(0), values);
    }

    private static boolean isUntold(PersistentClass mapping, List<String> columns) {
        List<PersistentClass> kinds = new ArrayList<>(List.of(mapping));
        kinds.addAll(mapping.getSubclasses());
        return columns.isEmpty()
                || kinds.stream().anyMatch(k -> k.isDiscriminatorValueNull() || k.isDiscriminatorValueNotNull());
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

    TableReader tables() {
        return tables;
    }

    Set<String> structural(String table) {
        return tables.structural(table);
    }

    /** Whether rows of the entity are those of a query: it has none of its own. */
    static boolean isView(PersistentClass mapping) {
        org.hibernate.mapping.Table table = mapping.getRootTable();
        return table.isSubselect() || table.isView();
    }

    SessionFactoryImplementor factory() {
        return factory;
    }

    Metadata metadata() {
        return metadata;
    }

    /** The schema, or catalogue, that the configuration names for all tables whose mapping names none. */
    @Nullable
    String defaultSchema(boolean catalogue) {
        Identifier named = catalogue ? names.getDefaultCatalog() : names.getDefaultSchema();
        return named == null ? null : named.getText();
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
                .map(s -> name((Column) s))
                .toList();
    }

    /** As the table has it: attributes that share a column may write its name in different cases. */
    private static String name(Column column) {
        Value value = column.getValue();
        Column shared = value == null || value.getTable() == null
                ? null
                : value.getTable().getColumn(column);
        return (shared == null ? column : shared).getName();
    }
}
