package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows an erasure in its order and tells which rows could not be found any more when their turn comes: what they are
 * found through is gone by then, or a reference or copied value on the way was overwritten.
 */
final class LostPaths {

    private final List<OwnedTable> ordered;
    private final List<RootModel.Unlink> unlinks;
    private final List<RootModel.Shared> shared;
    private final Set<String> gone = new HashSet<>();
    private final List<Table> treated = new ArrayList<>();
    private final Map<Place, Column> overwritten = new HashMap<>();

    private record Place(String table, String column) {}

    LostPaths(List<OwnedTable> ordered, List<RootModel.Unlink> unlinks, List<RootModel.Shared> shared) {
        this.ordered = ordered;
        this.unlinks = unlinks;
        this.shared = shared;
    }

    List<RootModel.Found> found() {
        List<RootModel.Found> found = new ArrayList<>();
        for (OwnedTable table : ordered) {
            String key = table.table().key();
            unlinks.stream()
                    .filter(u -> !u.declared() && u.target().table().key().equals(key))
                    .forEach(u -> u.key()
                            .columns()
                            .forEach(c -> overwrite(u.table().key(), u.table().require(c))));
            boolean ground = groundLost(table);
            for (RowAction action : List.of(RowAction.DELETE, RowAction.ANONYMISE)) {
                if (action == RowAction.ANONYMISE && table.has(action)) {
                    table.overwritten().forEach(c -> overwrite(key, c.column()));
                }
                if (table.paths(action).stream().anyMatch(path -> ground || lost(path) || becomesShared(path))) {
                    found.add(new RootModel.Found(table, action, found.size()));
                }
            }
            if (table.has(RowAction.DELETE)) {
                gone.add(key);
            }
            treated.add(table.table());
        }
        return found;
    }

    private void overwrite(String table, Column column) {
        overwritten.put(new Place(table, column.name()), column);
    }

    /** Rows that a ground does not keep would look kept by then, or the other way round. */
    private boolean groundLost(OwnedTable table) {
        return unlinks.stream()
                        .filter(RootModel.Unlink::declared)
                        .anyMatch(u -> u.key().columns().stream()
                                .map(u.table()::require)
                                .anyMatch(c -> table.grounds().stream()
                                        .anyMatch(g -> g.asks(u.table().key(), c))))
                || treated.stream().anyMatch(t -> table.grounds().stream().anyMatch(g -> g.asks(t)))
                || overwritten.entrySet().stream()
                        .anyMatch(o -> table.grounds().stream()
                                .anyMatch(g -> g.asks(o.getKey().table(), o.getValue())));
    }

    private boolean lost(OwnershipPath path) {
        for (int i = 0; i < path.edges().size(); i++) {
            Edge edge = path.edges().get(i);
            boolean last = i == path.edges().size() - 1;
            if ((i > 0 && gone.contains(edge.from())) || overwritten(edge.from(), edge.fromColumns())) {
                return true;
            }
            // The root's own values are known from the start; those of several roots only where one column tells them
            // apart.
            if (!last && overwritten(edge.to(), edge.toColumns())) {
                return true;
            }
            if (last && edge.toColumns().size() > 1 && gone.contains(edge.to())) {
                return true;
            }
        }
        return false;
    }

    /** Rows that are the root's like what it owns may look like somebody else's by then, who shares it. */
    private boolean becomesShared(OwnershipPath path) {
        return path.edges().stream()
                .filter(edge -> edge.kind() == Edge.Kind.OWNED)
                .flatMap(edge ->
                        shared.stream().filter(s -> s.table().table().key().equals(edge.from())))
                .flatMap(s -> s.references().stream())
                .flatMap(reference -> ordered.stream()
                        .filter(t -> t.table().key().equals(reference.table().key())))
                .flatMap(referring -> referring.paths().stream())
                .anyMatch(other -> other.action() == RowAction.UNLINK || lost(other));
    }

    private boolean overwritten(String table, List<String> columns) {
        return columns.stream().anyMatch(c -> overwritten.containsKey(new Place(table, c)));
    }
}
