package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.KeyMoves;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.FoundRows;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootRows;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.internal.store.OwnTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes the statements of an erasure from what belongs to the root. */
final class ErasureScriptWriter {

    private final MappedSchema schema;
    private final RootModel model;
    private final RootForm form;
    private final DatabaseFamily family;
    private final RowConditions rows;
    private final StepList steps;
    private final String database;
    private final TreatedRows treated;
    private final RowVersions versions;
    private final UnlinkWriter unlinks;
    private final KeyMoves moves;

    private ErasureScriptWriter(
            MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family, OwnTables own) {
        this.schema = schema;
        this.model = model;
        this.form = form;
        this.family = family;
        this.steps = new StepList(family.idiom());
        this.rows = new RowConditions(schema, model, form, family);
        this.database = Objects.requireNonNull(own.database(), "the database's id");
        this.treated = new TreatedRows(model, rows, new FoundRows(own.foundRow(), family));
        this.moves = KeyMoves.of(schema, model);
        this.versions = new RowVersions(schema, family);
        this.unlinks = new UnlinkWriter(schema, model, family, rows, treated, versions, steps);
    }

    static ErasureScript write(
            MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family, OwnTables own) {
        return new ErasureScriptWriter(schema, model, form, family, own).write();
    }

    private ErasureScript write() {
        treated.keep().forEach(steps::add);
        constraints("deferred");
        List<ErasureScript.SharedCheck> checks = unlinks.letGoOfShared();
        unlinks.declared();
        model.mentions().forEach(this::mention);
        for (OwnedTable table : model.tables()) {
            unlinks.from(table);
            if (table.has(RowAction.DELETE)) {
                delete(table);
            }
            if (table.has(RowAction.ANONYMISE)) {
                anonymise(table);
            }
            retained(table);
        }
        RekeyWriter rekeying = new RekeyWriter(schema, model, moves, family, rows, treated, versions, steps);
        List<ErasureScript.Moved> moved = rekeying.write();
        constraints("immediate");
        treated.clear().ifPresent(steps::add);
        List<String> unclassified = new ArrayList<>();
        model.tables().stream()
                .filter(OwnedTable::survives)
                .forEach(t -> t.unclassified()
                        .forEach(c -> unclassified.add(
                                t.table().name() + "." + c.column().name())));
        unclassified.addAll(model.unmapped());
        PlanDecisions decisions = PlanDecisions.of(schema, model, moves, unclassified, statements(checks), database);
        return new ErasureScript(
                model,
                RootRows.of(schema, model, form, family),
                new ParentLocks(schema, model, rows, family).statements(),
                checks,
                questions(checks),
                steps.steps(),
                steps.counts(),
                decisions,
                moved,
                rekeying.newRootKey(),
                PlanDecisions.hash(decisions.decisions()),
                unclassified);
    }

    private List<Fragment> questions(List<ErasureScript.SharedCheck> checks) {
        List<Fragment> asked = new ArrayList<>();
        checks.forEach(check -> asked.add(check.count()));
        steps.counts().stream()
                .filter(count -> !count.countedByWork() && count.computed() == null)
                .forEach(count -> asked.add(count.sql()));
        return SqlRun.counting(asked);
    }

    private void delete(OwnedTable table) {
        Fragment which = treated.work(table, RowAction.DELETE, ROW);
        OverwriteWriter overwrites = new OverwriteWriter(family, versions, steps);
        for (ColumnPlan column : table.columns()) {
            overwrites.releaseLargeObject(table, column.column(), which);
        }
        steps.change(
                table.table(),
                Treatment.DELETED,
                family.idiom().deleting(table.table().sql(), ROW, which),
                List.of());
        steps.count(table.table(), Treatment.DELETED, rows.goes(table, ROW), List.of());
    }

    /** The mention goes and the row stays; unless the row goes, or its own turn to be overwritten comes. */
    private void mention(RootModel.Mention mention) {
        Fragment which = rows.mentioning(mention);
        OwnedTable own = model.table(mention.table().key()).orElse(null);
        if (own != null && own.has(RowAction.DELETE)) {
            which = which.and(rows.goes(own, ROW).isNotTrue());
        }
        Optional<OwnedTable> overwriting = Optional.ofNullable(own).flatMap(table -> overwriting(table, mention));
        if (overwriting.isPresent()) {
            which = which.and(
                    rows.treated(overwriting.get(), RowAction.ANONYMISE, ROW).isNotTrue());
        }
        OwnedTable mentioning = new OwnedTable(
                mention.table(), mention.table().name(), List.of(), List.of(), List.of(mention.column()), List.of());
        new OverwriteWriter(family, versions, steps).anonymise(mentioning, which);
    }

    /** The table with the paths by which the mention is overwritten with its row; of several people's, one's. */
    private static Optional<OwnedTable> overwriting(OwnedTable table, RootModel.Mention mention) {
        return table.overwritten().stream()
                .filter(c -> c.column().equals(mention.column().column()))
                .findFirst()
                .map(c -> table.part(c.whose()))
                .filter(part -> part.has(RowAction.ANONYMISE));
    }

    /** In a row of several people, each one's own columns are overwritten, and that person is unlinked from it. */
    private void anonymise(OwnedTable table) {
        List<String> whose = table.columns().stream()
                .map(ColumnPlan::whose)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
        if (whose.isEmpty()) {
            overwrite(table);
            return;
        }
        if (!table.part("").overwritten().isEmpty()) {
            overwrite(table.part(""));
        }
        for (String path : whose) {
            OwnedTable part = table.part(path);
            if (part.has(RowAction.ANONYMISE)) {
                overwrite(part);
            }
        }
        whose.forEach(path -> unlinks.person(table, path));
    }

    /** Written twice, once for the work and once for the plan: rows are found in other ways by then. */
    private void overwrite(OwnedTable anonymised) {
        OwnedTable table = moves.without(anonymised);
        if (table.overwritten().isEmpty() && !anonymised.overwritten().isEmpty()) {
            return;
        }
        StepList working = new StepList(family.idiom());
        StepList planned = new StepList(family.idiom());
        new OverwriteWriter(family, versions, working).anonymise(table, treated.work(table, RowAction.ANONYMISE, ROW));
        new OverwriteWriter(family, versions, planned, unlinks::taken)
                .anonymise(table, treated.plan(table, RowAction.ANONYMISE, ROW));
        steps.addAll(working.steps());
        steps.countAll(planned.counts());
    }

    /** Checks constraints that a cycle of references would violate on the way at its end. */
    private void constraints(String when) {
        for (RootModel.Reference reference : model.deferred()) {
            steps.add(new ErasureStep.Prepare(
                    reference.table().name(),
                    Fragment.of("set constraints \"" + reference.key().name().replace("\"", "\"\"") + "\" " + when)));
        }
    }

    private void retained(OwnedTable table) {
        if (!table.belongs()) {
            return;
        }
        for (OwnedTable.Condition ground : table.grounds()) {
            Fragment which = rows.belongs(table, table.passing(), ROW).and(Fragment.of(ground.sql()));
            steps.retain(table.table(), which, ground);
        }
    }

    /** All that the database is told: what the decisions have no words for counts as decided as well. */
    private String statements(List<ErasureScript.SharedCheck> checks) {
        StringBuilder text = new StringBuilder();
        checks.forEach(c -> text.append(c.count().decision()).append('\n'));
        steps.steps().forEach(s -> text.append(s.decision()).append('\n'));
        steps.counts().stream()
                .filter(c -> c.ground() != null)
                .forEach(c -> text.append(c.sql().decision()).append('\n'));
        return text.toString();
    }
}
