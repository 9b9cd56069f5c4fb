package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order in which tables are treated. Rows that refer go before rows referred to, because the database insists; and rows
 * are treated before those they are found through, where that is possible. Where it is not, they are found beforehand. Rows
 * of one table go in one statement; where the database looks at them one by one, they let go of each other before.
 */
final class ForeignKeyOrder {

    private final List<OwnedTable> tables;
    private final List<RootModel.Unlink> unlinks;
    private final List<RootModel.Shared> shared;
    private final List<String> findings;
    private final boolean eachRow;
    private final List<RootModel.Unlink> broken = new ArrayList<>();
    private final List<RootModel.Reference> deferred = new ArrayList<>();
    private final Map<String, Map<String, List<ForeignKey>>> referring = new LinkedHashMap<>();
    private final Map<String, Set<String>> foundThrough = new LinkedHashMap<>();

    /**
     * @param unlinks references set to null so that tables can be treated one after the other
     * @param deferred constraints that are checked after the work only
     * @param found what must be found before the work
     */
    record Order(
            List<OwnedTable> tables,
            List<RootModel.Unlink> unlinks,
            List<RootModel.Reference> deferred,
            List<RootModel.Found> found) {}

    /** @param eachRow whether a foreign key is checked with each row that a statement deletes */
    ForeignKeyOrder(
            List<OwnedTable> tables,
            List<RootModel.Unlink> unlinks,
            List<RootModel.Shared> shared,
            List<String> findings,
            boolean eachRow) {
        this.tables = tables;
        this.unlinks = unlinks;
        this.shared = shared;
        this.findings = findings;
        this.eachRow = eachRow;
        for (OwnedTable table : tables) {
            referring.put(table.table().key(), new LinkedHashMap<>());
            foundThrough.put(table.table().key(), new LinkedHashSet<>());
        }
        tables.forEach(this::readReferences);
        tables.forEach(this::readPaths);
        tables.forEach(this::readGrounds);
    }

    Order childrenFirst() {
        List<OwnedTable> ordered = sort();
        List<RootModel.Unlink> all = new ArrayList<>(unlinks);
        all.addAll(broken);
        return new Order(ordered, broken, deferred, new LostPaths(ordered, all, shared).found());
    }

    /** What the database insists on. */
    private void readReferences(OwnedTable source) {
        String key = source.table().key();
        for (ForeignKey foreignKey : source.table().foreignKeys()) {
            boolean bothGo = source.has(RowAction.DELETE)
                    && tables.stream()
                            .anyMatch(t -> t.table().key().equals(foreignKey.target()) && t.has(RowAction.DELETE));
            if (!bothGo || unlinked(key, foreignKey)) {
                continue;
            }
            if (!foreignKey.target().equals(key)) {
                referringTo(foreignKey.target())
                        .computeIfAbsent(key, k -> new ArrayList<>())
                        .add(foreignKey);
            } else if (eachRow && foreignKey.enforced()) {
                letGoOfEachOther(source, foreignKey);
            }
        }
    }

    /** To turn each to its own row would not do: MariaDB does not let go even of a row to which only itself refers. */
    private void letGoOfEachOther(OwnedTable table, ForeignKey key) {
        Table own = table.table();
        if (own.nullable(key.columns())) {
            broken.add(new RootModel.Unlink(own, key, table, null));
        } else {
            findings.add(table.label() + ": rows of " + own.name() + " that go together may refer to each other by "
                    + key.columns() + ", which is NOT NULL, and this database checks each row as it goes. Let the"
                    + " reference be null, or anonymise instead of deleting");
        }
    }

    private void readPaths(OwnedTable table) {
        for (OwnershipPath path : table.paths()) {
            for (int i = 0; i < path.edges().size() - 1; i++) {
                String through = path.edges().get(i).to();
                if (foundThrough.containsKey(through)
                        && !through.equals(table.table().key())) {
                    foundThrough.get(through).add(table.table().key());
                }
            }
        }
    }

    /** What a row's ground keeps of its parts and values is asked before a value by which it decides is overwritten. */
    private void readGrounds(OwnedTable part) {
        for (OwnedTable rows : tables) {
            boolean decides = rows.has(RowAction.ANONYMISE)
                    && rows.overwritten().stream()
                            .anyMatch(c -> part.grounds().stream()
                                    .anyMatch(g -> g.asks(rows.table().key(), c.column())));
            if (decides && !rows.equals(part)) {
                Objects.requireNonNull(foundThrough.get(rows.table().key()))
                        .add(part.table().key());
            }
        }
    }

    /** What a path declares to be unlinked is not where the row itself goes, by another path. */
    private boolean unlinked(String table, ForeignKey key) {
        return unlinks.stream()
                .anyMatch(u -> !u.declared()
                        && u.table().key().equals(table)
                        && u.key().target().equals(key.target())
                        && u.key().columns().equals(key.columns()));
    }

    private List<OwnedTable> sort() {
        List<OwnedTable> ordered = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        while (ordered.size() < tables.size()) {
            List<OwnedTable> possible = tables.stream()
                    .filter(t -> !done.contains(t.table().key()))
                    .filter(t -> done.containsAll(referringTo(t.table().key()).keySet()))
                    .toList();
            List<OwnedTable> ready = possible.stream()
                    .filter(t -> done.containsAll(foundThrough.get(t.table().key())))
                    .toList();
            if (possible.isEmpty()) {
                if (!breakCycle(cycle(done))) {
                    return tables;
                }
                continue;
            }
            if (ready.isEmpty()) {
                ready = List.of(possible.stream()
                        .min(Comparator.comparingLong(t -> waitingFor(t, done)))
                        .orElseThrow());
            }
            ready.forEach(t -> done.add(t.table().key()));
            ordered.addAll(ready);
        }
        return ordered;
    }

    private long waitingFor(OwnedTable table, Set<String> done) {
        return Objects.requireNonNull(foundThrough.get(table.table().key())).stream()
                .filter(t -> !done.contains(t))
                .count();
    }

    /** Tables that refer to each other in turn, each to the one before it. */
    private List<String> cycle(Set<String> done) {
        List<String> walked = new ArrayList<>();
        String at = referring.keySet().stream()
                .filter(t -> !done.contains(t))
                .findFirst()
                .orElseThrow();
        while (!walked.contains(at)) {
            walked.add(at);
            at = referringTo(at).keySet().stream()
                    .filter(t -> !done.contains(t))
                    .findFirst()
                    .orElseThrow();
        }
        return walked.subList(walked.indexOf(at), walked.size());
    }

    /** Lets go of one reference of the cycle that may be null, or has its constraint checked later; else that is a finding. */
    private boolean breakCycle(List<String> cycle) {
        for (boolean nullable : new boolean[] {true, false}) {
            for (int i = 0; i < cycle.size(); i++) {
                String target = cycle.get(i);
                String source = cycle.get((i + 1) % cycle.size());
                List<ForeignKey> keys = keys(source, target);
                OwnedTable from = table(source);
                if (keys.stream()
                        .allMatch(
                                k -> nullable ? from.table().nullable(k.columns()) : !k.enforced() || k.deferrable())) {
                    for (ForeignKey key : keys) {
                        if (nullable) {
                            broken.add(new RootModel.Unlink(from.table(), key, table(target), null));
                        } else if (key.enforced()) {
                            deferred.add(new RootModel.Reference(from.table(), key));
                        }
                    }
                    referringTo(target).remove(source);
                    return true;
                }
            }
        }
        List<String> steps = new ArrayList<>();
        for (int i = cycle.size(); i > 0; i--) {
            String target = cycle.get(i - 1);
            String source = cycle.get(i % cycle.size());
            steps.add(keys(source, target).stream()
                    .map(k -> table(source).table().name() + "." + String.join("+", k.columns()))
                    .collect(Collectors.joining(", ")));
        }
        findings.add("Rows that go refer to each other in a cycle of references that are NOT NULL: "
                + String.join(" -> ", steps) + " -> "
                + table(cycle.get(0)).table().name()
                + ". Let one of the references be null, make its constraint deferrable, or anonymise instead of"
                + " deleting");
        return false;
    }

    /** The keys that refer to one of the tables, by the table they are of. */
    private Map<String, List<ForeignKey>> referringTo(String target) {
        return Objects.requireNonNull(referring.get(target));
    }

    /** The keys of a table that is known to refer to the other. */
    private List<ForeignKey> keys(String source, String target) {
        return Objects.requireNonNull(referringTo(target).get(source));
    }

    private OwnedTable table(String key) {
        return tables.stream()
                .filter(t -> t.table().key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
