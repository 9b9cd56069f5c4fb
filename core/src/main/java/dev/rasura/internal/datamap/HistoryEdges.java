package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.History;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whose the rows of a history are: those of whoever the live row is, and of whoever it was when the history was written. The
 * second finds them when the live row, or the rows on its way to the subject, are gone.
 */
final class HistoryEdges {

    private final MappedSchema schema;
    private final Map<String, List<Edge>> live;

    HistoryEdges(MappedSchema schema, Map<String, List<Edge>> live) {
        this.schema = schema;
        this.live = Map.copyOf(live);
    }

    void add(Consumer<Edge> take) {
        Set<Edge> edges = new LinkedHashSet<>();
        schema.histories().values().forEach(history -> edges.addAll(of(history)));
        edges.forEach(take);
    }

    private List<Edge> of(History history) {
        List<Edge> edges = new ArrayList<>();
        if (!history.key().isEmpty()) {
            edges.add(new Edge(
                    history.table(),
                    history.key(),
                    history.live(),
                    history.liveKey(),
                    Edge.Kind.HISTORY,
                    "history",
                    null,
                    false));
        }
        Table table = schema.table(history.table());
        for (Edge edge : live.getOrDefault(history.live(), List.of())) {
            // Who owns it refers to the live row; the history does not say who did.
            boolean kept = edge.kind() != Edge.Kind.OWNED && hasAll(table, edge.fromColumns()) && hasMark(table, edge);
            if (kept) {
                edges.add(edge.between(table.key(), edge.to()));
                for (History target : schema.historiesOf(edge.to())) {
                    if (hasAll(schema.table(target.table()), edge.toColumns())) {
                        edges.add(edge.between(table.key(), target.table()));
                    }
                }
                throughWhole(table, edge, edges);
            } else if (edge.kind() == Edge.Kind.ASSOCIATION && !history.key().isEmpty()) {
                throughLinks(history, edge, edges);
            }
        }
        return edges;
    }

    /** Of a row in several tables, the one referred to may have no history of its own: that of the row is another's. */
    private void throughWhole(Table table, Edge edge, List<Edge> edges) {
        if (!schema.historiesOf(edge.to()).isEmpty()) {
            return;
        }
        for (Edge part : live.getOrDefault(edge.to(), List.of())) {
            if (part.kind() == Edge.Kind.PART && part.fromColumns().equals(edge.toColumns())) {
                schema.historiesOf(part.to()).stream()
                        .filter(whole -> hasAll(schema.table(whole.table()), part.toColumns()))
                        .forEach(whole -> edges.add(
                                edge.between(table.key(), whole.table()).meeting(part.toColumns())));
            }
        }
    }

    /** The key of a collection without a back reference has a history of its own, beside that of the elements' rows. */
    private void throughLinks(History history, Edge edge, List<Edge> edges) {
        for (History link : schema.historiesOf(history.live())) {
            if (!link.equals(history)
                    && !link.key().isEmpty()
                    && hasAll(schema.table(link.table()), edge.fromColumns())) {
                edges.add(new Edge(
                        history.table(),
                        history.key(),
                        link.table(),
                        link.key(),
                        Edge.Kind.PART,
                        "history",
                        edge.action(),
                        false));
            }
        }
    }

    private static boolean hasAll(Table table, List<String> columns) {
        return columns.stream().allMatch(c -> table.column(c).isPresent());
    }

    private static boolean hasMark(Table table, Edge edge) {
        return edge.when() == null || table.column(edge.when().column()).isPresent();
    }
}
