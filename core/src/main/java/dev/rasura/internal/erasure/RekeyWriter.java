package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.KeyMoves;
import dev.rasura.internal.datamap.KeyMoves.Origin;
import dev.rasura.internal.datamap.KeyMoves.Origin.Copy;
import dev.rasura.internal.datamap.KeyMoves.Origin.Move;
import dev.rasura.internal.datamap.KeyMoves.Origin.Soft;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the statements that give rows with a personal key another one: copies under the new key, references that follow,
 * old rows that go. The new key is a function of the old one and of a secret of this run that is kept nowhere, so that every
 * table computes the same without a list of pairs.
 */
final class RekeyWriter {

    private static final String FROM = "k";

    private final MappedSchema schema;
    private final RootModel model;
    private final KeyMoves moves;
    private final DatabaseFamily family;
    private final RowConditions rows;
    private final TreatedRows treated;
    private final RowVersions versions;
    private final StepList steps;
    private final OverwriteSql overwrites;
    private final List<ErasureScript.Moved> moved = new ArrayList<>();

    RekeyWriter(
            MappedSchema schema,
            RootModel model,
            KeyMoves moves,
            DatabaseFamily family,
            RowConditions rows,
            TreatedRows treated,
            RowVersions versions,
            StepList steps) {
        this.schema = schema;
        this.model = model;
        this.moves = moves;
        this.family = family;
        this.rows = rows;
        this.treated = treated;
        this.versions = versions;
        this.steps = steps;
        this.overwrites = new OverwriteSql(family);
    }

    /** The rows that are touched, table by table, as they are before the work. */
    List<ErasureScript.Moved> write() {
        for (Origin origin : moves.origins()) {
            copy(origin);
            origin.copies().forEach(copy -> copy(origin, copy));
            inPlace(origin).forEach(table -> follow(origin, table));
            origin.soft().forEach(soft -> follow(origin, soft));
            for (int i = origin.copies().size() - 1; i >= 0; i--) {
                Copy copy = origin.copies().get(i);
                remove(copy.table(), any(origin, copy, ROW, true));
            }
            remove(origin.table().table(), leaving(origin, ROW, true));
        }
        return moved;
    }

    /** The key of the root after the work, where it got another one; asked after the work. */
    Optional<Fragment> newRootKey() {
        Table table = schema.table(model.root().table());
        List<String> key = model.rootTables().get(table.key());
        Optional<Origin> origin = Stream.concat(moves.origins().stream(), moves.alone().stream())
                .filter(o -> o.table().table().key().equals(table.key()))
                .findFirst();
        if (origin.isEmpty() || key == null) {
            return Optional.empty();
        }
        List<Fragment> equal = new ArrayList<>();
        for (String name : key) {
            Fragment old = Fragment.of("?", new dev.rasura.internal.sql.Bind.RootColumn(table.key(), name));
            Fragment now = origin.get()
                    .column(name)
                    .map(c -> overwrites.rekeyed(c, old))
                    .orElse(old);
            equal.add(Fragment.of(ROW + "." + table.require(name).sql() + " = ").then(now));
        }
        return Optional.of(Fragment.of("select " + new RowColumns(ROW, table, key).list() + " from " + table.sql() + " "
                        + ROW + " where ")
                .then(Fragment.join(" and ", equal)));
    }

    /** Rows of the origin that get another key; all but those that have a token already. */
    private Fragment leaving(Origin origin, String alias, boolean working) {
        OwnedTable table = origin.table();
        Fragment which = working
                ? treated.work(table, RowAction.ANONYMISE, alias)
                : treated.plan(table, RowAction.ANONYMISE, alias);
        return which.and(Fragment.any(origin.columns().stream()
                .map(c -> overwrites.due(table.table(), c, alias))
                .toList()));
    }

    private Fragment refers(Origin origin, Move move, String alias, boolean working) {
        Table target = origin.table().table();
        return Fragment.of("(" + new RowColumns(alias, move.table(), move.columns()).list() + ") in (select "
                        + new RowColumns(FROM, target, move.targets()).list() + " from " + target.sql() + " "
                        + FROM + " where ")
                .then(leaving(origin, FROM, working))
                .then(")" + RowConditions.leading(schema, move.when(), alias));
    }

    private Fragment any(Origin origin, Copy copy, String alias, boolean working) {
        return Fragment.any(copy.moves().stream()
                .map(m -> working
                        ? refers(origin, m, alias, true)
                        : refers(origin, m, alias, false).and(unlinked(m, alias).isNotTrue()))
                .map(refers -> Fragment.of("(").then(refers).then(")"))
                .toList());
    }

    /** Rows that lose this very reference before references follow, or one that it is a part of. */
    private Fragment unlinked(Move move, String alias) {
        List<Fragment> lost = new ArrayList<>(List.of(Fragment.of("1 = 0")));
        for (RootModel.Unlink unlink : model.unlinks()) {
            boolean same = unlink.table().key().equals(move.table().key())
                    && unlink.key().columns().stream().anyMatch(move.columns()::contains);
            if (!same) {
                continue;
            }
            OwnedTable target = unlink.target();
            Fragment targets = unlink.declared() ? rows.belongs(target, target.passing(), "u") : rows.goes(target, "u");
            Fragment refers = rows.refersTo(alias, unlink, "u", targets);
            Optional<OwnedTable> source = model.table(unlink.table().key());
            boolean retained =
                    unlink.declared() && source.map(t -> !t.grounds().isEmpty()).orElse(false);
            lost.add(retained ? refers.and(RowConditions.notRetained(source.get())) : refers);
        }
        return Fragment.any(lost);
    }

    private Fragment token(Origin origin, Move move, String column, String alias) {
        ColumnPlan plan = origin.column(move.targets().get(move.columns().indexOf(column)))
                .orElseThrow();
        return overwrites.rekeyed(
                plan, Fragment.of(alias + "." + move.table().require(column).sql()));
    }

    private void copy(Origin origin) {
        OwnedTable owned = origin.table();
        Table table = owned.table();
        Map<String, Fragment> values = new LinkedHashMap<>();
        for (ColumnPlan plan : owned.overwritten()) {
            String name = plan.column().name();
            if (plan.becomes(Strategy.TOKEN) && table.inUniqueKey(name)) {
                // The old row, which is there still, has a token in it by now.
                values.put(name, overwrites.value(table, plan));
            }
        }
        for (ColumnPlan plan : origin.columns()) {
            String c = ROW + "." + plan.column().sql();
            values.put(
                    plan.column().name(),
                    Fragment.of("case when ")
                            .then(overwrites.due(table, plan, ROW))
                            .then(" then ")
                            .then(overwrites.rekeyed(plan, Fragment.of(c)))
                            .then(" else " + c + " end"));
        }
        List<String> named = origin.columns().stream()
                .map(c -> c.column().name() + ": token (another key)")
                .toList();
        insert(table, values, leaving(origin, ROW, true), named);
        count(table, leaving(origin, ROW, false), named);
    }

    private void copy(Origin origin, Copy copy) {
        Map<String, Fragment> values = values(origin, copy);
        List<String> named = values.keySet().stream().map(RekeyWriter::follows).toList();
        insert(copy.table(), values, any(origin, copy, ROW, true), named);
        count(copy.table(), staying(copy.table(), any(origin, copy, ROW, false)), named);
    }

    /** What the references of a table's rows become. */
    private Map<String, Fragment> values(Origin origin, Copy rows) {
        Map<String, Fragment> values = new LinkedHashMap<>();
        for (Move move : rows.moves()) {
            for (String name : origin.changed(move)) {
                Fragment when = Fragment.of(" when ")
                        .then(refers(origin, move, ROW, true))
                        .then(" then ")
                        .then(token(origin, move, name, ROW));
                values.merge(name, when, Fragment::then);
            }
        }
        values.replaceAll((name, when) -> Fragment.of("case")
                .then(when)
                .then(" else " + ROW + "." + rows.table().require(name).sql() + " end"));
        return values;
    }

    /** Table by table, because two references of a row may be parts of a third, which must hold all the time. */
    private static List<Copy> inPlace(Origin origin) {
        Map<String, List<Move>> byTable = new LinkedHashMap<>();
        origin.moves()
                .forEach(m -> byTable.computeIfAbsent(m.table().key(), t -> new ArrayList<>())
                        .add(m));
        return byTable.values().stream()
                .map(ofTable -> new Copy(ofTable.get(0).table(), ofTable))
                .toList();
    }

    /** The copy counts as changed: its version is raised, as if the row had been updated. */
    private void insert(Table table, Map<String, Fragment> changed, Fragment which, List<String> named) {
        Map<String, Fragment> values = new LinkedHashMap<>(changed);
        versions.next(table).ifPresent(next -> values.put(next.column(), Fragment.of(next.value())));
        List<Column> columns = table.columns().stream().filter(Column::writable).toList();
        List<Fragment> selected = columns.stream()
                .map(c -> values.getOrDefault(c.name(), Fragment.of(ROW + "." + c.sql())))
                .toList();
        steps.change(
                table,
                Treatment.REKEYED,
                Fragment.of("insert into " + table.sql() + " ("
                                + columns.stream().map(Column::sql).collect(Collectors.joining(", ")) + ") select ")
                        .then(Fragment.join(", ", selected))
                        .then(" from " + table.sql() + " " + ROW + " where ")
                        .then(which),
                named);
    }

    private void follow(Origin origin, Copy inPlace) {
        Table table = inPlace.table();
        List<Fragment> set = new ArrayList<>();
        List<String> named = new ArrayList<>();
        values(origin, inPlace).forEach((name, value) -> {
            set.add(Fragment.of(table.require(name).sql() + " = ").then(value));
            named.add(follows(name));
        });
        Fragment which = any(origin, inPlace, ROW, true);
        Optional<Fragment> old = old(origin, table);
        if (old.isPresent()) {
            // Old rows that refer to one another would hinder each other from going.
            steps.add(new ErasureStep.Prepare(table.name(), updating(table, set, which.and(old.get()))));
            which = which.and(old.get().isNotTrue());
        }
        update(table, set, which, named);
        count(table, staying(table, any(origin, inPlace, ROW, false)), named);
    }

    /** Rows of the table that stand beside their copies. */
    private Optional<Fragment> old(Origin origin, Table table) {
        return origin.table().table().key().equals(table.key())
                ? Optional.of(leaving(origin, ROW, true))
                : origin.copies().stream()
                        .filter(c -> c.table().key().equals(table.key()))
                        .findFirst()
                        .map(c -> any(origin, c, ROW, true));
    }

    private void follow(Origin origin, Soft soft) {
        OwnedTable table = soft.table();
        Column column = table.table().require(soft.column());
        ColumnPlan plan = origin.column(soft.target()).orElseThrow();
        Fragment own = overwrites.rekeyed(plan, Fragment.of(ROW + "." + column.sql()));
        Fragment value = own;
        if (soft.ignoreCase()) {
            Table target = origin.table().table();
            String key = FROM + "." + plan.column().sql();
            value = Fragment.of("coalesce((select min(")
                    .then(overwrites.rekeyed(plan, Fragment.of(key)))
                    .then(") from " + target.sql() + " " + FROM + " where lower(" + key + ") = lower(" + ROW + "."
                            + column.sql() + ") and ")
                    .then(leaving(origin, FROM, true))
                    .then("), ")
                    .then(own)
                    .then(")");
        }
        List<String> named = List.of(follows(soft.column()));
        Fragment due = overwrites.rekeyable(plan, ROW + "." + column.sql());
        update(
                table.table(),
                List.of(Fragment.of(column.sql() + " = ").then(value)),
                treated.work(table, RowAction.ANONYMISE, ROW).and(due).and(names(origin, soft, true)),
                named);
        count(
                table.table(),
                treated.plan(table, RowAction.ANONYMISE, ROW).and(due).and(names(origin, soft, false)),
                named);
    }

    /** A row of several people may name another of them: that one's key stays. */
    private Fragment names(Origin origin, Soft soft, boolean working) {
        OwnedTable table = soft.table();
        Table target = origin.table().table();
        List<Fragment> names = new ArrayList<>();
        for (OwnershipPath path : table.paths(RowAction.ANONYMISE)) {
            Edge edge = path.edges().isEmpty() ? null : path.edges().get(0);
            if (edge == null
                    || edge.kind() != Edge.Kind.SOFT
                    || !edge.to().equals(target.key())
                    || !edge.fromColumns().contains(soft.column())) {
                continue;
            }
            if (path.edges().size() == 1) {
                // By value: what names an old key that has gone is the subject's too.
                names.add(rows.belongs(table, List.of(path), ROW));
            } else {
                names.add(rows.refersTo(ROW, edge, FROM, leaving(origin, FROM, working)));
            }
        }
        return Fragment.any(names);
    }

    private void update(Table table, List<Fragment> set, Fragment which, List<String> named) {
        steps.change(table, Treatment.REKEYED, updating(table, set, which), named);
    }

    private Fragment updating(Table table, List<Fragment> set, Fragment which) {
        Fragment assignments = Fragment.join(", ", set).then(versions.set(table));
        return family.idiom().updating(table.sql(), ROW, assignments, which);
    }

    private void remove(Table table, Fragment which) {
        steps.add(new ErasureStep.Prepare(table.name(), family.idiom().deleting(table.sql(), ROW, which)));
    }

    /** What goes has gone by the time that references follow. */
    private Fragment staying(Table table, Fragment which) {
        Fragment staying = which;
        OwnedTable owned = model.table(table.key()).orElse(null);
        if (owned != null && owned.has(RowAction.DELETE)) {
            staying = staying.and(rows.goes(owned, ROW).isNotTrue());
        }
        return staying;
    }

    private void count(Table table, Fragment which, List<String> named) {
        steps.count(table, Treatment.REKEYED, which, named);
        moved.add(new ErasureScript.Moved(table, which));
    }

    private static String follows(String column) {
        return column + ": token (follows a key)";
    }
}
