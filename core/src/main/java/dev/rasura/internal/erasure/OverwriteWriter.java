package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.OverwriteSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes the statements that overwrite the values of rows that survive. */
final class OverwriteWriter {

    private final DatabaseFamily family;
    private final RowVersions versions;
    private final StepList steps;
    private final OverwriteSql overwrites;
    private final Before before;

    /** For the work, which finds rows as they are by then. */
    OverwriteWriter(DatabaseFamily family, RowVersions versions, StepList steps) {
        this(family, versions, steps, (table, column) -> Optional.empty());
    }

    /** @param before what earlier statements take, so that it is not due any more when this one comes */
    OverwriteWriter(DatabaseFamily family, RowVersions versions, StepList steps, Before before) {
        this.family = family;
        this.versions = versions;
        this.steps = steps;
        this.overwrites = new OverwriteSql(family);
        this.before = before;
    }

    /** Tells the rows that have lost their value of the column before their turn comes. */
    interface Before {
        Optional<Fragment> taken(Table table, ColumnPlan column);
    }

    /** @param which the rows that are anonymised */
    void anonymise(OwnedTable table, Fragment which) {
        List<ColumnPlan> written = table.overwritten();
        for (ColumnPlan column : written) {
            if (!overwrites.inDatabase(table.table(), column)) {
                compute(table, column, which);
            }
        }
        for (Treatment treatment : List.of(Treatment.PSEUDONYMISED, Treatment.ANONYMISED)) {
            List<ColumnPlan> columns = written.stream()
                    .filter(c -> overwrites.inDatabase(table.table(), c) && treatment(c) == treatment)
                    .toList();
            if (!columns.isEmpty()) {
                inDatabase(table, columns, which, treatment);
            }
        }
        if (written.isEmpty()) {
            steps.count(table.table(), Treatment.UNCHANGED, which, List.of());
        }
        for (ColumnPlan column : written) {
            if (!overwrite(column).keepWhen().isEmpty()) {
                steps.retain(
                        table.table(),
                        which.and(OverwriteSql.kept(column, ROW)),
                        column.column().name() + ": " + overwrite(column).reason());
            }
        }
    }

    private void inDatabase(OwnedTable table, List<ColumnPlan> columns, Fragment which, Treatment treatment) {
        List<Fragment> set = new ArrayList<>();
        List<Fragment> due = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (ColumnPlan column : columns) {
            releaseLargeObject(table, column, which);
            set.add(Fragment.of(column.column().sql() + " = ").then(overwrites.value(table.table(), column)));
            due.add(due(table.table(), column));
            named.add(column.column().name() + ": " + overwrite(column).describe());
        }
        Fragment condition = which.and(Fragment.any(due));
        versions.raise(table.table(), condition).ifPresent(steps::add);
        steps.change(
                table.table(),
                treatment,
                family.idiom()
                        .updating(
                                table.table().sql(),
                                ROW,
                                Fragment.join(", ", set).then(versions.set(table.table())),
                                condition),
                named);
        steps.count(table.table(), treatment, condition, named);
        for (ColumnPlan column : columns) {
            if (column.becomes(Strategy.CUSTOM)) {
                steps.add(check(table, column, which));
            }
        }
    }

    private ErasureStep.Check check(OwnedTable table, ColumnPlan column, Fragment which) {
        return new ErasureStep.Check(
                table.table().name(),
                column.column().name(),
                Objects.requireNonNull(overwrite(column).custom()).getClass().getName(),
                Fragment.of("select count(*) from ")
                        .then(rows(table, which.and(overwrites.due(table.table(), column, ROW)))));
    }

    private Fragment due(Table table, ColumnPlan column) {
        Fragment due = overwrites.due(table, column, ROW);
        return before.taken(table, column)
                .map(taken -> Fragment.of("(").then(due.and(taken.isNotTrue())).then(")"))
                .orElse(due);
    }

    private void compute(OwnedTable table, ColumnPlan column, Fragment which) {
        Fragment due = which.and(due(table.table(), column));
        String value = overwrites.asText(column.column(), ROW);
        ComputedValue computed = ComputedValue.of(family, table.table(), column);
        boolean toldBySql = overwrites.tellsDue(table.table(), column);
        if (toldBySql) {
            versions.raise(table.table(), due).ifPresent(steps::add);
        }
        steps.add(new ErasureStep.Compute(
                table,
                column,
                treatment(column),
                Fragment.of("select distinct " + value + " from ").then(rows(table, due)),
                due,
                versions.set(table.table()),
                changing -> toldBySql ? Optional.empty() : versions.raise(table.table(), changing),
                computed,
                overwrites));
        List<String> named =
                List.of(column.column().name() + ": " + overwrite(column).describe());
        if (toldBySql) {
            steps.count(table.table(), treatment(column), due, named);
        } else {
            steps.count(
                    table.table(),
                    treatment(column),
                    Fragment.of("select " + value + ", count(*) from ")
                            .then(rows(table, due))
                            .then(" group by " + value),
                    named,
                    computed);
        }
    }

    private static Treatment treatment(ColumnPlan column) {
        return overwrite(column).pseudonymises() ? Treatment.PSEUDONYMISED : Treatment.ANONYMISED;
    }

    /** What stays by a condition keeps its large object. */
    private void releaseLargeObject(OwnedTable table, ColumnPlan column, Fragment which) {
        String keepWhen = overwrite(column).keepWhen();
        releaseLargeObject(
                table, column.column(), keepWhen.isEmpty() ? which : which.then(" and (" + keepWhen + ") is not true"));
    }

    /** A large object outlives the row that names it: it must go first. */
    void releaseLargeObject(OwnedTable table, Column column, Fragment which) {
        if (family == DatabaseFamily.POSTGRESQL && column.type() == ValueType.LARGE_OBJECT) {
            String c = ROW + "." + column.sql();
            steps.add(new ErasureStep.Release(
                    table.table().name(),
                    Fragment.of("select count(lo_unlink(" + c + ")) from ")
                            .then(rows(table, Fragment.of(c + " is not null").and(which)))));
        }
    }

    private Fragment rows(OwnedTable table, Fragment which) {
        return family.idiom().rows(table.table().sql(), ROW, which);
    }

    private static Overwrite overwrite(ColumnPlan column) {
        return Objects.requireNonNull(column.overwrite());
    }
}
