package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which rows belong to whom. Tables of one inheritance form a group, each collection table one of its own. A group's way
 * to the subjects is what its entities declare, or the one association that leads there; several undeclared ones are a
 * finding that names them.
 */
final class OwnershipGraph {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final List<String> findings;
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, List<Entity>> entitiesOf = new LinkedHashMap<>();
    private final Set<String> subjectTables = new HashSet<>();
    private final Set<String> subjectGroups = new HashSet<>();
    private final EdgeReader edges;
    private final Map<String, List<Edge>> possible = new LinkedHashMap<>();
    private final Map<String, List<Edge>> chosen = new LinkedHashMap<>();

    OwnershipGraph(MappedSchema schema, Declarations declarations, List<String> findings) {
        this.schema = schema;
        this.declarations = declarations;
        this.findings = findings;
        for (Entity entity : schema.entities().values()) {
            String group = schema.lineage(entity).get(0).name();
            entity.tables().forEach(table -> groups.put(table, group));
            entitiesOf.computeIfAbsent(group, g -> new ArrayList<>()).add(entity);
        }
        schema.tables().keySet().forEach(table -> groups.putIfAbsent(table, table));
        for (Entity subject : declarations.subjects()) {
            subjectTables.addAll(rootTables(subject).keySet());
            subjectGroups.add(groups.get(subject.table()));
        }
        this.edges = new EdgeReader(schema, declarations, findings);
        schema.tables().values().forEach(table -> possible.put(table.key(), edges.possible(table)));
        edges.owned()
                .forEach(edge -> possible.computeIfAbsent(edge.from(), t -> new ArrayList<>())
                        .add(edge));
        choose();
        new HistoryEdges(schema, chosen).add(this::take);
    }

    /** The tables that hold parts of the entity's own rows, with the key's columns in each. */
    Map<String, List<String>> rootTables(Entity entity) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        for (Entity part : schema.heirs(entity)) {
            part.tables().forEach(table -> tables.putIfAbsent(table, part.keyOf(table)));
        }
        return tables;
    }

    /** The steps that rows of the table take towards subjects. */
    List<Edge> chosen(String table) {
        return chosen.getOrDefault(table, List.of());
    }

    /** The declared soft references to rows of the table, whether or not anything belongs to a subject by them. */
    List<Edge> softReferencesTo(String table) {
        return possible.values().stream()
                .flatMap(List::stream)
                .filter(e -> e.kind() == Edge.Kind.SOFT && e.to().equals(table))
                .toList();
    }

    /** Every way from the table to the root's tables, none through the same table twice. */
    List<OwnershipPath> paths(String table, Set<String> rootTables, Function<Edge, RowAction> action) {
        List<OwnershipPath> found = new ArrayList<>();
        for (Edge edge : onwards(table, rootTables)) {
            // Another part of a row that is merely unlinked is a part of that row none the less.
            boolean part = edge.kind() == Edge.Kind.PART && edge.passesOn();
            for (List<Edge> steps : ways(edge, rootTables, new HashSet<>(Set.of(table)), part)) {
                found.add(new OwnershipPath(steps, action.apply(deciding(steps))));
            }
        }
        return found;
    }

    /** What holds an earlier state, or another part, of a row is treated as the row is. */
    private static Edge deciding(List<Edge> steps) {
        return steps.stream()
                .filter(e -> e.kind() != Edge.Kind.PART && e.kind() != Edge.Kind.HISTORY)
                .findFirst()
                .orElse(steps.get(0));
    }

    private List<List<Edge>> ways(Edge first, Set<String> rootTables, Set<String> visited, boolean unlinked) {
        List<List<Edge>> ways = new ArrayList<>();
        if (rootTables.contains(first.to())) {
            ways.add(List.of(first));
        }
        if (!visited.add(first.to())) {
            return ways;
        }
        for (Edge next : onwards(first.to(), rootTables)) {
            // From an earlier state the live row need not be looked up again: the first step did so already.
            if ((unlinked || next.passesOn()) && next.kind() != Edge.Kind.HISTORY) {
                for (List<Edge> rest : ways(next, rootTables, visited, false)) {
                    List<Edge> way = new ArrayList<>(List.of(first));
                    way.addAll(rest);
                    ways.add(way);
                }
            }
        }
        visited.remove(first.to());
        return ways;
    }

    /** The steps on from rows of the table; the root's own row is the end, but other rows may share a table with it. */
    private List<Edge> onwards(String table, Set<String> rootTables) {
        if (!rootTables.contains(table)) {
            return chosen(table);
        }
        return subjectTables.contains(table)
                ? chosen(table).stream().filter(e -> !ofSubject(e)).toList()
                : List.of();
    }

    private void choose() {
        Map<String, List<Edge>> byGroup = new LinkedHashMap<>();
        possible.values().stream()
                .flatMap(List::stream)
                .forEach(edge -> byGroup.computeIfAbsent(group(edge.from()), g -> new ArrayList<>())
                        .add(edge));
        // A path that is declared where no association leads anywhere must not pass unseen.
        entitiesOf.keySet().forEach(group -> byGroup.computeIfAbsent(group, g -> new ArrayList<>()));
        byGroup.forEach(this::chooseFor);
        schema.entities().values().forEach(this::connectParts);
    }

    private void chooseFor(String group, List<Edge> all) {
        List<Edge> inferable = all;
        if (subjectGroups.contains(group)) {
            // Whether one person's account is another's data cannot be guessed; of other rows of the inheritance it
            // can.
            inferable = all.stream().filter(e -> !ofSubject(e)).toList();
            boolean undeclared = entities(group).stream()
                    .filter(e -> schema.heirs(e).stream().anyMatch(declarations::isSubject))
                    .allMatch(e -> declarations.of(e).paths.isEmpty());
            if (undeclared) {
                refuseSubjectOfSubject(
                        group, all.stream().filter(this::ofSubject).toList());
            }
        }
        if (!declaredPaths(group).isEmpty()) {
            for (Entity entity : entities(group)) {
                declarations.of(entity).paths.forEach((path, action) -> chooseDeclared(entity, path, action, all));
            }
            inferable.stream().filter(e -> e.kind() == Edge.Kind.OWNED).forEach(this::take);
            return;
        }
        Set<String> reaching = reaching(group);
        List<Edge> candidates = inferable.stream()
                .filter(e -> leads(e, reaching))
                // A row's reference to others of its kind makes nobody's row anybody's.
                .filter(e -> e.kind() == Edge.Kind.OWNED || !group(e.to()).equals(group) || toSubject(e))
                .toList();
        boolean entity = entitiesOf.containsKey(group);
        boolean ambiguous =
                candidates.stream().map(Edge::from).distinct().anyMatch(from -> ways(group, from, candidates) > 1);
        if (entity && ambiguous) {
            findings.add(entities(group).get(0) + ": several associations lead to a data subject ("
                    + candidates.stream().map(Edge::label).distinct().sorted().collect(Collectors.joining(", "))
                    + "). Say which make its rows the subject's: @SubjectPath(\"...\") for each that does, or"
                    + " @NotPersonal on each that does not");
            return;
        }
        candidates.forEach(this::take);
    }

    /**
     * How many associations make rows the subject's. One that may lead to several tables is one; in an inheritance by table
     * per class each table has associations of its own.
     */
    private long ways(String group, String from, List<Edge> candidates) {
        boolean whole = entities(group).stream().anyMatch(e -> e.union().contains(from));
        List<Edge> of =
                candidates.stream().filter(e -> !whole || e.from().equals(from)).toList();
        boolean owned = of.stream().anyMatch(e -> e.kind() == Edge.Kind.OWNED);
        return (owned ? 1 : 0)
                + of.stream()
                        .filter(e -> e.kind() != Edge.Kind.OWNED)
                        .map(e -> List.of(e.from(), e.label(), e.fromColumns()))
                        .distinct()
                        .count();
    }

    /** Whether it is a subject's own row that refers, or one that may be. */
    private boolean ofSubject(Edge edge) {
        if (edge.kind() == Edge.Kind.OWNED || edge.kind() == Edge.Kind.SAME) {
            return subjectTables.contains(edge.from());
        }
        Entity entity = edge.kind() == Edge.Kind.PART ? schema.entities().get(edge.label()) : edges.declaring(edge);
        return entity == null
                ? subjectTables.contains(edge.from())
                : schema.heirs(entity).stream().anyMatch(declarations::isSubject);
    }

    /** Whether what is referred to is a subject's row, in a table that may hold others as well. */
    private boolean toSubject(Edge edge) {
        Entity entity = edges.target(edge);
        return entity == null
                ? subjectTables.contains(edge.to())
                : schema.heirs(entity).stream().anyMatch(declarations::isSubject);
    }

    /** The entities whose rows take the step. */
    List<Entity> entitiesOf(Edge edge) {
        List<Entity> all = schema.entities().values().stream()
                .filter(e -> e.tables().contains(edge.from()))
                .toList();
        if (all.stream().noneMatch(declarations::isSubject)) {
            return all;
        }
        Entity one = edge.kind() == Edge.Kind.PART
                ? schema.entities().get(edge.label())
                : edge.kind() == Edge.Kind.SAME ? null : edges.declaring(edge);
        return one != null
                ? List.of(one)
                : all.stream().filter(declarations::isSubject).toList();
    }

    private Set<String> declaredPaths(String group) {
        Set<String> declared = new LinkedHashSet<>();
        entities(group).forEach(e -> declared.addAll(declarations.of(e).paths.keySet()));
        return declared;
    }

    private void chooseDeclared(
            Entity entity, String path, @org.jspecify.annotations.Nullable RowAction action, List<Edge> edges) {
        List<Edge> named = edges.stream()
                .filter(e -> e.kind() != Edge.Kind.OWNED
                        && e.label().equals(path)
                        && (entity.tables().contains(e.from()) || entity.union().contains(e.from())))
                .toList();
        if (named.isEmpty()) {
            findings.add(entity + ": @SubjectPath(\"" + path
                    + "\") names no association or soft reference of it that could"
                    + " lead to a data subject. There are: "
                    + edges.stream().map(Edge::label).distinct().sorted().toList());
        }
        for (Edge edge : named) {
            boolean ownKind = group(edge.to()).equals(group(edge.from()));
            if (ownKind && declarations.isSubject(entity) && action != RowAction.UNLINK) {
                findings.add(entity + ": @SubjectPath(\"" + path
                        + "\") leads from a data subject to another of its own kind:"
                        + " erasing one would take along all who follow, however many there are, which this version does"
                        + " not do. Leave the path out (the reference is then set to null), or erase each by a call of its"
                        + " own");
                continue;
            }
            if (ownKind && !toSubject(edge)) {
                findings.add(
                        entity + ": @SubjectPath(\"" + path + "\") leads to other rows of its own kind, however many"
                                + " there are one after the other, which this version does not follow. Give each row an"
                                + " association to the subject itself");
                continue;
            }
            take(edge.with(action));
            connectPerson(entity, edge, action);
        }
    }

    /** One to one, two subjects are one person: erasing either takes the other along. */
    private void connectPerson(Entity entity, Edge edge, @org.jspecify.annotations.Nullable RowAction action) {
        boolean people = declarations.isSubject(entity)
                && subjectTables.contains(edge.to())
                && !group(edge.to()).equals(group(edge.from()));
        if (people && action != RowAction.UNLINK && schema.table(edge.from()).unique(edge.fromColumns())) {
            take(new Edge(
                    edge.to(),
                    edge.toColumns(),
                    edge.from(),
                    edge.fromColumns(),
                    Edge.Kind.SAME,
                    entity + "." + edge.label(),
                    null,
                    false));
        }
    }

    /** Whether one person's account is another's data cannot be guessed, and must not be passed over. */
    private void refuseSubjectOfSubject(String group, List<Edge> edges) {
        edges.stream()
                .filter(e -> e.kind() != Edge.Kind.OWNED
                        && subjectTables.contains(e.from())
                        && subjectTables.contains(e.to())
                        && !group(e.to()).equals(group))
                .forEach(e -> findings.add(entities(group).get(0) + ": is a data subject and refers to another by "
                        + e.label()
                        + ". Say @SubjectPath(\"" + e.label() + "\") if its rows are the other's too (one to one,"
                        + " the two are one person, and erasing either takes the other along), or @NotPersonal on"
                        + " the association if they are not"));
    }

    private String group(String table) {
        return Objects.requireNonNull(groups.get(table));
    }

    /** The entities of a group; none for a collection table. */
    private List<Entity> entities(String group) {
        return entitiesOf.getOrDefault(group, List.of());
    }

    private void take(Edge edge) {
        chosen.computeIfAbsent(edge.from(), t -> new ArrayList<>()).add(edge);
    }

    /** The other tables of an entity follow the one whose association leads to the subject. */
    private void connectParts(Entity entity) {
        List<String> leading = entity.tables().stream()
                .filter(t -> chosen(t).stream().anyMatch(e -> e.kind() != Edge.Kind.PART))
                .toList();
        for (String table : leading) {
            for (String other : entity.tables()) {
                if (!other.equals(table) && chosen(other).stream().noneMatch(e -> e.to().equals(table))) {
                    take(new Edge(
                            other,
                            entity.keyOf(other),
                            table,
                            entity.keyOf(table),
                            Edge.Kind.PART,
                            entity.name(),
                            null,
                            false));
                }
            }
        }
    }

    private boolean leads(Edge edge, Set<String> reaching) {
        return subjectTables.contains(edge.to()) || reaching.contains(group(edge.to()));
    }

    /** The groups from which a subject can be reached without passing the one given. */
    private Set<String> reaching(String without) {
        Set<String> reaching = new TreeSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (List<Edge> edges : possible.values()) {
                for (Edge edge : edges) {
                    String from = group(edge.from());
                    if (!from.equals(without)
                            && !subjectGroups.contains(from)
                            && !reaching.contains(from)
                            && leads(edge, reaching)
                            && allowed(from, edge)) {
                        reaching.add(from);
                        grown = true;
                    }
                }
            }
        }
        return reaching;
    }

    /** Whether the declarations of the group leave the edge open to others behind it. */
    private boolean allowed(String group, Edge edge) {
        Set<String> declared = declaredPaths(group);
        if (declared.isEmpty() || edge.kind() == Edge.Kind.OWNED) {
            return true;
        }
        return entities(group).stream()
                .map(e -> declarations.of(e).paths)
                .anyMatch(paths -> paths.containsKey(edge.label()) && paths.get(edge.label()) != RowAction.UNLINK);
    }
}
