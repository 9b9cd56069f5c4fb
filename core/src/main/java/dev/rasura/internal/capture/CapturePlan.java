package dev.rasura.internal.capture;

import dev.rasura.annotation.AuditReads;
import dev.rasura.annotation.RowAction;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.datamap.Classification;
import dev.rasura.internal.capture.EntityPlan.SubjectPath;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.hibernate.ColumnId;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the data map says of each entity and collection whose rows belong to people. Built once; immutable. */
final class CapturePlan {

    private final MappedSchema schema;
    private final Map<String, RootModel> subjects;
    private final EventCatalogue catalogue;
    private final Map<String, EntityPlan> entities = new HashMap<>();
    private final Map<String, Map<String, String>> personal = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, List<Set<String>>> loaded = new HashMap<>();
    private final Set<String> readTables = new LinkedHashSet<>();

    private CapturePlan(MappedSchema schema, Map<String, RootModel> subjects, EventCatalogue catalogue) {
        this.schema = schema;
        this.subjects = subjects;
        this.catalogue = catalogue;
    }

    static CapturePlan of(CompiledMap map, EventCatalogue catalogue) {
        CapturePlan plan = new CapturePlan(map.schema(), map.subjects(), catalogue);
        map.schema().entities().values().forEach(plan::add);
        plan.addTables();
        return plan;
    }

    /** The plan of an entity by Hibernate's name of it, or null if none of its rows are people's. */
    @Nullable
    EntityPlan entity(String mappingName) {
        return entities.get(mappingName);
    }

    /** The attributes behind the personal columns of each table with rows of people: table, column, attribute, bare names. */
    Map<String, Map<String, String>> personalColumns() {
        return personal;
    }

    /** Whether rows of the table may be people's. */
    boolean isOfPeople(String table) {
        return personal.containsKey(bare(table));
    }

    /** The name by which events speak of a table: that of its entity, if it is one's. */
    String label(String bareTable) {
        return labels.getOrDefault(bareTable, bareTable);
    }

    /** For each entity with a part in the table, the columns that a select of the whole entity lists, in all of its tables. */
    List<Set<String>> loadedColumns(String bareTable) {
        return loaded.getOrDefault(bareTable, List.of());
    }

    /** The tables of which it matters who reads them. */
    Set<String> readTables() {
        return readTables;
    }

    MappedSchema schema() {
        return schema;
    }

    private void add(Entity entity) {
        List<String> tables = tables(entity);
        Map<ColumnId, String> watched = new LinkedHashMap<>();
        Map<ColumnId, Integer> keyPositions = new HashMap<>();
        List<SubjectPath> paths = new ArrayList<>();
        for (String name : tables) {
            Table table = schema.table(name);
            if (schema.history(name).isPresent() || !entity.tables().contains(name)) {
                continue;
            }
            List<String> key = entity.keyOf(name);
            for (int i = 0; i < key.size(); i++) {
                keyPositions.put(id(table, key.get(i)), i);
            }
            for (RootModel subject : subjects.values()) {
                subject.table(name).filter(OwnedTable::belongs).ifPresent(owned -> {
                    watch(entity, owned, watched);
                    owned.paths().stream()
                            .filter(path -> path.action() != RowAction.UNLINK)
                            .filter(path -> !ofSibling(entity, path))
                            .forEach(path -> {
                                paths.add(path(entity, table, key, subject, path));
                                watchReference(entity, path, watched);
                            });
                });
            }
        }
        watchOwning(entity, tables, watched);
        labels.putIfAbsent(bare(entity.table()), entity.name());
        boolean reads = entity.type() != null
                && schema.lineage(entity).stream()
                        .anyMatch(e -> e.type() != null && e.type().isAnnotationPresent(AuditReads.class));
        if (!paths.isEmpty()) {
            entities.put(
                    entity.mappingName(),
                    new EntityPlan(
                            entity.name(),
                            watched,
                            keyPositions,
                            distinct(paths),
                            new KeyReferences(entity.name(), KeyParts.of(schema, entity)),
                            kept(entity.name(), watched.values()),
                            reads));
            if (reads) {
                Set<String> columns = columnsOf(entity);
                tables.forEach(t -> {
                    readTables.add(bare(t));
                    loaded.computeIfAbsent(bare(t), x -> new ArrayList<>()).add(columns);
                });
            }
        }
    }

    private Map<RowEntry.Kind, Set<String>> kept(String entity, Collection<String> attributes) {
        Map<RowEntry.Kind, Set<String>> kept = new EnumMap<>(RowEntry.Kind.class);
        for (RowEntry.Kind kind : RowEntry.Kind.values()) {
            catalogue
                    .type(ChangeEvents.type(kind))
                    .map(EventType::values)
                    .filter(values -> !values.isEmpty())
                    .ifPresent(values -> kept.put(
                            kind,
                            attributes.stream()
                                    .filter(attribute -> values.contains(entity + "." + attribute))
                                    .collect(Collectors.toUnmodifiableSet())));
        }
        return kept;
    }

    private Set<String> columnsOf(Entity entity) {
        Set<String> columns = new LinkedHashSet<>();
        schema.lineage(entity)
                .forEach(e -> e.attributes().stream()
                        .filter(a -> !a.collection())
                        .forEach(a -> a.columns().forEach(c -> columns.add(bare(c)))));
        entity.keyOf(entity.table()).forEach(c -> columns.add(bare(c)));
        return columns;
    }

    private static List<SubjectPath> distinct(List<SubjectPath> paths) {
        Map<List<Object>, SubjectPath> distinct = new LinkedHashMap<>();
        paths.forEach(path -> distinct.putIfAbsent(
                List.of(path.table().key(), path.subject().root().name(), path.edges()), path));
        return List.copyOf(distinct.values());
    }

    private List<String> tables(Entity entity) {
        Set<String> tables = new LinkedHashSet<>(entity.tables());
        schema.lineage(entity)
                .forEach(e -> e.attributes().stream()
                        .filter(a -> !a.collection())
                        .map(Attribute::table)
                        .filter(t -> schema.tables().containsKey(t))
                        .forEach(tables::add));
        return List.copyOf(tables);
    }

    private static ColumnId id(Table table, String column) {
        return new ColumnId(table.sql(), table.require(column).sql());
    }

    private void watch(Entity entity, OwnedTable owned, Map<ColumnId, String> watched) {
        for (ColumnPlan column : owned.columns()) {
            if (column.personal() || column.classification() == Classification.UNCLASSIFIED) {
                watched.putIfAbsent(
                        id(owned.table(), column.column().name()),
                        attribute(entity, owned.table().key(), column));
            }
        }
    }

    private String attribute(Entity entity, String table, ColumnPlan column) {
        String named = named(entity, table, column.column().name());
        if (named != null) {
            return named;
        }
        String label = column.attribute();
        return label == null ? column.column().name() : label.substring(label.indexOf('.') + 1);
    }

    /** The attribute in the column; of several the one that writes it. */
    private @Nullable String named(Entity entity, String table, String column) {
        return schema.lineage(entity).stream()
                .flatMap(e -> e.attributes().stream())
                .filter(a -> !a.collection() && a.inside().isEmpty())
                .filter(a -> a.table().equals(table) && a.columns().contains(column))
                .sorted(Comparator.comparing(Attribute::written, Comparator.reverseOrder()))
                .map(Attribute::path)
                .findFirst()
                .orElse(null);
    }

    /** A change of whose a row is, is a change of personal data, whatever the column holds. */
    private void watchReference(Entity entity, OwnershipPath path, Map<ColumnId, String> watched) {
        if (path.edges().isEmpty()) {
            return;
        }
        Edge first = path.edges().get(0);
        if (first.kind() != Edge.Kind.ASSOCIATION && first.kind() != Edge.Kind.SOFT) {
            return;
        }
        watchColumns(entity, first.from(), first.fromColumns(), watched);
    }

    /** Of a reference that owns the row at which it points: it says whose that row is. */
    private void watchOwning(Entity entity, List<String> tables, Map<ColumnId, String> watched) {
        subjects.values().stream()
                .flatMap(subject -> subject.tables().stream())
                .flatMap(owned -> owned.paths().stream())
                .flatMap(path -> path.edges().stream())
                .filter(edge -> edge.kind() == Edge.Kind.OWNED && tables.contains(edge.to()))
                .forEach(edge -> watchColumns(entity, edge.to(), edge.toColumns(), watched));
    }

    private void watchColumns(Entity entity, String key, List<String> columns, Map<ColumnId, String> watched) {
        Table table = schema.table(key);
        for (String column : columns) {
            String attribute = named(entity, key, column);
            if (attribute != null && !table.primaryKey().contains(column)) {
                watched.putIfAbsent(id(table, column), attribute);
            }
        }
    }

    /** In a shared table: whether the path begins at a column that only other entities of it have. */
    private boolean ofSibling(Entity entity, OwnershipPath path) {
        if (path.edges().isEmpty() || path.edges().get(0).kind() != Edge.Kind.ASSOCIATION) {
            return false;
        }
        Edge first = path.edges().get(0);
        return first.fromColumns().stream()
                .anyMatch(column -> named(entity, first.from(), column) == null
                        && schema.entities().values().stream()
                                .filter(other -> schema.related(other, entity))
                                .anyMatch(other -> named(other, first.from(), column) != null));
    }

    private SubjectPath path(Entity entity, Table table, List<String> key, RootModel subject, OwnershipPath path) {
        List<Edge> edges = path.edges();
        String end = edges.isEmpty() ? table.key() : edges.get(edges.size() - 1).to();
        List<String> rootKey = Objects.requireNonNull(subject.rootTables().get(end), end);
        boolean inMemory = edges.isEmpty()
                || (edges.get(0).kind() == Edge.Kind.PART)
                || ((edges.get(0).kind() == Edge.Kind.ASSOCIATION
                                || edges.get(0).kind() == Edge.Kind.SOFT)
                        && edges.get(0).when() == null
                        && edges.get(0).fromColumns().stream()
                                .allMatch(c -> named(entity, table.key(), c) != null || key.contains(c)));
        List<List<ColumnId>> steps = edges.stream()
                .map(edge -> edge.fromColumns().stream()
                        .map(column -> id(schema.table(edge.from()), column))
                        .toList())
                .toList();
        KeyReferences people = new KeyReferences(subject.root().name(), KeyParts.of(schema, subject.root()));
        return new SubjectPath(table, key, subject, rootKey, edges, steps, keyOrder(edges, rootKey), people, inMemory);
    }

    private static List<Integer> keyOrder(List<Edge> edges, List<String> rootKey) {
        if (edges.isEmpty()) {
            return List.of();
        }
        Edge last = edges.get(edges.size() - 1);
        boolean isKey = last.kind() == Edge.Kind.ASSOCIATION
                && last.toColumns().size() == rootKey.size()
                && last.toColumns().containsAll(rootKey);
        return isKey ? rootKey.stream().map(last.toColumns()::indexOf).toList() : List.of();
    }

    private void addTables() {
        for (RootModel subject : subjects.values()) {
            for (OwnedTable owned : subject.tables()) {
                Map<String, String> columns =
                        personal.computeIfAbsent(bare(owned.table().key()), t -> new HashMap<>());
                for (ColumnPlan column : owned.columns()) {
                    if (column.personal() || column.classification() == Classification.UNCLASSIFIED) {
                        String label = column.attribute();
                        columns.put(
                                bare(column.column().name()),
                                label == null ? column.column().name() : label);
                    }
                }
            }
        }
    }

    /** The last part of a name, without quotes, as a reader of statements meets it. */
    static String bare(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.replace("\"", "").replace("`", "").toLowerCase(java.util.Locale.ROOT);
    }
}
