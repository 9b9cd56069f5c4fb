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
 * @param parent the JPA name of the entity it inherits from, or null
 * @param table the table that holds one row for each of its own and its heirs'; in a shared one see the discriminator
 * @param tables all tables that hold a part of one of its rows, the root's first: the chain of a joined inheritance,
 *     secondary tables; they share the values of the key
 * @param key the key's columns for each of {@code tables}, in the same order
 * @param discriminator the column and values that tell rows of it and its heirs from others in a shared table, or null
 * @param attributes its own, without those of its parent
 */
public record Entity(
        String name,
        String mappingName,
        @Nullable Class<?> type,
        @Nullable String parent,
        String table,
        List<String> tables,
        List<List<String>> key,
        @Nullable Discriminator discriminator,
        List<Attribute> attributes) {

    public Entity {
        tables = List.copyOf(tables);
        key = key.stream().map(List::copyOf).toList();
        attributes = List.copyOf(attributes);
    }

    /** The values, in the text form of the mapping, that mark rows of the entity and its heirs. */
    public record Discriminator(String table, String column, List<String> values) {
        public Discriminator {
            values = List.copyOf(values);
        }
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
