package dev.rasura.internal.hibernate;

import static dev.rasura.internal.hibernate.MappingReader.columnNames;

import dev.rasura.annotation.NotPersonal;
import dev.rasura.internal.schema.Ancestry;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Attribute.Element;
import dev.rasura.internal.schema.Attribute.Role;
import dev.rasura.internal.schema.MappedSchema;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.TenantId;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of one entity: embedded ones by their parts, collections by the columns of their elements. */
final class AttributeReader {

    private final MappingReader schema;
    private final PersistentClass mapping;
    private final ReferenceReader references;
    private final List<Attribute> attributes = new ArrayList<>();
    /** In an inheritance by table per class: where what the entity inherits lies in its own row. */
    private final Map<Table, Table> repeated = new HashMap<>();

    private boolean inherited;

    /** @param own the table that attributes without a table of their own are in */
    AttributeReader(MappingReader schema, PersistentClass mapping, Table own) {
        this.schema = schema;
        this.mapping = mapping;
        this.references = new ReferenceReader(schema);
        for (PersistentClass p = mapping; p != null; p = p.getSuperclass()) {
            if (p instanceof UnionSubclass || p.getTable().hasDenormalizedTables()) {
                repeated.put(p.getTable(), own);
            }
        }
    }

    List<Attribute> read() {
        boolean union = mapping instanceof UnionSubclass;
        for (PersistentClass p = mapping; p != null; p = union ? p.getSuperclass() : null) {
            inherited = p != mapping;
            read(p);
        }
        return attributes;
    }

    private void read(PersistentClass declaring) {
        Class<?> type = declaring.getClassName() == null ? null : declaring.getMappedClass();
        if (declaring.getSuperclass() == null) {
            Property id = declaring.getIdentifierProperty();
            if (id != null) {
                property(id, "", type, List.of());
            } else if (declaring.getIdentifierMapper() != null) {
                declaring.getIdentifierMapper().getProperties().forEach(p -> property(p, "", type, List.of()));
            } else if (declaring.getIdentifier() instanceof Component key) {
                key.getProperties().forEach(p -> property(p, "", type, List.of()));
            }
        }
        for (Property property : declaring.getProperties()) {
            if (!property.isSynthetic() && !property.isBackRef() && !isVersion(property)) {
                property(property, "", type, List.of());
            }
        }
    }

    private boolean isVersion(Property property) {
        return mapping.getVersion() != null
                && property.getName().equals(mapping.getVersion().getName());
    }

    private void property(Property property, String prefix, @Nullable Class<?> owner, List<AnnotatedElement> outer) {
        List<AnnotatedElement> members = new ArrayList<>(outer);
        members.addAll(members(owner, property.getName()));
        if (members.stream().anyMatch(m -> m.isAnnotationPresent(TenantId.class))) {
            // Whose installation a row belongs to, not whose data it is.
            schema.structural(table(property.getValue())).addAll(columnNames(property.getSelectables()));
        }
        if (property.getValue() instanceof BasicValue) {
            refuseHiddenAssociation(property.getName(), members);
        }
        value(property.getValue(), prefix + property.getName(), members, null);
    }

    private void value(Value value, String path, List<AnnotatedElement> members, @Nullable Element element) {
        boolean elsewhere = inherited && !repeated.containsKey(value.getTable());
        if (elsewhere) {
            // It is in a table that the parent's rows share with the heir's, and is read there.
            return;
        }
        if (value instanceof Component component) {
            component(component, path, members, element);
        } else if (value instanceof Collection collection) {
            collection(collection, path, members);
        } else if (value instanceof Any any) {
            List<String> key = references.any(any, table(any), path, where(path));
            String targets = String.join(", ", references.targets(any));
            add(any, key, path, targets, members, element);
        } else if (value instanceof ToOne toOne) {
            List<String> columns = references.isFormula(toOne, where(path), isNotPersonal(members))
                    ? List.of()
                    : references.columns(toOne, mapping);
            if (!columns.isEmpty()) {
                add(toOne, columns, path, references.toOne(toOne, columns, table(toOne), path), members, element);
            }
        } else if (value.getTable() != null) {
            add(value, columnNames(value.getSelectables()), path, null, members, element);
        }
    }

    /** Hibernate maps an association as a plain value where the class of {@code @IdClass} maps the same name itself. */
    private void refuseHiddenAssociation(String path, List<AnnotatedElement> members) {
        boolean association = members.stream()
                .anyMatch(m -> m.isAnnotationPresent(ManyToOne.class) || m.isAnnotationPresent(OneToOne.class));
        if (association) {
            schema.unsupported(
                    MappedSchema.Unsupported.ANYWHERE,
                    "attribute " + where(path)
                            + " is annotated as an association, but Hibernate maps it as a plain value,"
                            + " so nobody can follow it. Take @Embeddable and @Column off the class of @IdClass");
        }
    }

    private void component(
            Component component, String path, List<AnnotatedElement> members, @Nullable Element element) {
        Class<?> type = component.isDynamic() ? null : component.getComponentClass();
        if (component.getDiscriminator() != null) {
            schema.structural(table(component))
                    .addAll(columnNames(component.getDiscriminator().getSelectables()));
        }
        for (Property part : component.getProperties()) {
            Class<?> declaring = declaring(component, part, type);
            refuseSeveralHeirs(component, part, declaring, path);
            List<AnnotatedElement> inner = new ArrayList<>(members);
            inner.addAll(members(declaring, part.getName()));
            if (component.getAggregateColumn() != null) {
                structured(
                        part.getValue(),
                        path + "." + part.getName(),
                        component.getAggregateColumn().getName(),
                        table(component),
                        List.of(),
                        inner,
                        partOf(element));
            } else {
                value(part.getValue(), path + "." + part.getName(), inner, partOf(element));
            }
        }
    }

    /** The class of a part, which an heir of the embeddable may have added. */
    private @Nullable Class<?> declaring(Component component, Property part, @Nullable Class<?> type) {
        String heir = component.isPolymorphic() ? component.getPropertyDeclaringClass(part) : null;
        return heir == null ? type : classOf(heir);
    }

    private Class<?> classOf(String name) {
        return schema.factory()
                .getServiceRegistry()
                .requireService(ClassLoaderService.class)
                .classForName(name);
    }

    /** Hibernate keeps one part of a name: what the other heirs say of theirs, or do not say, nobody would hear. */
    private void refuseSeveralHeirs(Component component, Property part, @Nullable Class<?> declaring, String path) {
        if (!component.isPolymorphic() || declaring == null) {
            return;
        }
        component.getDiscriminatorValues().values().stream()
                .map(this::classOf)
                .filter(heir -> !declaring.isAssignableFrom(heir) && !heir.isAssignableFrom(declaring))
                .filter(heir -> !members(heir, part.getName()).isEmpty())
                .forEach(heir -> schema.unsupported(
                        table(component),
                        "attribute " + where(path + "." + part.getName()) + " is declared by "
                                + declaring.getSimpleName()
                                + " and by " + heir.getSimpleName()
                                + ", heirs of one embeddable, and Hibernate maps the"
                                + " first alone. Declare it once, in the class that they inherit from"));
    }

    /** A part of an embeddable that is stored in one column: an attribute of that column, by its keys within. */
    private void structured(
            Value value,
            String path,
            String column,
            String table,
            List<String> outer,
            List<AnnotatedElement> members,
            @Nullable Element element) {
        if (value instanceof Component component) {
            Class<?> type = component.isDynamic() ? null : component.getComponentClass();
            List<String> inside = new ArrayList<>(outer);
            if (component.getAggregateColumn() != null) {
                inside.add(component.getAggregateColumn().getName());
            }
            for (Property part : component.getProperties()) {
                List<AnnotatedElement> inner = new ArrayList<>(members);
                inner.addAll(members(type, part.getName()));
                structured(part.getValue(), path + "." + part.getName(), column, table, inside, inner, element);
            }
            return;
        }
        if (!isNotPersonal(members)) {
            references.refuseWithin(value, where(path));
        }
        for (String key : keysWithin(value)) {
            List<String> inside = new ArrayList<>(outer);
            inside.add(key);
            attributes.add(
                    new Attribute(path, table, List.of(column), inside, null, element, inherited, true, members));
        }
    }

    private static boolean isNotPersonal(List<AnnotatedElement> members) {
        return members.stream().anyMatch(m -> m.isAnnotationPresent(NotPersonal.class));
    }

    /** As the document, or the struct, has them: what they are called is no column of the table. */
    private static List<String> keysWithin(Value value) {
        return value.getSelectables().stream()
                .filter(s -> !s.isFormula())
                .map(s -> ((Column) s).getName())
                .toList();
    }

    private void collection(Collection collection, String path, List<AnnotatedElement> members) {
        references.owner(collection, path);
        if (collection.isOneToMany()) {
            structuralIndex(collection);
            if (collection.isMap() && ((IndexedCollection) collection).getIndex() instanceof ToOne) {
                key((IndexedCollection) collection, path, members);
            }
            return;
        }
        String table = schema.key(collection.getCollectionTable());
        schema.explain(table);
        schema.structural(table).addAll(columnNames(collection.getKey().getSelectables()));
        schema.softDeletion(collection, table);
        if (collection.isIdentified()) {
            schema.structural(table)
                    .addAll(columnNames(
                            collection.getCollectionTable().getPrimaryKey().getColumns()));
        }
        value(collection.getElement(), path, members, new Element(path, Role.VALUE));
        if (collection.isMap()) {
            key((IndexedCollection) collection, path, members);
        } else {
            structuralIndex(collection);
        }
    }

    /** A key that is an attribute of the map's values (@MapKey) lies in their table, and is read there. */
    private void key(IndexedCollection map, String path, List<AnnotatedElement> members) {
        Value index = map.getIndex();
        if (index.getTable().equals(map.getCollectionTable())) {
            // What is said of the collection speaks of its values: a key that refers to a row says nothing of the
            // person.
            value(
                    index,
                    path + keyName(map),
                    index instanceof ToOne ? List.of() : members,
                    new Element(path, Role.KEY));
        }
    }

    /** What a map's key is called: {@code key()} where its values have a part called {@code key}. */
    private static String keyName(Collection map) {
        boolean taken = map.getElement() instanceof Component values && values.hasProperty("key");
        return taken ? ".key()" : ".key";
    }

    private static @Nullable Element partOf(@Nullable Element element) {
        return element == null || element.role() == Role.KEY
                ? element
                : new Element(element.collection(), Role.PART_OF_VALUE);
    }

    private void structuralIndex(Collection collection) {
        if (collection instanceof IndexedCollection indexed && !collection.isMap() && indexed.getIndex() != null) {
            schema.structural(schema.key(collection.getCollectionTable()))
                    .addAll(columnNames(indexed.getIndex().getSelectables()));
        }
    }

    private void add(
            Value value,
            List<String> columns,
            String path,
            @Nullable String target,
            List<AnnotatedElement> members,
            @Nullable Element element) {
        if (columns.isEmpty()) {
            return;
        }
        String table = table(value);
        if (target == null && columns.size() == 1) {
            schema.tables().javaType(table, columns.get(0), value.getType().getReturnedClass());
            StoredForm.converter(value, table + "." + columns.get(0))
                    .ifPresent(converter -> schema.tables().converted(table, columns.get(0), converter));
        }
        attributes.add(new Attribute(
                path,
                table,
                columns,
                List.of(),
                target,
                element,
                inherited,
                value.hasAnyInsertableColumns() || value.hasAnyUpdatableColumns(),
                members));
    }

    private String table(Value value) {
        return schema.key(repeated.getOrDefault(value.getTable(), value.getTable()));
    }

    private String where(String path) {
        return schema.name(mapping) + "." + path;
    }

    /**
     * The field and the getter of a property, as far as there are any; those of a class after what they override or
     * implement.
     */
    private static List<AnnotatedElement> members(@Nullable Class<?> owner, String property) {
        List<AnnotatedElement> found = new ArrayList<>();
        String capital = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        Set<String> getters =
                new HashSet<>(List.of("get" + capital, "is" + capital, "get" + property, "is" + property, property));
        for (Class<?> type : Ancestry.of(owner)) {
            List<AnnotatedElement> own = new ArrayList<>();
            for (var field : type.getDeclaredFields()) {
                if (field.getName().equals(property)) {
                    own.add(field);
                }
            }
            for (var method : type.getDeclaredMethods()) {
                if (method.getParameterCount() == 0 && getters.contains(method.getName())) {
                    own.add(method);
                }
            }
            found.addAll(0, own);
        }
        return found;
    }
}
