package dev.rasura.internal.hibernate;

import static dev.rasura.internal.hibernate.MappingReader.columnNames;

import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.OneToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.hibernate.metamodel.model.domain.NavigableRole;
import org.hibernate.type.MetaType;

/** Reads where associations lead: to one entity, or to any of several, of which a second column says which. */
final class ReferenceReader {

    private final MappingReader schema;

    ReferenceReader(MappingReader schema) {
        this.schema = schema;
    }

    /** Notes the reference from the table and returns the name of the entity it leads to. */
    String toOne(ToOne toOne, List<String> columns, String table, String path) {
        PersistentClass target = target(toOne);
        if (!MappingReader.isView(target)) {
            Value referred = toOne.isReferenceToPrimaryKey() ? target.getKey() : referred(toOne, target);
            schema.tables()
                    .softKey(
                            table,
                            new ForeignKey(
                                    "association " + path,
                                    columns,
                                    schema.key(
                                            toOne.isReferenceToPrimaryKey() ? target.getTable() : referred.getTable()),
                                    columnNames(referred.getSelectables()),
                                    false));
        }
        return schema.name(target);
    }

    /** The columns by which the association refers; those of the row's own key, if it is the other row's as well. */
    List<String> columns(ToOne toOne, PersistentClass owner) {
        boolean byKey = toOne instanceof OneToOne one
                && one.getMappedByProperty() == null
                && one.getReferencedPropertyName() == null;
        // In an inheritance by table per class, heirs repeat what stands in the table of their parent.
        for (PersistentClass p = owner; byKey && p != null; p = p.getSuperclass()) {
            if (toOne.getTable().equals(p.getTable())) {
                return columnNames(p.getKey().getSelectables());
            }
        }
        return columnNames(toOne.getSelectables());
    }

    /** A join by a formula cannot be followed; if it leads to rows of people, the start stops unless it is said to be none. */
    boolean isFormula(ToOne toOne, String where, boolean ignored) {
        boolean formula = toOne.getSelectables().stream().anyMatch(Selectable::isFormula);
        if (formula && !ignored) {
            refuse(
                    target(toOne),
                    "attribute " + where + " joins by a formula, which no duty can follow. Map the columns behind it"
                            + " (@JoinColumn, or an attribute with @SoftReference), and say @NotPersonal on the"
                            + " association itself");
        }
        return formula;
    }

    /** What refers from within a structured column no duty can follow: it stops the start where it leads to rows of people. */
    void refuseWithin(Value value, String where) {
        Stream<PersistentClass> targets = value instanceof ToOne toOne
                ? Stream.of(target(toOne))
                : value instanceof Any any
                        ? possible(any).values().stream().map(schema.metadata()::getEntityBinding)
                        : Stream.empty();
        targets.filter(Objects::nonNull)
                .forEach(target -> refuse(
                        target,
                        "attribute " + where + " is an association within a structured column, which no duty can"
                                + " follow. Give it a column of its own beside that one (@ManyToOne, or an attribute with"
                                + " @SoftReference), or say @NotPersonal on it"));
    }

    /** Stops the start if rows of the target, in whichever table they lie, are within a person's reach. */
    private void refuse(PersistentClass target, String what) {
        schema.tables().targets(schema.key(target.getTable())).forEach(table -> schema.unsupported(table, what));
    }

    /**
     * Notes the reference from a collection's rows to their owner's, which the database need not have as a foreign key. What
     * another association maps is noted with that.
     */
    void owner(Collection collection, String path) {
        if (collection.getMappedByProperty() != null) {
            return;
        }
        PersistentClass owner = collection.getOwner();
        String other = collection.getReferencedPropertyName();
        Value referred = other == null
                ? owner.getKey()
                : owner.getReferencedProperty(other).getValue();
        ForeignKey key = new ForeignKey(
                "collection " + path,
                columnNames(collection.getKey().getSelectables()),
                schema.key(other == null ? owner.getTable() : referred.getTable()),
                columnNames(referred.getSelectables()),
                false);
        schema.tables()
                .targets(schema.key(collection.getCollectionTable()))
                .forEach(table -> schema.tables().softKey(table, key));
    }

    private PersistentClass target(ToOne toOne) {
        return schema.metadata().getEntityBinding(toOne.getReferencedEntityName());
    }

    private static Value referred(ToOne toOne, PersistentClass target) {
        return target.getReferencedProperty(Objects.requireNonNull(toOne.getReferencedPropertyName()))
                .getValue();
    }

    /** Notes a reference for each table it may lead to, and returns the columns that hold the other row's key. */
    List<String> any(Any any, String table, String path, String where) {
        SimpleValue discriminator =
                any.getDiscriminatorDescriptor() == null ? any.getMetaMapping() : any.getDiscriminatorDescriptor();
        SimpleValue key = any.getKeyDescriptor() == null ? any.getKeyMapping() : any.getKeyDescriptor();
        List<String> columns = columnNames(key.getSelectables());
        List<String> marks = columnNames(discriminator.getSelectables());
        if (columns.isEmpty() || marks.size() != 1) {
            schema.unsupported(
                    table,
                    "attribute " + where + " is an @Any association without columns of its own for the other row's kind"
                            + " and key. Map both as columns");
            return List.of();
        }
        schema.structural(table).addAll(marks);
        Map<String, List<String>> values = new LinkedHashMap<>();
        Map<String, PersistentClass> targets = new TreeMap<>();
        possible(any).forEach((value, entity) -> {
            PersistentClass target = schema.metadata().getEntityBinding(entity);
            if (target != null && !MappingReader.isView(target)) {
                String to = schema.key(target.getTable());
                targets.put(to, target);
                values.computeIfAbsent(to, t -> new ArrayList<>()).add(value);
            }
        });
        targets.forEach((to, target) -> {
            List<String> targetKey = columnNames(target.getKey().getSelectables());
            if (targetKey.size() != columns.size()) {
                schema.unsupported(
                        table,
                        "attribute " + where + " is an @Any association to " + schema.name(target)
                                + ", whose key has another number of columns. Give it a key like that of the others");
                return;
            }
            schema.tables()
                    .softKey(
                            table,
                            new ForeignKey(
                                    "association " + path,
                                    columns,
                                    to,
                                    targetKey,
                                    false,
                                    new Entity.Discriminator(
                                            table, marks.get(0), Objects.requireNonNull(values.get(to)))));
        });
        return columns;
    }

    /** The names of the entities that it may lead to. */
    List<String> targets(Any any) {
        TreeSet<String> names = new TreeSet<>();
        possible(any).values().forEach(entity -> {
            PersistentClass target = schema.metadata().getEntityBinding(entity);
            names.add(target == null ? entity : schema.name(target));
        });
        return List.copyOf(names);
    }

    /** The entity that each value of the discriminator stands for, the value as text. */
    private Map<String, String> possible(Any any) {
        Map<String, String> possible = new TreeMap<>();
        MetaType type = (MetaType) any.getType().getDiscriminatorType();
        type.getDiscriminatorValuesToEntityNameMap()
                .forEach((value, entity) -> possible.put(String.valueOf(value.value()), entity));
        if (type.getImplicitValueStrategy() != null) {
            var entities = schema.factory().getMappingMetamodel();
            entities.forEachEntityDescriptor(entity -> {
                if (!possible.containsValue(entity.getEntityName())) {
                    Object value = type.getImplicitValueStrategy()
                            .toDiscriminatorValue(entity, new NavigableRole(entity.getEntityName()), entities);
                    possible.put(String.valueOf(value), entity.getEntityName());
                }
            });
        }
        return possible;
    }
}
