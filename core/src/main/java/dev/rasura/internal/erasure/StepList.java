package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.erasure.Treatment;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Fragment;
import java.util.ArrayList;
import java.util.List;

/** The work and what a plan counts of it, side by side as they are written. */
final class StepList {

    private final List<ErasureStep> steps = new ArrayList<>();
    private final List<ErasureScript.Count> counts = new ArrayList<>();

    List<ErasureStep> steps() {
        return steps;
    }

    List<ErasureScript.Count> counts() {
        return counts;
    }

    void add(ErasureStep step) {
        steps.add(step);
    }

    void addAll(List<ErasureStep> more) {
        steps.addAll(more);
    }

    void countAll(List<ErasureScript.Count> more) {
        counts.addAll(more);
    }

    void change(Table table, Treatment treatment, Fragment sql, List<String> columns) {
        steps.add(new ErasureStep.Change(table.name(), treatment, sql, columns));
    }

    void count(Table table, Treatment treatment, Fragment which, List<String> columns) {
        counts.add(new ErasureScript.Count(table.name(), treatment, counting(table, which), columns, null, null, null));
    }

    /** Of values that only Java can tell to be due. */
    void count(Table table, Treatment treatment, Fragment values, List<String> columns, ComputedValue computed) {
        counts.add(new ErasureScript.Count(table.name(), treatment, values, columns, null, null, computed));
    }

    void retain(Table table, Fragment which, String ground, String until) {
        counts.add(new ErasureScript.Count(
                table.name(),
                Treatment.RETAINED,
                counting(table, which),
                List.of(),
                ground,
                until.isEmpty() ? null : until,
                null));
    }

    private static Fragment counting(Table table, Fragment which) {
        return Fragment.of("select count(*) from " + table.sql() + " " + ROW + " where ")
                .then(which);
    }
}
