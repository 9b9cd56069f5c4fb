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
    private final RootForm form;
    private final Idiom idiom;
    private final boolean allOfShared;

    /** The tables of which it is being said whether their rows are shared: to ask again would never end. */
    private final Set<String> asking = new HashSet<>();

    public RowConditions(MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family) {
        this(schema, model, form, family.idiom(), false);
    }

    private RowConditions(MappedSchema schema, RootModel model, RootForm form, Idiom idiom, boolean allOfShared) {
        this.schema = schema;
        this.model = model;
        this.form = form;
        this.idiom = idiom;
        this.allOfShared = allOfShared;
    }

    /** The same for reading: with a row that others refer to as well belong its parts, collections and history, and what it owns. */
    public RowConditions withAllOfShared() {
        return new RowConditions(schema, model, form, idiom, true);
    }

    /** Rows that belong to the root by any path. */
    public Fragment belongs(OwnedTable table) {
        return belongs(table, table.paths(), ROW);
    }

    /** Rows that belong to the root by a path with the action. */
    public Fragment belongs(OwnedTable table, RowAction action) {
        return belongs(table, table.paths(action), ROW);
    }

    public Fragment belongs(OwnedTable table, List<OwnershipPath> paths, String alias) {
        return Fragment.any(
                paths.stream().map(path -> along(table, path, alias)).toList());
    }

    /** Rows that name the root, whosever they are. */
    public Fragment mentioning(RootModel.Mention mention) {
        return step(List.of(mention.edge()), 0, ROW, ROW);
    }

    /** The rows that no ground retains; empty if the table has none. */
    public static Fragment notRetained(OwnedTable table) {
        return Fragment.join(
                " and ",
                table.grounds().stream()
                        .map(g -> Fragment.of("(" + g.sql() + ") is not true"))
                        .toList());
    }

    /** Rows that are to go: by a deleting path, not retained, not shared with somebody else. */
    public Fragment goes(OwnedTable table, String alias) {
        return treated(table, RowAction.DELETE, alias);
    }

    /** Rows to which the action applies: by one of its paths, not retained, not shared with somebody else. */
    public Fragment treated(OwnedTable table, RowAction action, String alias) {
        List<OwnershipPath> paths = table.paths(action);
        Fragment condition = belongs(table, paths, alias);
        if (!table.grounds().isEmpty()) {
            condition = condition.and(notRetained(table));
        }
        return ownedAlone(table, paths, condition, alias);
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
            Equality equality = reference.soft() == null ? Equality.BY_COLUMN : Equality.of(reference.soft());
            Fragment refers = Fragment.of("exists (select 1 from "
                    + reference.table().sql() + " " + other + " where ("
                    + list(compared(other, reference.table(), reference.key().columns(), equality)) + ") = ("
                    + list(compared(
                            alias, shared.table().table(), reference.key().targetColumns(), equality))
                    + ")"
                    + leading(schema, reference.key().when(), other));
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
            return ofRoot(alias, table.table(), table.rootKey(), table.table().key());
        }
        return step(path.edges(), 0, alias, alias);
    }

    private Fragment step(List<Edge> edges, int i, String alias, String base) {
        return leading(edges.get(i), alias, reaches(edges, i, alias, base));
    }

    private Fragment reaches(List<Edge> edges, int i, String alias, String base) {
        Edge edge = edges.get(i);
        Table from = schema.table(edge.from());
        boolean same = allOfShared && edges.subList(0, i).stream().allMatch(this::staysAtRow);
        if (i > 0 && !same && edge.kind() == Edge.Kind.OWNED && !asking.contains(edge.from())) {
            RootModel.Shared shared = model.shared(edge.from()).orElseThrow();
            asking.add(edge.from());
            Fragment owned = step(edges, i, alias, base);
            asking.remove(edge.from());
            return owned.and(unshared(shared, alias));
        }
        if (i == edges.size() - 1) {
            return root(alias, from, edge.fromColumns(), edge.to(), edge.toColumns(), Equality.of(edge));
        }
        Table to = schema.table(edge.to());
        String next = base + (i + 1);
        Fragment within = step(edges, i + 1, next, base);
        return reaching(
                alias,
                from,
                edge.fromColumns(),
                next,
                to,
                edge.toColumns(),
                Equality.of(edge),
                edge.kind() == Edge.Kind.SOFT ? notBlank(within, next, to, edge.toColumns()) : within);
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

    private Fragment reaching(
            String alias,
            Table from,
            List<String> columns,
            String target,
            Table to,
            List<String> targetColumns,
            Equality equality,
            Fragment within) {
        List<String> own = compared(alias, from, columns, equality);
        List<String> few = compared(target, to, targetColumns, equality);
        return equality == Equality.BY_COLUMN
                ? Fragment.reaching(own, few, to.sql(), target, within)
                : Fragment.among(own, few, to.sql(), target, within);
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

    /** A blank copy names nobody: it would match everybody else's blank ones. */
    private static Fragment notBlank(Fragment which, String alias, Table table, List<String> columns) {
        Fragment notBlank = which;
        for (Column column : columns.stream().map(table::require).toList()) {
            if (column.type() == ValueType.TEXT) {
                notBlank = notBlank.and(Fragment.of("trim(" + alias + "." + column.sql() + ") <> ''"));
            }
        }
        return notBlank;
    }

    /**
     * Rows that belong to somebody else than the root: by one of the paths they reach another row of its kind. Rows that
     * reach nobody are nobody else's.
     */
    public Fragment belongsToOthers(OwnedTable table) {
        return Fragment.any(table.paths().stream()
                .map(path -> path.edges().isEmpty()
                        ? notOfRoot(
                                ROW,
                                table.table(),
                                table.rootKey(),
                                table.table().key())
                        : others(path.edges(), 0, ROW))
                .toList());
    }

    private Fragment others(List<Edge> edges, int i, String alias) {
        Edge edge = edges.get(i);
        Table to = schema.table(edge.to());
        String next = "x" + (i + 1);
        Fragment within =
                i < edges.size() - 1 ? others(edges, i + 1, next) : notOfRoot(next, to, rootKey(edge.to()), edge.to());
        Table from = schema.table(edge.from());
        return leading(
                edge,
                alias,
                reaching(alias, from, edge.fromColumns(), next, to, edge.toColumns(), Equality.of(edge), within));
    }

    private List<String> rootKey(String root) {
        return Objects.requireNonNull(model.rootTables().get(root));
    }

    /** Rows whose columns hold the key of the root's row in its table {@code root}. */
    public Fragment ofRoot(String alias, Table table, List<String> columns, String root) {
        List<String> key = rootKey(root);
        List<String> sql =
                columns.stream().map(c -> alias + "." + table.require(c).sql()).toList();
        List<Bind> values = new ArrayList<>();
        key.forEach(c -> values.add(new Bind.RootColumn(root, c)));
        if (form == RootForm.MANY) {
            List<ValueType> types =
                    columns.stream().map(c -> table.require(c).type()).toList();
            return new Fragment(idiom.among(sql, types), values);
        }
        List<Fragment> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            equal.add(Fragment.of(sql.get(i) + " = ?", values.get(i)));
        }
        return together(equal);
    }

    private static Fragment together(List<Fragment> conditions) {
        return conditions.size() == 1
                ? conditions.get(0)
                : Fragment.of("(").then(Fragment.join(" and ", conditions)).then(")");
    }

    /** Rows whose columns hold another key than the root's; for one root only. */
    private Fragment notOfRoot(String alias, Table table, List<String> columns, String root) {
        List<String> key = rootKey(root);
        List<Fragment> differ = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            differ.add(Fragment.of(
                    alias + "." + table.require(columns.get(i)).sql() + " <> ?",
                    new Bind.RootColumn(root, key.get(i))));
        }
        return Fragment.any(differ);
    }

    /** When a column's value counts as that of another. */
    private enum Equality {
        /** As the column itself has it: a foreign key's database does the same. */
        BY_COLUMN,
        /** A copied value names the person who has these very characters. */
        EXACT,
        /** The same, but for case. */
        IGNORING_CASE;

        static Equality of(Edge edge) {
            return edge.ignoreCase() ? IGNORING_CASE : edge.kind() == Edge.Kind.SOFT ? EXACT : BY_COLUMN;
        }
    }

    private Fragment root(
            String alias, Table table, List<String> columns, String root, List<String> rootColumns, Equality equality) {
        if (form == RootForm.MANY && columns.size() > 1) {
            return amongRoots(alias, table, columns, root, rootColumns, equality);
        }
        List<Fragment> equal = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = table.require(columns.get(i));
            Bind value = new Bind.RootColumn(root, rootColumns.get(i));
            if (form == RootForm.ONE) {
                equal.add(one(alias + "." + column.sql(), column, value, equality));
            } else if (equality == Equality.BY_COLUMN && column.type().text() && idiom.equalTextsMayDiffer()) {
                return amongRoots(alias, table, columns, root, rootColumns, equality);
            } else {
                equal.add(many(alias + "." + column.sql(), column, value, equality));
            }
        }
        return together(equal);
    }

    private Fragment one(String c, Column column, Bind value, Equality equality) {
        if (equality == Equality.IGNORING_CASE) {
            return Fragment.of(compared(c, column, equality) + " = " + idiom.exact("lower(?)"), value);
        }
        boolean more = equality == Equality.EXACT && column.type().text() && idiom.equalTextsMayDiffer();
        return more
                // The first half can be looked up in an index.
                ? Fragment.of("(" + c + " = ? and " + idiom.exact(c) + " = " + idiom.exact("?") + ")", value, value)
                : Fragment.of(c + " = ?", value);
    }

    private Fragment many(String c, Column column, Bind values, Equality equality) {
        return Fragment.of(
                equality == Equality.IGNORING_CASE ? idiom.amongIgnoringCase(c) : idiom.among(c, column.type()),
                values);
    }

    /** Column by column, values of one root would match together with those of another. */
    private Fragment amongRoots(
            String alias, Table table, List<String> columns, String root, List<String> rootColumns, Equality equality) {
        Table roots = schema.table(root);
        return reaching(
                alias, table, columns, "r", roots, rootColumns, equality, ofRoot("r", roots, rootKey(root), root));
    }

    private List<String> compared(String alias, Table table, List<String> columns, Equality equality) {
        return columns.stream()
                .map(table::require)
                .map(c -> compared(alias + "." + c.sql(), c, equality))
                .toList();
    }

    private static String list(List<String> columns) {
        return String.join(", ", columns);
    }

    private String compared(String c, Column column, Equality equality) {
        return switch (equality) {
            case BY_COLUMN -> c;
            case EXACT -> column.type().text() ? idiom.exact(c) : c;
            case IGNORING_CASE -> idiom.exact("lower(" + c + ")");
        };
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
     * Rows that refer to some of the target's.
     *
     * @param step the step of a path that the reference is, or null for a foreign key of the database
     */
    public Fragment refersTo(
            String alias,
            Table source,
            ForeignKey key,
            String target,
            Table targetTable,
            @Nullable Edge step,
            Fragment targets) {
        Equality equality = step == null ? Equality.BY_COLUMN : Equality.of(step);
        boolean soft = step != null && step.kind() == Edge.Kind.SOFT;
        return reaching(
                alias,
                source,
                key.columns(),
                target,
                targetTable,
                key.targetColumns(),
                equality,
                soft ? notBlank(targets, target, targetTable, key.targetColumns()) : targets);
    }

    /** The columns, each with the alias. */
    public static String columns(String alias, Table table, List<String> names, boolean lower) {
        return eachColumn(alias, table, names).stream()
                .map(c -> lower ? "lower(" + c + ")" : c)
                .collect(Collectors.joining(", "));
    }

    /** The columns one by one, each with the alias. */
    public static List<String> eachColumn(String alias, Table table, List<String> names) {
        return names.stream().map(n -> alias + "." + table.require(n).sql()).toList();
    }
}
