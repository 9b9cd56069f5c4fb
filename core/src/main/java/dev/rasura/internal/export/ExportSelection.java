package dev.rasura.internal.export;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.datamap.Classification;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.export.ExportManifest.Withheld;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.export.ExportedTable.LeftOut;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootRows;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an export of a kind of subject holds, decided once: their rows by whatever path, in each the columns that are
 * theirs. A reference to a row of somebody else is not (GDPR Art. 15(4)); one to a row of nobody, as of a city, is.
 *
 * @param tables those referred to before those that refer
 */
record ExportSelection(RootRows root, List<ExportedTable> tables) {

    ExportSelection {
        tables = List.copyOf(tables);
    }

    static ExportSelection of(CompiledMap map, RootModel model, DatabaseFamily family) {
        return new Choice(map, model, family).choose();
    }

    /** Chooses for one kind of subject. */
    private static final class Choice {

        private final CompiledMap map;
        private final RootModel model;
        private final DatabaseFamily family;
        private final RowConditions rows;
        private final Set<String> people = new TreeSet<>();
        private final Set<String> files = new TreeSet<>();

        Choice(CompiledMap map, RootModel model, DatabaseFamily family) {
            this.map = map;
            this.family = family;
            this.model = model;
            this.rows = new RowConditions(map.schema(), model, RootForm.ONE, family).withPartsOfShared();
            map.subjects()
                    .values()
                    .forEach(m -> m.tables().forEach(t -> people.add(t.table().key())));
        }

        ExportSelection choose() {
            List<ExportedTable> tables = new ArrayList<>();
            for (int i = model.tables().size() - 1; i >= 0; i--) {
                tables.add(table(model.tables().get(i)));
            }
            return new ExportSelection(RootRows.of(map.schema(), model, RootForm.ONE, family), tables);
        }

        private ExportedTable table(OwnedTable owned) {
            Table table = owned.table();
            List<ExportedColumn> columns = new ArrayList<>();
            List<Withheld> withheld = new ArrayList<>();
            List<String> unclassified = new ArrayList<>();
            for (ColumnPlan plan : owned.columns()) {
                String column = plan.column().name();
                if (plan.category() != null && plan.category().secret()) {
                    withheld.add(new Withheld(table.name(), column, "a secret, which no export holds"));
                } else if (plan.classification() == Classification.UNCLASSIFIED) {
                    unclassified.add(table.name() + "." + column);
                } else if (!column.equals(table.versionColumn())) {
                    references(owned, column).and(whose(owned, plan)).add(plan, columns, withheld, table);
                }
            }
            return new ExportedTable(
                    owned,
                    file(table),
                    columns,
                    rows.belongs(owned),
                    rules(table),
                    withheld,
                    unclassified,
                    leftOut(owned));
        }

        private @Nullable LeftOut leftOut(OwnedTable owned) {
            List<String> columns = rows.towardsShared(owned).stream()
                    .flatMap(edge -> edge.fromColumns().stream())
                    .distinct()
                    .toList();
            return columns.isEmpty()
                    ? null
                    : new LeftOut(
                            columns,
                            rows.withAllOfShared()
                                    .belongs(owned)
                                    .and(rows.belongs(owned).isNotTrue()));
        }

        private List<RetentionRule> rules(Table table) {
            return map.expiries().values().stream()
                    .filter(e -> e.model().table(table.key()).isPresent())
                    .map(CompiledMap.Expiry::rule)
                    .sorted(Comparator.comparing(RetentionRule::name))
                    .toList();
        }

        /**
         * What a column says of other rows.
         *
         * @param others whether it can name none but rows of other people
         * @param own the conditions that must hold for it to name the subject's own
         */
        private record References(boolean others, List<Fragment> own) {

            /** Given the condition that a column of one of several people is the subject's; empty if it always is. */
            References and(Optional<Fragment> whose) {
                List<Fragment> all = new ArrayList<>(own);
                whose.ifPresent(all::add);
                return new References(others, all);
            }

            void add(ColumnPlan plan, List<ExportedColumn> columns, List<Withheld> withheld, Table table) {
                if (others) {
                    withheld.add(new Withheld(table.name(), plan.column().name(), "names rows of other people"));
                } else {
                    columns.add(new ExportedColumn(plan, own.isEmpty() ? null : Fragment.join(" and ", own)));
                }
            }
        }

        private Optional<Fragment> whose(OwnedTable owned, ColumnPlan plan) {
            List<OwnershipPath> paths = owned.paths(plan);
            if (paths.size() == owned.paths().size()) {
                return Optional.empty();
            }
            return Optional.of(paths.isEmpty() ? Fragment.of("1 = 0") : rows.belongs(owned, paths, ROW));
        }

        private References references(OwnedTable owned, String column) {
            boolean others = false;
            List<Fragment> own = new ArrayList<>();
            Map<List<String>, List<Fragment>> anyOf = new LinkedHashMap<>();
            for (Reference reference : references(owned)) {
                if (!reference.columns().contains(column) || isAlwaysOwn(owned, reference)) {
                    continue;
                }
                Optional<Fragment> condition = own(owned, reference);
                if (reference.when() == null && !union(reference.target()).isEmpty()) {
                    condition.ifPresent(c -> anyOf.computeIfAbsent(reference.columns(), r -> new ArrayList<>())
                            .add(c));
                    others |= people.contains(reference.target()) && condition.isEmpty();
                } else if (reference.when() != null) {
                    if (condition.isPresent() || people.contains(reference.target())) {
                        own.add(elsewhereOr(reference.when(), condition));
                    }
                } else if (condition.isPresent()) {
                    own.add(condition.get());
                } else {
                    others |= people.contains(reference.target());
                }
            }
            anyOf.values().forEach(conditions -> own.add(Fragment.any(conditions)));
            return new References(others, own);
        }

        /** The tables of which any may have the row, for a reference into an inheritance by table per class. */
        private List<String> union(String table) {
            return map.schema().entities().values().stream()
                    .map(Entity::union)
                    .filter(u -> u.contains(table) && u.size() > 1)
                    .findFirst()
                    .orElse(List.of());
        }

        /** Of a reference that may lead to several tables: that it leads to another one, or else that it is their own. */
        private Fragment elsewhereOr(Entity.Discriminator when, Optional<Fragment> own) {
            Fragment elsewhere = Fragment.of("1 = 1" + RowConditions.leading(map.schema(), when, ROW))
                    .isNotTrue();
            return own.map(condition -> Fragment.any(List.of(elsewhere, condition)))
                    .orElse(elsewhere);
        }

        /**
         * @param copied whether it is a copied value rather than an association
         * @param when which values beside it make it lead to the target, or null
         */
        private record Reference(
                List<String> columns,
                String target,
                List<String> targetColumns,
                boolean copied,
                Entity.@Nullable Discriminator when) {
            static Reference of(Edge edge) {
                return new Reference(
                        edge.fromColumns(), edge.to(), edge.toColumns(), edge.kind() == Edge.Kind.SOFT, edge.when());
            }
        }

        /** Foreign keys, and the copied values by which rows of the table belong to anyone. */
        private Set<Reference> references(OwnedTable owned) {
            Set<Reference> references = new LinkedHashSet<>();
            for (ForeignKey key : owned.table().foreignKeys()) {
                references.add(new Reference(key.columns(), key.target(), key.targetColumns(), false, key.when()));
            }
            for (RootModel anyone : map.subjects().values()) {
                anyone.mentions().stream()
                        .filter(m -> m.table().key().equals(owned.table().key()))
                        .forEach(m -> references.add(Reference.of(m.edge())));
                anyone.table(owned.table().key()).stream()
                        .flatMap(t -> t.paths().stream())
                        .flatMap(p -> p.first().stream())
                        .filter(e -> e.kind() == Edge.Kind.SOFT)
                        .forEach(e -> references.add(Reference.of(e)));
            }
            return references;
        }

        private static List<OwnershipPath> along(OwnedTable owned, Reference reference) {
            return owned.paths().stream()
                    .filter(p -> p.first()
                            .filter(e ->
                                    e.kind() != Edge.Kind.OWNED && e.leads(reference.columns(), reference.target()))
                            .isPresent())
                    .toList();
        }

        private static boolean isAlwaysOwn(OwnedTable owned, Reference reference) {
            return (owned.isRoot() && owned.rootKey().equals(reference.columns()))
                    || along(owned, reference).size() == owned.paths().size();
        }

        /** The condition that the reference names a row of the subject's own; empty if it never can. */
        private Optional<Fragment> own(OwnedTable owned, Reference reference) {
            List<OwnershipPath> paths = along(owned, reference);
            boolean toRoot = model.rootTables().containsKey(reference.target());
            if (!paths.isEmpty() && (toRoot || reference.copied())) {
                return Optional.of(rows.belongs(owned, paths, ROW));
            }
            if (reference.copied()) {
                return Optional.empty();
            }
            return model.table(reference.target())
                    .map(target -> Fragment.of("("
                                    + new RowColumns(ROW, owned.table(), reference.columns()).list()
                                    + ") in (select "
                                    + new RowColumns("x", target.table(), reference.targetColumns()).list()
                                    + " from " + target.table().sql() + " x where ")
                            .then(rows.belongs(target, target.paths(), "x"))
                            .then(")"));
        }

        /** A name that is one on every file system, and not yet taken. */
        private String file(Table table) {
            String name = plain(table.name());
            String file = name;
            for (int n = 2; !files.add(file.toLowerCase(Locale.ROOT)); n++) {
                file = name + "-" + n;
            }
            return file;
        }
    }

    /** Letters, digits and underscores of a table's or column's name. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_");
    }
}
