package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, of the steps that are possible, those by which rows belong to subjects: what a group's entities declare, or the
 * one association that leads there; several undeclared ones are a finding that names them.
 */
final class EdgeChoice {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final TableGroups groups;
    private final SubjectTables subjects;
    private final Map<String, List<Edge>> possible;
    private final List<String> findings;
    private final Set<String> subjectGroups = new HashSet<>();
    private final Map<String, List<Edge>> chosen = new LinkedHashMap<>();

    EdgeChoice(
            MappedSchema schema,
            Declarations declarations,
            SubjectTables subjects,
            Map<String, List<Edge>> possible,
            List<String> findings) {
        this.schema = schema;
        this.declarations = declarations;
        this.groups = new TableGroups(schema);
        this.subjects = subjects;
        this.possible = possible;
        this.findings = findings;
        declarations.subjects().forEach(subject -> subjectGroups.add(groups.of(subject.table())));
    }

    /** By table, the steps that its rows take. */
    Map<String, List<Edge>> choose() {
        Map<String, List<Edge>> byGroup = new LinkedHashMap<>();
        possible.values().stream()
                .flatMap(List::stream)
                .forEach(edge -> byGroup.computeIfAbsent(groups.of(edge.from()), g -> new ArrayList<>())
                        .add(edge));
        // A path that is declared where no association leads anywhere must not pass unseen.
        groups.ofEntities().forEach(group -> byGroup.computeIfAbsent(group, g -> new ArrayList<>()));
        byGroup.forEach(this::chooseFor);
        schema.entities().values().forEach(this::connectParts);
        new HistoryEdges(schema, chosen).add(this::take);
        return chosen;
    }

    private List<Edge> chosen(String table) {
        return chosen.getOrDefault(table, List.of());
    }

    private void chooseFor(String group, List<Edge> all) {
        List<Edge> inferable = all;
        if (subjectGroups.contains(group)) {
            // Whether one person's account is another's data cannot be guessed; of other rows of the inheritance it
            // can.
            inferable = all.stream().filter(e -> !subjects.isTakenBy(e)).toList();
            boolean undeclared = groups.entities(group).stream()
                    .filter(e -> schema.heirs(e).stream().anyMatch(declarations::isSubject))
                    .allMatch(e -> declarations.of(e).paths.isEmpty());
            if (undeclared) {
                refuseSubjectOfSubject(
                        group, all.stream().filter(subjects::isTakenBy).toList());
            }
        }
        if (!declaredPaths(group).isEmpty()) {
            for (Entity entity : groups.entities(group)) {
                declarations.of(entity).paths.forEach((path, action) -> chooseDeclared(entity, path, action, all));
            }
            inferable.stream().filter(e -> e.kind() == Edge.Kind.OWNED).forEach(this::take);
            return;
        }
        Set<String> reaching = reaching(group);
        List<Edge> candidates = inferable.stream()
                .filter(e -> leads(e, reaching))
                // A row's reference to others of its kind makes nobody's row anybody's.
                .filter(e -> e.kind() == Edge.Kind.OWNED || !groups.of(e.to()).equals(group) || subjects.isReachedBy(e))
                .toList();
        boolean entity = groups.ofEntities().contains(group);
        boolean ambiguous =
                candidates.stream().map(Edge::from).distinct().anyMatch(from -> ways(group, from, candidates) > 1);
        if (entity && ambiguous) {
            findings.add(groups.entities(group).get(0) + ": several associations lead to a data subject ("
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
        boolean whole = groups.entities(group).stream().anyMatch(e -> e.union().contains(from));
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

    private Set<String> declaredPaths(String group) {
        Set<String> declared = new LinkedHashSet<>();
        groups.entities(group)
                .forEach(e -> declared.addAll(declarations.of(e).paths.keySet()));
        return declared;
    }

    private void chooseDeclared(Entity entity, String path, @Nullable RowAction action, List<Edge> edges) {
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
            boolean ownKind = groups.staysWithin(edge);
            if (ownKind && declarations.isSubject(entity) && action != RowAction.UNLINK) {
                findings.add(entity + ": @SubjectPath(\"" + path
                        + "\") leads from a data subject to another of its own kind:"
                        + " erasing one would take along all who follow, however many there are, which this version does"
                        + " not do. Leave the path out (the reference is then set to null), or erase each by a call of its"
                        + " own");
                continue;
            }
            if (ownKind && !subjects.isReachedBy(edge)) {
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
    private void connectPerson(Entity entity, Edge edge, @Nullable RowAction action) {
        boolean people = declarations.isSubject(entity) && subjects.contains(edge.to()) && !groups.staysWithin(edge);
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
                        && subjects.contains(e.from())
                        && subjects.contains(e.to())
                        && !groups.of(e.to()).equals(group))
                .forEach(e -> findings.add(groups.entities(group).get(0)
                        + ": is a data subject and refers to another by "
                        + e.label()
                        + ". Say @SubjectPath(\"" + e.label() + "\") if its rows are the other's too (one to one,"
                        + " the two are one person, and erasing either takes the other along), or @NotPersonal on"
                        + " the association if they are not"));
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
        return subjects.contains(edge.to()) || reaching.contains(groups.of(edge.to()));
    }

    /** The groups from which a subject can be reached without passing the one given. */
    private Set<String> reaching(String without) {
        Set<String> reaching = new TreeSet<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (List<Edge> edges : possible.values()) {
                for (Edge edge : edges) {
                    String from = groups.of(edge.from());
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
        return groups.entities(group).stream()
                .map(e -> declarations.of(e).paths)
                .anyMatch(paths -> paths.containsKey(edge.label()) && paths.get(edge.label()) != RowAction.UNLINK);
    }
}
