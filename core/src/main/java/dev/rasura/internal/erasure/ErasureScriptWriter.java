package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootRows;
import dev.rasura.internal.sql.RowConditions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes the statements of an erasure from what belongs to the root. */
final class ErasureScriptWriter {

    private final MappedSchema schema;
    private final RootModel model;
    private final RootForm form;
    private final DatabaseFamily family;
    private final RowConditions rows;
    private final StepList steps = new StepList();
    private final OverwriteWriter overwrites;

    private ErasureScriptWriter(MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family) {
        this.schema = schema;
        this.model = model;
        this.form = form;
        this.family = family;
        this.rows = new RowConditions(schema, model, form, family);
        this.overwrites = new OverwriteWriter(family, rows, new RowVersions(schema), steps);
    }

    static ErasureScript write(MappedSchema schema, RootModel model, RootForm form, DatabaseFamily family) {
        return new ErasureScriptWriter(schema, model, form, family).write();
    }

    private ErasureScript write() {
        List<ErasureScript.SharedCheck> checks = new ArrayList<>();
        for (RootModel.Shared shared : model.shared()) {
            unlinkShared(shared, checks);
        }
        model.unlinks().forEach(this::unlink);
        for (OwnedTable table : model.tables()) {
            if (table.has(RowAction.DELETE)) {
                delete(table);
            }
            if (table.has(RowAction.ANONYMISE)) {
                overwrites.anonymise(table);
            }
            retained(table);
        }
        List<String> unclassified = model.tables().stream()
                .filter(OwnedTable::survives)
                .flatMap(t -> t.unclassified().stream()
                        .map(c -> t.table().name() + "." + c.column().name()))
                .toList();
        return new ErasureScript(
                model,
                form,
                RootRows.of(schema, model, form, family),
                new ParentLocks(schema, model, rows, family).statements(),
                checks,
                steps.steps(),
                steps.counts(),
                hash(checks),
                unclassified);
    }

    /** A row that somebody else refers to as well is kept; the root's own reference to it goes, or the erasure is refused. */
    private void unlinkShared(RootModel.Shared shared, List<ErasureScript.SharedCheck> checks) {
        OwnedTable table = shared.table();
        Fragment sharedRow = rows.belongs(table, table.paths(), "s").and(rows.shared(shared, "s"));
        Table owner = schema.table(shared.owner().to());
        if (model.action() == RowAction.DELETE) {
            return;
        }
        if (!shared.ownerNullable()) {
            checks.add(new ErasureScript.SharedCheck(
                    table.table().name(),
                    owner.name() + shared.owner().toColumns(),
                    Fragment.of("select count(*) from " + table.table().sql() + " s where ")
                            .then(sharedRow)));
            return;
        }
        OwnedTable root = model.table(owner.key()).orElseThrow();
        Fragment which = rows.belongs(root)
                .and(Fragment.of("("
                                + RowConditions.columns(
                                        ROW, owner, shared.owner().toColumns(), false)
                                + ") in (select "
                                + RowConditions.columns(
                                        "s", table.table(), shared.owner().fromColumns(), false) + " from "
                                + table.table().sql() + " s where ")
                        .then(sharedRow)
                        .then(")"));
        setNull(owner, shared.owner().toColumns(), which);
    }

    private void unlink(RootModel.Unlink unlink) {
        OwnedTable target = unlink.target();
        Fragment targets = unlink.declared()
                ? rows.belongs(
                        target,
                        target.paths().stream()
                                .filter(p -> p.action() != RowAction.UNLINK)
                                .toList(),
                        "u")
                : rows.goes(target, "u");
        Fragment which = Fragment.of("("
                        + RowConditions.columns(
                                ROW, unlink.table(), unlink.key().columns(), false)
                        + ") in (select "
                        + RowConditions.columns(
                                "u", target.table(), unlink.key().targetColumns(), false) + " from "
                        + target.table().sql() + " u where ")
                .then(targets)
                .then(")" + RowConditions.leading(schema, unlink.key().when(), ROW));
        OwnedTable source = model.table(unlink.table().key()).orElse(null);
        if (unlink.declared() && source != null && !source.grounds().isEmpty()) {
            which = which.and(RowConditions.notRetained(source));
        }
        setNull(unlink.table(), unlink.key().columns(), which);
    }

    private void setNull(Table table, List<String> columns, Fragment which) {
        String set = String.join(
                ", ",
                columns.stream().map(c -> table.require(c).sql() + " = null").toList());
        List<String> named = columns.stream().map(c -> c + ": unlinked").toList();
        steps.change(
                table,
                Treatment.UNLINKED,
                Fragment.of("update " + table.sql() + " " + ROW + " set " + set + RowVersions.set(table) + " where ")
                        .then(which),
                named);
        steps.count(table, Treatment.UNLINKED, which, named);
    }

    private void delete(OwnedTable table) {
        Fragment which = rows.goes(table, ROW);
        for (ColumnPlan column : table.columns()) {
            overwrites.releaseLargeObject(table, column.column(), which);
        }
        steps.change(
                table.table(),
                Treatment.DELETED,
                Fragment.of(family.idiom().deleteFrom(table.table().sql(), ROW)).then(which),
                List.of());
        steps.count(table.table(), Treatment.DELETED, which, List.of());
    }

    private void retained(OwnedTable table) {
        List<OwnershipPath> paths = table.paths().stream()
                .filter(p -> p.action() != RowAction.UNLINK)
                .toList();
        if (paths.isEmpty()) {
            return;
        }
        for (OwnedTable.Condition ground : table.grounds()) {
            Fragment which = rows.belongs(table, paths, ROW).and(Fragment.of(ground.sql()));
            steps.retain(
                    table.table(),
                    which,
                    ground.ground().ground(),
                    ground.ground().until());
        }
    }

    private static String from(OwnedTable table) {
        return table.table().sql() + " " + ROW;
    }

    private String hash(List<ErasureScript.SharedCheck> checks) {
        StringBuilder text =
                new StringBuilder("rasura/plan/v1\n").append(model.root().name());
        checks.forEach(c -> text.append('\n').append(c.count().decision()));
        steps.steps().forEach(s -> text.append('\n').append(s.decision()));
        steps.counts().stream()
                .filter(c -> c.ground() != null)
                .forEach(c -> text.append('\n')
                        .append(c.ground())
                        .append('|')
                        .append(c.until())
                        .append('|')
                        .append(c.sql().decision()));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
