package dev.rasura.internal.schema;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of an entity down to its columns. Embedded attributes appear once for each of their parts, by path.
 *
 * @param path as in {@code address.street}
 * @param table the table its columns are in
 * @param inside the keys that lead to it within its column, for a part of a structured column (JSON, a struct); else empty
 * @param target the entity an association leads to, several with commas between them, or null
 * @param element what it is in a collection or join table whose columns it has, or null for what is in the entity's rows
 * @param inherited whether it is a parent's, which an inheritance by table per class repeats in the heir's table
 * @param written whether Hibernate writes its columns; of two attributes of one column, one only reads it
 * @param members the Java members that may carry annotations, the innermost last: those of the embedded attribute, then
 *     those of its part
 */
public record Attribute(
        String path,
        String table,
        List<String> columns,
        List<String> inside,
        @Nullable String target,
        @Nullable Element element,
        boolean inherited,
        boolean written,
        List<AnnotatedElement> members) {

    /**
     * What an attribute is in a collection.
     *
     * @param collection the path of the collection
     */
    public record Element(String collection, Role role) {}

    public enum Role {
        VALUE,
        PART_OF_VALUE,
        /** A map's key, or a part of it. */
        KEY
    }

    public Attribute {
        columns = List.copyOf(columns);
        inside = List.copyOf(inside);
        members = List.copyOf(members);
    }

    /** Whether the columns are those of a collection or join table. */
    public boolean collection() {
        return element != null;
    }

    /** Whether they are those of the collection of that path. */
    public boolean in(String collection) {
        return element != null && element.collection().equals(collection);
    }

    /** Whether it is a part of a collection's embeddable element or a map's key, and not the element itself. */
    public boolean elementPart() {
        return element != null && element.role() != Role.VALUE;
    }

    public boolean mapKey() {
        return element != null && element.role() == Role.KEY;
    }
}
