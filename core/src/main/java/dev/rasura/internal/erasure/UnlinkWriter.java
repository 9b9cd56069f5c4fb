package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the statements that set references to null, in rows that stay and where a cycle of references must be broken. */
final class UnlinkWriter {

    private final MappedSchema schema;
    private final RootModel model;
    private final Idiom idiom;
    private final RowConditions rows;
    private final TreatedRows treated;
    private final RowVersions versions;
    private final StepList steps;
    private final List<Taken> taken = new ArrayList<>();

    /** Columns that have been set to null so far, and in which rows. */
    private record Taken(Table table, List<String> columns, Fragment which) {}

    UnlinkWriter(
            MappedSchema schema,
            RootModel model,
            DatabaseFamily family,
            RowConditions rows,
            TreatedRows treated,
            RowVersions versions,
            StepList steps) {
        this.schema = schema;
        this.model = model;
        this.idiom = family.idiom();
        this.rows = rows;
        this.treated = treated;
        this.versions = versions;
        this.steps = steps;
    }

    /**
     * A row that somebody else refers to as well is kept; the reference to it of a row that stays goes.
     *
     * @return where that cannot be, what to count: more than none refuses the erasure
     */
    List<ErasureScript.SharedCheck> letGoOfShared() {
        List<ErasureScript.SharedCheck> checks = new ArrayList<>();
        for (RootModel.Shared shared : model.shared()) {
            OwnedTable owner = model.table(shared.owner().to()).orElseThrow();
            if (owner.has(RowAction.ANONYMISE)) {
                if (shared.ownerNullable()) {
                    // Before the live row, by whose reference the shared one is found.
                    histories(owner, shared.owner()).forEach(history -> letGoOfShared(shared, history, checks));
                }
                letGoOfShared(shared, owner, checks);
            }
        }
        return checks;
    }

    /** The earlier states that hold the reference too. */
    private List<OwnedTable> histories(OwnedTable owner, Edge edge) {
        return schema.historiesOf(owner.table().key()).stream()
                .flatMap(history -> model.table(history.table()).stream())
                .filter(history -> history.has(RowAction.ANONYMISE)
                        && edge.toColumns().stream()
                                .allMatch(c -> history.table().column(c).isPresent()))
                .toList();
    }

    private void letGoOfShared(RootModel.Shared shared, OwnedTable owner, List<ErasureScript.SharedCheck> checks) {
        OwnedTable table = shared.table();
        Edge edge = shared.owner();
        Fragment sharedRow = rows.belongs(
                        table,
                        table.paths().stream()
                                .filter(p -> p.first().equals(Optional.of(edge)))
                                .toList(),
                        "s")
                .and(rows.shared(shared, "s"));
        if (!shared.ownerNullable()) {
            checks.add(new ErasureScript.SharedCheck(
                    table.table().name(),
                    owner.table().name() + edge.toColumns(),
                    Fragment.of("select count(*) from " + table.table().sql() + " s where ")
                            .then(sharedRow)));
            return;
        }
        Fragment refers = Fragment.reaching(
                new RowColumns(ROW, owner.table(), edge.toColumns()).each(),
                new RowColumns("s", table.table(), edge.fromColumns()).each(),
                table.table().sql(),
                "s",
                sharedRow);
        Fragment which = treated.plan(owner, RowAction.ANONYMISE, ROW).and(refers);
        setNull(owner.table(), edge.toColumns(), which, which);
    }

    /** The references of rows that are to stay without them. */
    void declared() {
        for (RootModel.Unlink unlink : model.unlinks()) {
            if (unlink.declared()) {
                OwnedTable target = unlink.target();
                Fragment belonging = rows.belongs(target, target.passing(), "u");
                Fragment which = refersTo(unlink, belonging);
                OwnedTable source = model.table(unlink.table().key()).orElseThrow();
                if (!source.grounds().isEmpty()) {
                    which = which.and(letGo(unlink, source));
                }
                which = rows.staying(source, which, ROW);
                setNull(unlink.table(), unlink.key().columns(), which, which);
            }
        }
    }

    /** The rows in which the column is empty when their turn to be overwritten comes: they are unlinked by it. */
    Optional<Fragment> taken(Table table, ColumnPlan column) {
        return taken(table, List.of(column.column().name()));
    }

    private Optional<Fragment> taken(Table table, List<String> columns) {
        List<Fragment> by = taken.stream()
                .filter(t -> t.table().key().equals(table.key()) && t.columns().containsAll(columns))
                .map(Taken::which)
                .toList();
        return by.isEmpty() ? Optional.empty() : Optional.of(Fragment.any(by));
    }

    /** What a ground keeps stays linked, unless what it refers to goes and no foreign key may be left dangling. */
    private Fragment letGo(RootModel.Unlink unlink, OwnedTable source) {
        Fragment kept = RowConditions.notRetained(source);
        OwnedTable target = unlink.target();
        boolean must = target.has(RowAction.DELETE)
                && unlink.table().foreignKeys().stream()
                        .anyMatch(f -> f.columns().equals(unlink.key().columns())
                                && f.target().equals(target.table().key()));
        return must ? Fragment.any(List.of(kept, refersTo(unlink, rows.goes(target, "u")))) : kept;
    }

    /** The reference to one of the people of a row, once that person's own columns are overwritten. */
    void person(OwnedTable table, String path) {
        for (OwnershipPath one : table.paths(RowAction.ANONYMISE)) {
            Edge edge = one.first().orElse(null);
            boolean later = edge == null
                    || edge.kind() != Edge.Kind.ASSOCIATION
                    || !table.table().nullable(edge.fromColumns())
                    || model.unlinks().stream()
                            .anyMatch(u -> u.table().key().equals(table.table().key())
                                    && u.key().columns().equals(edge.fromColumns()));
            if (edge != null && !later && one.leads(path)) {
                Fragment belonging = rows.belongs(table, List.of(one), ROW);
                Fragment which = rows.staying(table, RowConditions.notRetained(table, belonging), ROW);
                setNull(table.table(), edge.fromColumns(), which, which);
            }
        }
    }

    /** The references to rows of the table that are about to go. */
    void from(OwnedTable target) {
        for (RootModel.Unlink unlink : model.unlinks()) {
            if (!unlink.declared()
                    && unlink.target().table().key().equals(target.table().key())) {
                from(unlink, target);
            }
        }
    }

    private void from(RootModel.Unlink unlink, OwnedTable target) {
        Fragment plan = refersTo(unlink, rows.goes(target, "u"));
        Fragment work = refersTo(unlink, treated.work(target, RowAction.DELETE, "u"));
        OwnedTable source = model.table(unlink.table().key()).orElse(null);
        if (source == null || !source.has(RowAction.DELETE)) {
            setNull(unlink.table(), unlink.key().columns(), work, plan);
            return;
        }
        plan = rows.staying(source, plan, ROW);
        if (model.tables().indexOf(source) >= model.tables().indexOf(target)) {
            // Rows that go as well, but later: nobody would call them unlinked.
            Fragment going = treated.work(source, RowAction.DELETE, ROW);
            steps.add(new ErasureStep.Prepare(
                    unlink.table().name(),
                    update(
                            unlink.table(),
                            ownColumns(unlink.table(), unlink.key().columns()),
                            work.and(going))));
            work = work.and(going.isNotTrue());
        }
        setNull(unlink.table(), unlink.key().columns(), work, plan);
    }

    private Fragment refersTo(RootModel.Unlink unlink, Fragment targets) {
        return rows.refersTo(ROW, unlink, "u", targets);
    }

    private void setNull(Table table, List<String> reference, Fragment work, Fragment plan) {
        List<String> columns = ownColumns(table, reference);
        List<String> named = columns.stream().map(c -> c + ": unlinked").toList();
        versions.raise(table, work).ifPresent(steps::add);
        steps.change(table, Treatment.UNLINKED, update(table, columns, work), named);
        // A reference may lead to several rows that go, to a live one and to what its history keeps: it is lost once.
        Fragment first = taken(table, columns)
                .map(before -> plan.and(before.isNotTrue()))
                .orElse(plan);
        steps.count(table, Treatment.UNLINKED, first, named);
        taken.add(new Taken(table, columns, plan));
    }

    /** What another reference has as well says more than whom the row refers to; without the rest it refers to nobody. */
    private static List<String> ownColumns(Table table, List<String> reference) {
        List<String> own = reference.stream()
                .filter(c -> table.foreignKeys().stream()
                        .noneMatch(f -> f.columns().contains(c) && !f.columns().containsAll(reference)))
                .toList();
        return own.isEmpty() ? reference : own;
    }

    private Fragment update(Table table, List<String> columns, Fragment which) {
        String set = String.join(
                ", ",
                columns.stream().map(c -> table.require(c).sql() + " = null").toList());
        return idiom.updating(table.sql(), ROW, Fragment.of(set + versions.set(table)), which);
    }
}
