package dev.rasura.internal.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that Hibernate maps, as tables and entities.
 *
 * @param histories what keeps the history of a table, by the key of the table that keeps it
 * @param unsupported what could not be read, by sentence
 * @param notes what a reader of the map should know
 * @param live what only the database knows
 */
public record MappedSchema(
        Map<String, Table> tables,
        Map<String, Entity> entities,
        Map<String, History> histories,
        List<Unsupported> unsupported,
        List<String> notes,
        LiveFacts live) {

    public MappedSchema(
            Map<String, Table> tables,
            Map<String, Entity> entities,
            Map<String, History> histories,
            List<Unsupported> unsupported,
            List<String> notes) {
        this(tables, entities, histories, unsupported, notes, LiveFacts.none());
    }

    public MappedSchema {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        histories = Collections.unmodifiableMap(new LinkedHashMap<>(histories));
        unsupported = List.copyOf(unsupported);
        notes = List.copyOf(notes);
    }

    /** The schema with tables that Hibernate does not map, but somebody spoke of. */
    public MappedSchema with(List<Table> declared) {
        Map<String, Table> all = new LinkedHashMap<>(tables);
        declared.forEach(table -> all.put(table.key(), table));
        return new MappedSchema(all, entities, histories, unsupported, notes, live);
    }

    /** A mapping that this version cannot treat; it stops the start if the table can be reached from a subject. */
    public record Unsupported(String table, String what) {

        /** Instead of a table: it stops the start whatever can be reached. */
        public static final String ANYWHERE = "";
    }

    public Table table(String key) {
        Table table = tables.get(key);
        if (table == null) {
            throw new IllegalArgumentException("No mapped table " + key + ".");
        }
        return table;
    }

    /** What the table keeps the history of, if it is one. */
    public Optional<History> history(String table) {
        return Optional.ofNullable(histories.get(table));
    }

    /** The tables that keep the history of the table. */
    public List<History> historiesOf(String live) {
        return histories.values().stream().filter(h -> h.live().equals(live)).toList();
    }

    /** The table itself, or the one whose history it keeps. */
    public String live(String table) {
        return history(table).map(History::live).orElse(table);
    }

    public Optional<Entity> entity(String name) {
        return Optional.ofNullable(entities.get(name));
    }

    public Optional<Entity> entityOf(Class<?> type) {
        return entities.values().stream().filter(e -> type.equals(e.type())).findFirst();
    }

    /** Those of the class: several where {@code hbm.xml} maps it under several names. */
    public List<Entity> entitiesOf(Class<?> type) {
        return entities.values().stream().filter(e -> type.equals(e.type())).toList();
    }

    /** The entity and all it inherits from, the root first. */
    public List<Entity> lineage(Entity entity) {
        List<Entity> lineage = new ArrayList<>();
        for (Entity e = entity; e != null; e = e.parent() == null ? null : entities.get(e.parent())) {
            lineage.add(0, e);
        }
        return lineage;
    }

    /** The entity and all that inherit from it. */
    public List<Entity> heirs(Entity entity) {
        return entities.values().stream()
                .filter(e -> lineage(e).contains(entity))
                .toList();
    }

    /** Whether the entity has rows itself: by table per class an abstract one has none but its heirs'. */
    public boolean hasOwnRows(Entity entity) {
        return entity.union().isEmpty()
                || heirs(entity).stream()
                        .noneMatch(heir -> !heir.equals(entity) && heir.table().equals(entity.table()));
    }

    /** The attribute as the entity has it, its own or inherited. */
    public Optional<Attribute> attribute(Entity entity, String path) {
        List<Entity> lineage = lineage(entity);
        for (int i = lineage.size() - 1; i >= 0; i--) {
            Optional<Attribute> found = lineage.get(i).attribute(path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether both are of one inheritance. */
    public boolean related(Entity a, Entity b) {
        return lineage(a).get(0).equals(lineage(b).get(0));
    }
}
