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
import org.hibernate.mapping.Any;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.ToOne;
import org.hibernate.metamodel.model.domain.NavigableRole;
import org.hibernate.type.MetaType;

/** Reads where associations lead: to one entity, or to any of several, of which a second column says which. */
final class ReferenceReader {

    private final MappingReader schema;

    ReferenceReader(MappingReader schema) {
        this.schema = schema;
    }

    /** Notes the reference from the table and returns the name of the entity it leads to. */
    String toOne(ToOne toOne, String table, String path) {
        PersistentClass target = schema.metadata().getEntityBinding(toOne.getReferencedEntityName());
        if (toOne instanceof ManyToOne && toOne.isReferenceToPrimaryKey() && !MappingReader.isView(target)) {
            schema.tables()
                    .softKey(
                            table,
                            new ForeignKey(
                                    "association " + path,
                                    columnNames(toOne.getSelectables()),
                                    schema.key(target.getTable()),
                                    columnNames(target.getKey().getSelectables()),
                                    false));
        }
        return schema.name(target);
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
