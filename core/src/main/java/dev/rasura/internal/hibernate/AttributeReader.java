package dev.rasura.internal.hibernate;

import static dev.rasura.internal.hibernate.MappingReader.columnNames;

import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.ForeignKey;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of one entity: embedded ones by their parts, collections by the columns of their elements. */
final class AttributeReader {

    private final MappingReader schema;
    private final PersistentClass mapping;
    private final List<Attribute> attributes = new ArrayList<>();
    private boolean elementPart;

    AttributeReader(MappingReader schema, PersistentClass mapping) {
        this.schema = schema;
        this.mapping = mapping;
    }

    List<Attribute> read() {
        Class<?> type = mapping.getClassName() == null ? null : mapping.getMappedClass();
        if (mapping.getSuperclass() == null) {
            Property id = mapping.getIdentifierProperty();
            if (id != null) {
                property(id, "", type, List.of());
            } else if (mapping.getIdentifierMapper() != null) {
                mapping.getIdentifierMapper().getProperties().forEach(p -> property(p, "", type, List.of()));
            }
        }
        for (Property property : mapping.getProperties()) {
            if (!property.isSynthetic() && !property.isBackRef() && !isVersion(property)) {
                property(property, "", type, List.of());
            }
        }
        return attributes;
    }

    private boolean isVersion(Property property) {
        return mapping.getVersion() != null
                && property.getName().equals(mapping.getVersion().getName());
    }

    private void property(Property property, String prefix, @Nullable Class<?> owner, List<AnnotatedElement> outer) {
        List<AnnotatedElement> members = new ArrayList<>(outer);
        members.addAll(members(owner, property.getName()));
        value(property.getValue(), prefix + property.getName(), members, false);
    }

    private void value(Value value, String path, List<AnnotatedElement> members, boolean inCollection) {
        if (value instanceof Component component) {
            component(component, path, members, inCollection);
        } else if (value instanceof Collection collection) {
            collection(collection, path, members);
        } else if (value instanceof Any) {
            schema.unsupported(
                    table(value),
                    "attribute " + where(path) + " is an @Any association, whose target no foreign key"
                            + " names; this version does not treat it");
        } else if (value instanceof ToOne toOne) {
            toOne(toOne, path, members, inCollection);
        } else if (value.getTable() != null) {
            add(value, path, null, members, inCollection);
        }
    }

    private void component(Component component, String path, List<AnnotatedElement> members, boolean inCollection) {
        if (component.getAggregateColumn() != null) {
            schema.unsupported(
                    table(component),
                    "attribute " + where(path) + " is an embeddable stored in one structured" + " column ("
                            + component.getAggregateColumn().getName() + "), which this version does not treat");
            return;
        }
        Class<?> type = component.isDynamic() ? null : component.getComponentClass();
        boolean outer = elementPart;
        for (Property part : component.getProperties()) {
            List<AnnotatedElement> inner = new ArrayList<>(members);
            inner.addAll(members(type, part.getName()));
            elementPart = inCollection || elementPart;
            value(part.getValue(), path + "." + part.getName(), inner, inCollection);
        }
        elementPart = outer;
    }

    private void collection(Collection collection, String path, List<AnnotatedElement> members) {
        if (collection.isOneToMany()) {
            structuralIndex(collection);
            return;
        }
        String table = schema.key(collection.getCollectionTable());
        schema.explain(table);
        if (collection.getAuxiliaryTable() != null) {
            schema.unsupported(
                    table,
                    "collection " + where(path) + " keeps its history in "
                            + collection.getAuxiliaryTable().getName() + ", which this version does not treat");
        }
        schema.structural(table).addAll(columnNames(collection.getKey().getSelectables()));
        schema.softDeletion(collection, table);
        if (collection.isIdentified()) {
            schema.structural(table)
                    .addAll(columnNames(
                            collection.getCollectionTable().getPrimaryKey().getColumns()));
        }
        value(collection.getElement(), path, members, true);
        if (collection.isMap()) {
            elementPart = true;
            Value index = ((IndexedCollection) collection).getIndex();
            // What is said of the collection speaks of its values: a key that refers to a row says nothing of the
            // person.
            value(index, path + ".key", index instanceof ToOne ? List.of() : members, true);
            elementPart = false;
        } else {
            structuralIndex(collection);
        }
    }

    private void structuralIndex(Collection collection) {
        if (collection instanceof IndexedCollection indexed && !collection.isMap() && indexed.getIndex() != null) {
            schema.structural(schema.key(collection.getCollectionTable()))
                    .addAll(columnNames(indexed.getIndex().getSelectables()));
        }
    }

    private void toOne(ToOne toOne, String path, List<AnnotatedElement> members, boolean inCollection) {
        List<String> columns = columnNames(toOne.getSelectables());
        if (columns.isEmpty()) {
            return;
        }
        PersistentClass target = schema.metadata().getEntityBinding(toOne.getReferencedEntityName());
        if (toOne instanceof ManyToOne && toOne.isReferenceToPrimaryKey()) {
            schema.softKey(
                    table(toOne),
                    new ForeignKey(
                            "association " + path,
                            columns,
                            schema.key(target.getTable()),
                            columnNames(target.getKey().getSelectables()),
                            false));
        }
        add(toOne, path, schema.name(target), members, inCollection);
    }

    private void add(
            Value value, String path, @Nullable String target, List<AnnotatedElement> members, boolean inCollection) {
        List<String> columns = columnNames(value.getSelectables());
        if (columns.isEmpty()) {
            return;
        }
        String table = table(value);
        if (target == null && columns.size() == 1) {
            schema.javaType(table, columns.get(0), value.getType().getReturnedClass());
        }
        attributes.add(new Attribute(path, table, columns, target, inCollection, inCollection && elementPart, members));
    }

    private String table(Value value) {
        return schema.key(value.getTable());
    }

    private String where(String path) {
        return schema.name(mapping) + "." + path;
    }

    /** The field and the getter of a property, as far as there are any. */
    private static List<AnnotatedElement> members(@Nullable Class<?> owner, String property) {
        List<AnnotatedElement> found = new ArrayList<>();
        String capital = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                if (field.getName().equals(property)) {
                    found.add(field);
                }
            }
            for (var method : type.getDeclaredMethods()) {
                String name = method.getName();
                if (method.getParameterCount() == 0
                        && (name.equals("get" + capital) || name.equals("is" + capital) || name.equals(property))) {
                    found.add(method);
                }
            }
        }
        return found;
    }
}
