package dev.rasura.internal.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mapped entity.
 *
 * @param name the JPA entity name
 * @param mappingName Hibernate's own name of it: the class name, mostly
 * @param type its class, or null for a dynamic model
 * @param keyClass the class of {@code @IdClass} that it declares, or null
 * @param parent the JPA name of the entity it inherits from, or null
 * @param table the table that holds one row for each of its own and its heirs'; in a shared one see the discriminator,
 *     in an inheritance by table per class see {@code union}
 * @param tables all tables that hold a part of one of its rows, the root's first: the chain of a joined inheritance,
 *     secondary tables; they share the values of the key
 * @param key the key's columns for each of {@code tables}, in the same order
 * @param discriminator the column and values that tell rows of it and its heirs from others in a shared table, or null
 * @param union the tables of an inheritance by table per class that hold whole rows of it and its heirs; empty for others
 * @param attributes its own, without those of its parent; in an inheritance by table per class those of its parent too, as
 *     they are in its own table
 */
public record Entity(
        String name,
        String mappingName,
        @Nullable Class<?> type,
        @Nullable Class<?> keyClass,
        @Nullable String parent,
        String table,
        List<String> tables,
        List<List<String>> key,
        @Nullable Discriminator discriminator,
        List<String> union,
        List<Attribute> attributes) {

    public Entity {
        tables = List.copyOf(tables);
        key = key.stream().map(List::copyOf).toList();
        union = List.copyOf(union);
        attributes = List.copyOf(attributes);
    }

    /**
     * The values, in the text form of the mapping, that mark rows of the entity and its heirs; or, beside a reference, the
     * values that say that it leads to a certain table.
     */
    public record Discriminator(String table, String column, List<String> values) {
        public Discriminator {
            values = List.copyOf(values);
        }
    }

    /** The tables of which one has a row for each of its own and its heirs': one, but for table per class. */
    public List<String> rowTables() {
        return union.isEmpty() ? List.of(table) : union;
    }

    /** The key's columns in one of {@link #tables()}. */
    public List<String> keyOf(String part) {
        return key.get(tables.indexOf(part));
    }

    public Optional<Attribute> attribute(String path) {
        return attributes.stream().filter(a -> a.path().equals(path)).findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
