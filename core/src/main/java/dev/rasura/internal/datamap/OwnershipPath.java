package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How rows of a table belong to a root row: by the steps given, the last of which ends at one of the root's tables; without
 * steps the row is a part of the root itself.
 */
public record OwnershipPath(List<Edge> edges, RowAction action) {

    public OwnershipPath {
        edges = List.copyOf(edges);
    }

    /** The step that the rows themselves take; empty for a part of the root itself. */
    public Optional<Edge> first() {
        return edges.stream().findFirst();
    }

    /** The step that ends at the root; empty for a part of the root itself. */
    public Optional<Edge> last() {
        return edges.isEmpty() ? Optional.empty() : Optional.of(edges.get(edges.size() - 1));
    }

    /** Whether it begins with the association, seen from whichever table holds the row or a part of it. */
    public boolean leads(String association) {
        return edges.stream()
                .filter(e -> e.kind() != Edge.Kind.PART && e.kind() != Edge.Kind.HISTORY)
                .findFirst()
                .filter(e -> e.label().equals(association))
                .isPresent();
    }

    /** Whether the rows are found by a reference that points at them. */
    public boolean owned() {
        return first().filter(e -> e.kind() == Edge.Kind.OWNED).isPresent();
    }

    /** As a reader knows it: {@code application.candidate}. */
    public String describe() {
        return edges.isEmpty() ? "itself" : edges.stream().map(Edge::label).collect(Collectors.joining("."));
    }
}
