package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import dev.rasura.internal.sql.RowConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes the statements that overwrite the values of rows that survive. */
final class OverwriteWriter {

    private final DatabaseFamily family;
    private final RowConditions rows;
    private final RowVersions versions;
    private final StepList steps;
    private final OverwriteSql overwrites;

    OverwriteWriter(DatabaseFamily family, RowConditions rows, RowVersions versions, StepList steps) {
        this.family = family;
        this.rows = rows;
        this.versions = versions;
        this.steps = steps;
        this.overwrites = new OverwriteSql(family);
    }

    void anonymise(OwnedTable table) {
        Fragment which = rows.treated(table, RowAction.ANONYMISE, ROW);
        List<ColumnPlan> personal = table.columns().stream()
                .filter(c -> c.overwrite() != null && c.overwrite().strategy() != Strategy.AUTO)
                .toList();
        List<ColumnPlan> written =
                personal.stream().filter(OverwriteSql::inDatabase).toList();
        for (ColumnPlan column : personal) {
            if (overwrite(column).strategy() == Strategy.KEYED_HASH) {
                hash(table, column, which);
            }
        }
        if (!written.isEmpty()) {
            inDatabase(table, written, which);
        } else if (personal.stream().noneMatch(c -> overwrite(c).strategy() == Strategy.KEYED_HASH)) {
            steps.count(table.table(), Treatment.UNCHANGED, which, List.of());
        }
    }

    private void inDatabase(OwnedTable table, List<ColumnPlan> columns, Fragment which) {
        List<Fragment> set = new ArrayList<>();
        List<Fragment> due = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (ColumnPlan column : columns) {
            releaseLargeObject(table, column.column(), which);
            set.add(Fragment.of(column.column().sql() + " = ").then(overwrites.value(column)));
            due.add(overwrites.due(column, ROW));
            named.add(column.column().name() + ": " + overwrite(column).describe());
        }
        Fragment condition = which.and(Fragment.any(due));
        versions.raise(table, condition).ifPresent(steps::add);
        steps.change(
                table.table(),
                Treatment.ANONYMISED,
                Fragment.of("update " + from(table) + " set ")
                        .then(Fragment.join(", ", set))
                        .then(RowVersions.set(table.table()) + " where ")
                        .then(condition),
                named);
        steps.count(table.table(), Treatment.ANONYMISED, condition, named);
    }

    private void hash(OwnedTable table, ColumnPlan column, Fragment which) {
        Fragment due = which.and(overwrites.due(column, ROW));
        versions.raise(table, due).ifPresent(steps::add);
        steps.add(new ErasureStep.Hash(
                table,
                column,
                Fragment.of("select " + overwrites.distinct(column.column(), ROW) + " from " + from(table) + " where ")
                        .then(due),
                which,
                RowVersions.set(table.table()),
                overwrites));
        steps.count(
                table.table(),
                Treatment.PSEUDONYMISED,
                due,
                List.of(column.column().name() + ": " + overwrite(column).describe()));
    }

    /** A large object outlives the row that names it: it must go first. */
    void releaseLargeObject(OwnedTable table, Column column, Fragment which) {
        if (family == DatabaseFamily.POSTGRESQL && column.type() == ValueType.LARGE_OBJECT) {
            String c = ROW + "." + column.sql();
            steps.add(new ErasureStep.Release(
                    table.table().name(),
                    Fragment.of("select count(lo_unlink(" + c + ")) from " + from(table) + " where " + c
                                    + " is not null and ")
                            .then(which)));
        }
    }

    private static String from(OwnedTable table) {
        return table.table().sql() + " " + ROW;
    }

    private static Overwrite overwrite(ColumnPlan column) {
        return Objects.requireNonNull(column.overwrite());
    }
}
