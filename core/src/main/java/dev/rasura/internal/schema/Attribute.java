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
 * @param collection whether the columns are those of a collection's or join table's elements
 * @param inherited whether it is a parent's, which an inheritance by table per class repeats in the heir's table
 * @param elementPart whether it is a part of a collection's embeddable element or map key, and not the element itself
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
        boolean collection,
        boolean inherited,
        boolean elementPart,
        boolean written,
        List<AnnotatedElement> members) {

    public Attribute {
        columns = List.copyOf(columns);
        inside = List.copyOf(inside);
        members = List.copyOf(members);
    }

    /** The path without its last part for what is embedded, else the path itself: {@code address} of {@code address.street}. */
    public String root() {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
