package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.ForeignKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The order in which tables are treated: a row is found through the rows it refers to, and must go before them. References
 * that are set to null beforehand do not count.
 */
final class ForeignKeyOrder {

    private final List<OwnedTable> tables;
    private final List<RootModel.Unlink> unlinks;
    private final List<String> findings;

    ForeignKeyOrder(List<OwnedTable> tables, List<RootModel.Unlink> unlinks, List<String> findings) {
        this.tables = tables;
        this.unlinks = unlinks;
        this.findings = findings;
    }

    List<OwnedTable> childrenFirst() {
        Map<String, Set<String>> before = new LinkedHashMap<>();
        for (OwnedTable table : tables) {
            before.put(table.table().key(), new TreeSet<>());
        }
        for (OwnedTable table : tables) {
            String key = table.table().key();
            for (OwnershipPath path : table.paths()) {
                if (path.edges().size() > 1) {
                    add(before, key, path.edges().get(0).to());
                }
            }
            for (ForeignKey foreignKey : table.table().foreignKeys()) {
                boolean targetGoes = tables.stream()
                        .anyMatch(t -> t.table().key().equals(foreignKey.target()) && t.has(RowAction.DELETE));
                if (targetGoes && !unlinked(key, foreignKey)) {
                    add(before, key, foreignKey.target());
                }
            }
        }
        return sort(before);
    }

    private static void add(Map<String, Set<String>> before, String first, String then) {
        if (!first.equals(then) && before.containsKey(then)) {
            before.get(then).add(first);
        }
    }

    private boolean unlinked(String table, ForeignKey key) {
        return unlinks.stream()
                .anyMatch(
                        u -> u.table().key().equals(table) && u.key().columns().equals(key.columns()));
    }

    private List<OwnedTable> sort(Map<String, Set<String>> before) {
        List<OwnedTable> ordered = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        while (ordered.size() < tables.size()) {
            List<OwnedTable> ready = tables.stream()
                    .filter(t -> !done.contains(t.table().key()))
                    .filter(t -> done.containsAll(before.get(t.table().key())))
                    .toList();
            if (ready.isEmpty()) {
                findings.add("Tables refer to each other in a cycle that no nullable reference breaks: "
                        + tables.stream()
                                .filter(t -> !done.contains(t.table().key()))
                                .map(t -> t.table().name())
                                .toList()
                        + ". Let one of the references be null, or anonymise instead of deleting");
                return tables;
            }
            ready.forEach(t -> done.add(t.table().key()));
            ordered.addAll(ready);
        }
        return ordered;
    }
}
