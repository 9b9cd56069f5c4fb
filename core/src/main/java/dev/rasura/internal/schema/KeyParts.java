package dev.rasura.internal.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of an entity's key by the names a developer gave them, in the order of the key's columns. */
public record KeyParts(List<Part> parts) {

    public KeyParts {
        parts = List.copyOf(parts);
    }

    /** @param name the attribute within the key; of a reference with several columns, followed by the part referred to */
    public record Part(String name, Column column) {}

    public static KeyParts of(MappedSchema schema, Entity entity) {
        Table table = schema.table(entity.table());
        List<String> columns = entity.keyOf(table.key());
        List<String> names = new ArrayList<>();
        for (String column : entity.keyOf(entity.tables().get(0))) {
            names.add(name(schema, entity, column));
        }
        names = withoutEmbedding(names);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(new Part(names.get(i), table.require(columns.get(i))));
        }
        return new KeyParts(parts);
    }

    private static String name(MappedSchema schema, Entity entity, String column) {
        Optional<Attribute> attribute = Stream.concat(schema.lineage(entity).stream(), Stream.of(entity))
                .flatMap(e -> e.attributes().stream())
                .filter(a -> !a.collection() && a.table().equals(entity.tables().get(0)))
                .filter(a -> a.columns().contains(column))
                .findFirst();
        if (attribute.isEmpty()) {
            return column;
        }
        String path = attribute.get().path();
        Optional<Entity> target = Optional.ofNullable(attribute.get().target()).flatMap(schema::entity);
        int position = attribute.get().columns().indexOf(column);
        if (attribute.get().columns().size() == 1) {
            return path;
        }
        List<Part> parts = target.map(t -> of(schema, t).parts()).orElse(List.of());
        return path + "." + (position < parts.size() ? parts.get(position).name() : column);
    }

    /** The name of the embedded key itself says nothing: {@code id.branch} is the part {@code branch}. */
    private static List<String> withoutEmbedding(List<String> names) {
        int dot = names.get(0).indexOf('.');
        if (dot < 0 || names.size() == 1) {
            return names;
        }
        String prefix = names.get(0).substring(0, dot + 1);
        if (!names.stream().allMatch(n -> n.startsWith(prefix))) {
            return names;
        }
        List<String> shorter =
                names.stream().map(n -> n.substring(prefix.length())).toList();
        return new HashSet<>(shorter).size() == shorter.size() ? shorter : names;
    }

    public boolean composite() {
        return parts.size() > 1;
    }

    public List<Column> columns() {
        return parts.stream().map(Part::column).toList();
    }

    public List<String> names() {
        return parts.stream().map(Part::name).sorted().toList();
    }
}
