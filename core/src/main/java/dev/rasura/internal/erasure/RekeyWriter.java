package dev.rasura.internal.erasure;

import static dev.rasura.internal.erasure.RekeyedRows.FROM;
import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.Strategy;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.KeyMoves;
import dev.rasura.internal.datamap.KeyMoves.Origin;
import dev.rasura.internal.datamap.KeyMoves.Origin.Copy;
import dev.rasura.internal.datamap.KeyMoves.Origin.Move;
import dev.rasura.internal.datamap.KeyMoves.Origin.Soft;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Bind;
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

    private final MappedSchema schema;
    private final RootModel model;
    private final KeyMoves moves;
    private final DatabaseFamily family;
    private final RekeyedRows work;
    private final RekeyedRows plan;
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
        this.versions = versions;
        this.steps = steps;
        this.overwrites = new OverwriteSql(family);
        this.work = new RekeyedRows(schema, model, rows, treated, overwrites, true);
        this.plan = new RekeyedRows(schema, model, rows, treated, overwrites, false);
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
                remove(copy.table(), work.following(origin, copy));
            }
            remove(origin.table().table(), work.leaving(origin, ROW));
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
            Fragment old = Fragment.of("?", new Bind.RootColumn(table.key(), name));
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

    private Fragment token(Origin origin, Move move, String column) {
        ColumnPlan key = origin.column(move.targets().get(move.columns().indexOf(column)))
                .orElseThrow();
        return overwrites.rekeyed(
                key, Fragment.of(ROW + "." + move.table().require(column).sql()));
    }

    private void copy(Origin origin) {
        OwnedTable owned = origin.table();
        Table table = owned.table();
        Map<String, Fragment> values = new LinkedHashMap<>();
        for (ColumnPlan column : owned.overwritten()) {
            String name = column.column().name();
            if (column.becomes(Strategy.TOKEN) && table.inUniqueKey(name)) {
                // The old row, which is there still, has a token in it by now.
                values.put(name, overwrites.value(table, column));
            }
        }
        for (ColumnPlan key : origin.columns()) {
            String c = ROW + "." + key.column().sql();
            values.put(
                    key.column().name(),
                    Fragment.of("case when ")
                            .then(overwrites.due(table, key, ROW))
                            .then(" then ")
                            .then(overwrites.rekeyed(key, Fragment.of(c)))
                            .then(" else " + c + " end"));
        }
        List<String> named = origin.columns().stream()
                .map(c -> c.column().name() + ": token (another key)")
                .toList();
        insert(table, values, work.leaving(origin, ROW), named);
        count(table, plan.leaving(origin, ROW), named);
    }

    private void copy(Origin origin, Copy copy) {
        Map<String, Fragment> values = values(origin, copy);
        List<String> named = values.keySet().stream().map(RekeyWriter::follows).toList();
        insert(copy.table(), values, work.following(origin, copy), named);
        count(copy.table(), plan.following(origin, copy), named);
    }

    /** What the references of a table's rows become. */
    private Map<String, Fragment> values(Origin origin, Copy copy) {
        Map<String, Fragment> values = new LinkedHashMap<>();
        for (Move move : copy.moves()) {
            for (String name : origin.changed(move)) {
                Fragment when = Fragment.of(" when ")
                        .then(work.following(origin, move))
                        .then(" then ")
                        .then(token(origin, move, name));
                values.merge(name, when, Fragment::then);
            }
        }
        values.replaceAll((name, when) -> Fragment.of("case")
                .then(when)
                .then(" else " + ROW + "." + copy.table().require(name).sql() + " end"));
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
        Fragment which = work.following(origin, inPlace);
        Optional<Fragment> old = work.old(origin, table);
        if (old.isPresent()) {
            // Old rows that refer to one another would hinder each other from going.
            steps.add(new ErasureStep.Prepare(table.name(), updating(table, set, which.and(old.get()))));
            which = which.and(old.get().isNotTrue());
        }
        update(table, set, which, named);
        count(table, plan.following(origin, inPlace), named);
    }

    private void follow(Origin origin, Soft soft) {
        Table table = soft.table().table();
        Column column = table.require(soft.column());
        ColumnPlan key = origin.column(soft.target()).orElseThrow();
        Fragment own = overwrites.rekeyed(key, Fragment.of(ROW + "." + column.sql()));
        Fragment value = own;
        if (soft.ignoreCase()) {
            Table target = origin.table().table();
            String old = FROM + "." + key.column().sql();
            value = Fragment.of("coalesce((select min(")
                    .then(overwrites.rekeyed(key, Fragment.of(old)))
                    .then(") from " + target.sql() + " " + FROM + " where lower(" + old + ") = lower(" + ROW + "."
                            + column.sql() + ") and ")
                    .then(work.leaving(origin, FROM))
                    .then("), ")
                    .then(own)
                    .then(")");
        }
        List<String> named = List.of(follows(soft.column()));
        update(table, List.of(Fragment.of(column.sql() + " = ").then(value)), work.following(origin, soft), named);
        count(table, plan.following(origin, soft), named);
    }

    private void update(Table table, List<Fragment> set, Fragment which, List<String> named) {
        versions.raise(table, which).ifPresent(steps::add);
        steps.change(table, Treatment.REKEYED, updating(table, set, which), named);
    }

    private Fragment updating(Table table, List<Fragment> set, Fragment which) {
        Fragment assignments = Fragment.join(", ", set).then(versions.set(table));
        return family.idiom().updating(table.sql(), ROW, assignments, which);
    }

    private void remove(Table table, Fragment which) {
        steps.add(new ErasureStep.Prepare(table.name(), family.idiom().deleting(table.sql(), ROW, which)));
    }

    private void count(Table table, Fragment which, List<String> named) {
        steps.count(table, Treatment.REKEYED, which, named);
        moved.add(new ErasureScript.Moved(table, which));
    }

    private static String follows(String column) {
        return column + ": token (follows a key)";
    }
}
