package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Tables that have one way to the subjects in common: those of one inheritance. Each collection table is a group of its own. */
final class TableGroups {

    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, List<Entity>> entities = new LinkedHashMap<>();

    TableGroups(MappedSchema schema) {
        for (Entity entity : schema.entities().values()) {
            String group = schema.lineage(entity).get(0).name();
            entity.tables().forEach(table -> groups.put(table, group));
            entities.computeIfAbsent(group, g -> new ArrayList<>()).add(entity);
        }
        schema.tables().keySet().forEach(table -> groups.putIfAbsent(table, table));
    }

    /** The group of the table. */
    String of(String table) {
        return Objects.requireNonNull(groups.get(table));
    }

    /** Whether the step leads to rows of the group it comes from. */
    boolean staysWithin(Edge edge) {
        return of(edge.from()).equals(of(edge.to()));
    }

    /** The groups of entities. */
    Set<String> ofEntities() {
        return entities.keySet();
    }

    /** The entities of a group; none for a collection table. */
    List<Entity> entities(String group) {
        return entities.getOrDefault(group, List.of());
    }
}
