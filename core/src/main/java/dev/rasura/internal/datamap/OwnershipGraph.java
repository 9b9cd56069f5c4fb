package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Which rows belong to whom: the steps that rows take towards subjects, and the ways that they make. */
final class OwnershipGraph {

    private final SubjectTables subjects;
    private final Map<String, List<Edge>> possible = new LinkedHashMap<>();
    private final Map<String, List<Edge>> chosen;

    OwnershipGraph(MappedSchema schema, Declarations declarations, List<String> findings) {
        EdgeReader edges = new EdgeReader(schema, declarations, findings);
        this.subjects = new SubjectTables(schema, declarations, edges);
        schema.tables().values().forEach(table -> possible.put(table.key(), edges.possible(table)));
        edges.owned()
                .forEach(edge -> possible.computeIfAbsent(edge.from(), t -> new ArrayList<>())
                        .add(edge));
        this.chosen = new EdgeChoice(schema, declarations, subjects, possible, findings).choose();
    }

    /** The steps that rows of the table take towards subjects. */
    List<Edge> chosen(String table) {
        return chosen.getOrDefault(table, List.of());
    }

    /** Whether rows of the table are a subject's, or belong to one. */
    boolean leadsToSubjects(String table) {
        return subjects.contains(table) || !chosen(table).isEmpty();
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
        return subjects.contains(table)
                ? chosen(table).stream().filter(e -> !subjects.isTakenBy(e)).toList()
                : List.of();
    }

    /** The entities whose rows take the step. */
    List<Entity> entitiesOf(Edge edge) {
        return subjects.entitiesOf(edge);
    }
}
