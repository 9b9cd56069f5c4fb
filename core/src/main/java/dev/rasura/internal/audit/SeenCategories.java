package dev.rasura.internal.audit;

import dev.rasura.annotation.DataCategory;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which categories of data an event is about, by the data map: those of the attributes that it names; of all of the entity,
 * where it names none, or not all.
 */
final class SeenCategories {

    /** The fact in which a read of several entities names them, as {@code Person=3,Invoice=1}. */
    private static final String ENTITIES = "entities";

    private static final String MORE_ATTRIBUTES = "moreAttributes";

    private final Map<String, Map<String, Set<DataCategory>>> byName = new HashMap<>();

    /**
     * What an event is about.
     *
     * @param whole whether the map knows all of what the event names, and the event names something
     */
    record Seen(Set<DataCategory> categories, boolean whole) {}

    SeenCategories(DataMap map) {
        for (MappedTable table : map.tables()) {
            List<String> names = new ArrayList<>(table.entities());
            names.add(bare(table.name()));
            for (MappedColumn column : table.columns()) {
                Set<DataCategory> category = column.category() == null ? Set.of() : EnumSet.of(column.category());
                for (String name : names) {
                    // A collection's table, as Candidate.skills, holds an attribute of its entity.
                    int dot = name.indexOf('.');
                    String entity = dot < 0 ? name : name.substring(0, dot);
                    add(entity, dot < 0 ? bare(column.name()) : name.substring(dot + 1), category);
                    if (dot >= 0) {
                        add(name, bare(column.name()), category);
                    }
                    if (column.attribute() != null) {
                        add(
                                entity,
                                column.attribute().substring(column.attribute().indexOf('.') + 1),
                                category);
                    }
                }
                if (column.attribute() != null && column.attribute().indexOf('.') > 0) {
                    int dot = column.attribute().indexOf('.');
                    add(column.attribute().substring(0, dot), column.attribute().substring(dot + 1), category);
                }
            }
        }
    }

    private void add(String entity, String attribute, Set<DataCategory> categories) {
        byName.computeIfAbsent(entity, e -> new HashMap<>())
                .computeIfAbsent(attribute, a -> EnumSet.noneOf(DataCategory.class))
                .addAll(categories);
    }

    private static String bare(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "").replace("`", "");
    }

    /** The entities that an event names. */
    static Set<String> entities(RecordedEvent event) {
        Set<String> entities = new TreeSet<>();
        if (event.entity() != null) {
            entities.add(event.entity());
        }
        String several = event.facts().get(ENTITIES);
        if (several != null) {
            for (String each : several.split(",")) {
                int equals = each.lastIndexOf('=');
                entities.add(equals < 0 ? each : each.substring(0, equals));
            }
        }
        return entities;
    }

    Seen of(RecordedEvent event) {
        Set<DataCategory> categories = EnumSet.noneOf(DataCategory.class);
        Set<String> entities = entities(event);
        boolean whole = !entities.isEmpty() || !event.attributes().isEmpty();
        if (event.attributes().isEmpty() || event.facts().containsKey(MORE_ATTRIBUTES)) {
            for (String entity : entities) {
                Map<String, Set<DataCategory>> all = byName.get(entity);
                whole &= all != null;
                if (all != null) {
                    all.values().forEach(categories::addAll);
                }
            }
        }
        for (String attribute : event.attributes()) {
            whole &= add(categories, entities, attribute);
        }
        return new Seen(categories, whole);
    }

    private boolean add(Set<DataCategory> categories, Set<String> entities, String attribute) {
        boolean known = false;
        for (String entity : entities) {
            known |= addOf(categories, entity, attribute);
        }
        int dot = attribute.indexOf('.');
        if (known || dot <= 0) {
            return known;
        }
        return addOf(categories, attribute.substring(0, dot), attribute.substring(dot + 1));
    }

    /** Adds what is known of the attribute, or of the parts of the embeddable that it is. */
    private boolean addOf(Set<DataCategory> categories, String entity, String attribute) {
        boolean known = false;
        for (Map.Entry<String, Set<DataCategory>> each :
                byName.getOrDefault(entity, Map.of()).entrySet()) {
            if (each.getKey().equals(attribute) || each.getKey().startsWith(attribute + ".")) {
                categories.addAll(each.getValue());
                known = true;
            }
        }
        return known;
    }
}
