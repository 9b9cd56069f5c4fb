package dev.rasura.internal.sql;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in SQL which rows of a table belong to a root. Conditions are uncorrelated ({@code fk in (select ...)}), so that the
 * database can start from the root's few rows and follow indexes. The row in question always has the alias given.
 */
public final class RowConditions {

    /** The alias of the row a statement is about. */
    public static final String ROW = "t";

    private final MappedSchema schema;
    private final RootModel model;
    private final KeyComparison keys;
    private final OfShared ofShared;

    /** The tables of which it is being said whether their rows are shared: to ask again would never end. */
    private final Set<String> asking = new HashSet<>();

    /** What belongs to the root of the rows that reach it through a row to which others refer as well. */
    private enum OfShared {
        NOTHING,
        ITS_PARTS,
        ALL
    }

    public RowConditions(MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family) {
        this(schema, model, new KeyComparison(schema, model, form, family), OfShared.NOTHING);
    }

    private RowConditions(MappedSchema schema, RootModel model, KeyComparison keys, OfShared ofShared) {
        this.schema = schema;
        this.model = model;
        this.keys = keys;
        this.ofShared = ofShared;
    }

    /** The same for reading: with a row that others refer to as well belong its parts, collections and history, and what it owns. */
    public RowConditions withPartsOfShared() {
        return new RowConditions(schema, model, keys, OfShared.ITS_PARTS);
    }

    /** The same, and rows of other entities that belong to such a row belong as well: whoever they are about. */
    public RowConditions withAllOfShared() {
        return new RowConditions(schema, model, keys, OfShared.ALL);
    }

    /** The first step of each way on which rows reach the root through a row of another entity that may be shared. */
    public List<Edge> towardsShared(OwnedTable table) {
        return table.paths().stream()
                .map(OwnershipPath::edges)
                .filter(edges -> IntStream.range(1, edges.size()).anyMatch(i -> leavesShared(edges, i)))
                .map(edges -> edges.get(0))
                .distinct()
                .toList();
    }

    private boolean leavesShared(List<Edge> edges, int i) {
        return edges.get(i).kind() == Edge.Kind.OWNED
                && !edges.subList(0, i).stream().allMatch(this::staysAtRow);
    }

    /** Rows that belong to the root by any path. */
    public Fragment belongs(OwnedTable table) {
        return belongs(table, table.paths(), ROW);
    }

    public Fragment belongs(OwnedTable table, List<OwnershipPath> paths, String alias) {
        return Fragment.any(
                paths.stream().map(path -> along(table, path, alias)).toList());
    }

    /** Rows that name the root, or a subject that is taken along with it, whosever they are. */
    public Fragment mentioning(RootModel.Mention mention) {
        return mention.beyond().isEmpty()
                ? step(List.of(mention.edge()), 0, ROW, ROW)
                : Fragment.any(mention.beyond().stream()
                        .map(path -> Stream.concat(Stream.of(mention.edge()), path.edges().stream())
                                .toList())
                        .map(edges -> step(edges, 0, ROW, ROW))
                        .toList());
    }

    /** The rows that no ground retains, of a table that has grounds. */
    public static Fragment notRetained(OwnedTable table) {
        return Fragment.join(
                " and ",
                table.grounds().stream()
                        .map(g -> Fragment.of("(" + g.sql() + ") is not true"))
                        .toList());
    }

    /** Those of the rows that no ground retains. */
    public static Fragment notRetained(OwnedTable table, Fragment which) {
        return table.grounds().isEmpty() ? which : which.and(notRetained(table));
    }

    /** Those of the rows that are not to go. */
    public Fragment staying(OwnedTable table, Fragment which, String alias) {
        return table.has(RowAction.DELETE) ? which.and(goes(table, alias).isNotTrue()) : which;
    }

    /** Rows that are to go: by a deleting path, not retained, not shared with somebody else. */
    public Fragment goes(OwnedTable table, String alias) {
        return treated(table, RowAction.DELETE, alias);
    }

    /** Rows to which the action applies: by one of its paths, not retained, not shared with somebody else. */
    public Fragment treated(OwnedTable table, RowAction action, String alias) {
        List<OwnershipPath> paths = table.paths(action);
        return ownedAlone(table, paths, notRetained(table, belongs(table, paths, alias)), alias);
    }

    /** Where rows are owned by a reference that points at them, those to which nobody else refers. */
    private Fragment ownedAlone(OwnedTable table, List<OwnershipPath> paths, Fragment condition, String alias) {
        Optional<RootModel.Shared> shared = model.shared(table.table().key());
        boolean owned = paths.stream().anyMatch(OwnershipPath::owned);
        if (!owned || shared.isEmpty() || asking.contains(table.table().key())) {
            return condition;
        }
        return condition.and(unshared(shared.get(), alias));
    }

    /** {@code exists} is never unknown; and H2 cannot read back {@code exists (...) is not true} where it stands in a view. */
    private Fragment unshared(RootModel.Shared shared, String alias) {
        return Fragment.of("not (").then(shared(shared, alias)).then(")");
    }

    /** Whether somebody who is not the root refers to the row as well; never, where there is nobody who could. */
    public Fragment shared(RootModel.Shared shared, String alias) {
        List<Fragment> others = new ArrayList<>(List.of(Fragment.of("1 = 0")));
        int n = 0;
        asking.add(shared.table().table().key());
        for (RootModel.Reference reference : shared.references()) {
            String other = alias + "o" + n++;
            ForeignKey key = reference.key();
            RowColumns referring = new RowColumns(other, reference.table(), key.columns());
            RowColumns row = new RowColumns(alias, shared.table().table(), key.targetColumns());
            Fragment refers =
                    Fragment.of("exists (select 1 from " + reference.table().sql() + " " + other + " where "
                            + keys.same(referring, row, reference.soft()) + leading(schema, key.when(), other));
            OwnedTable own = model.table(reference.table().key()).orElse(null);
            if (own != null) {
                Fragment belongs = belongs(own, own.paths(), other);
                refers = refers.and(ownedAlone(own, own.paths(), belongs, other).isNotTrue());
            }
            others.add(refers.then(")"));
        }
        asking.remove(shared.table().table().key());
        return Fragment.any(others);
    }

    private Fragment along(OwnedTable table, OwnershipPath path, String alias) {
        if (path.edges().isEmpty()) {
            return keys.rootKey(rootKey(table, alias), table.table().key());
        }
        return step(path.edges(), 0, alias, alias);
    }

    private Fragment step(List<Edge> edges, int i, String alias, String base) {
        return leading(edges.get(i), alias, reaches(edges, i, alias, base));
    }

    private Fragment reaches(List<Edge> edges, int i, String alias, String base) {
        Edge edge = edges.get(i);
        boolean asks = switch (ofShared) {
            case NOTHING -> edge.kind() == Edge.Kind.OWNED;
            case ITS_PARTS -> leavesShared(edges, i);
            case ALL -> false;
        };
        if (i > 0 && asks && !asking.contains(edge.from())) {
            RootModel.Shared shared = model.shared(edge.from()).orElseThrow();
            asking.add(edge.from());
            Fragment owned = step(edges, i, alias, base);
            asking.remove(edge.from());
            return owned.and(unshared(shared, alias));
        }
        RowColumns columns = new RowColumns(alias, schema.table(edge.from()), edge.fromColumns());
        if (i == edges.size() - 1) {
            return keys.root(columns, edge);
        }
        String next = base + (i + 1);
        RowColumns few = new RowColumns(next, schema.table(edge.to()), edge.toColumns());
        return keys.amongNamed(columns, few, edge, step(edges, i + 1, next, base));
    }

    /** Whether the step leads from what is of one row, and of no other, to that row. */
    private boolean staysAtRow(Edge edge) {
        return switch (edge.kind()) {
            case PART, HISTORY, OWNED -> true;
            case ASSOCIATION -> isOfCollection(edge);
            case SOFT, SAME -> false;
        };
    }

    /** Whether it leads from a collection's value to the row whose collection it is. */
    private boolean isOfCollection(Edge edge) {
        String values = schema.live(edge.from());
        String owner = schema.live(edge.to());
        return schema.entities().values().stream()
                .filter(e -> e.tables().contains(owner))
                .flatMap(e -> e.attributes().stream())
                .anyMatch(a -> a.collection() && a.target() == null && a.table().equals(values));
    }

    private Fragment leading(Edge edge, String alias, Fragment reaches) {
        return edge.when() == null
                ? reaches
                : reaches.and(Fragment.of(marked(schema, edge.when(), alias))).enclosed();
    }

    /** Of a reference that may lead to several tables: where it leads to the one in question. Else empty. */
    public static String leading(MappedSchema schema, Entity.@Nullable Discriminator when, String alias) {
        return when == null ? "" : " and " + marked(schema, when, alias);
    }

    /**
     * Rows that belong to somebody else than the root: by one of the paths they reach another row of its kind. Rows that
     * reach nobody are nobody else's.
     */
    public Fragment belongsToOthers(OwnedTable table) {
        return Fragment.any(table.paths().stream()
                .map(path -> path.edges().isEmpty()
                        ? keys.otherKey(rootKey(table, ROW), table.table().key())
                        : others(path.edges(), 0, ROW))
                .toList());
    }

    private Fragment others(List<Edge> edges, int i, String alias) {
        Edge edge = edges.get(i);
        Table to = schema.table(edge.to());
        String next = "x" + (i + 1);
        Fragment within = i < edges.size() - 1
                ? others(edges, i + 1, next)
                : keys.otherKey(
                        new RowColumns(
                                next,
                                to,
                                Objects.requireNonNull(model.rootTables().get(edge.to()))),
                        edge.to());
        RowColumns columns = new RowColumns(alias, schema.table(edge.from()), edge.fromColumns());
        return leading(edge, alias, keys.among(columns, new RowColumns(next, to, edge.toColumns()), edge, within));
    }

    private static RowColumns rootKey(OwnedTable table, String alias) {
        return new RowColumns(alias, table.table(), table.rootKey());
    }

    /** Rows of the entity and its heirs, where it shares its table with others; else empty. */
    public static String ofType(MappedSchema schema, Entity entity, String alias) {
        Entity.Discriminator discriminator = entity.discriminator();
        if (discriminator == null || !discriminator.table().equals(entity.table())) {
            return "";
        }
        return " and " + marked(schema, discriminator, alias);
    }

    private static String marked(MappedSchema schema, Entity.Discriminator discriminator, String alias) {
        Column column = schema.table(discriminator.table()).require(discriminator.column());
        boolean number = column.type() == ValueType.INTEGER;
        return alias + "." + column.sql() + " in ("
                + discriminator.values().stream()
                        .map(v -> number ? v : "'" + v.replace("'", "''") + "'")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /**
     * Rows that refer to some of the target's by a reference that is to be set to null.
     *
     * @param target the alias of the target's rows
     * @param targets which of them
     */
    public Fragment refersTo(String alias, RootModel.Unlink unlink, String target, Fragment targets) {
        ForeignKey key = unlink.key();
        return keys.amongNamed(
                        new RowColumns(alias, unlink.table(), key.columns()),
                        new RowColumns(target, unlink.target().table(), key.targetColumns()),
                        unlink.step(),
                        targets)
                .then(leading(schema, key.when(), alias));
    }

    /** Rows that take the step to some of those it leads to. */
    public Fragment refersTo(String alias, Edge step, String target, Fragment targets) {
        return keys.amongNamed(
                new RowColumns(alias, schema.table(step.from()), step.fromColumns()),
                new RowColumns(target, schema.table(step.to()), step.toColumns()),
                step,
                targets);
    }
}
