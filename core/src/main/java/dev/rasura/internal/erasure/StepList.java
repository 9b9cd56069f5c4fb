package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.datamap.Ground;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.Idiom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The work and what a plan counts of it, side by side as they are written. */
final class StepList {

    private final Idiom idiom;
    private final List<ErasureStep> steps = new ArrayList<>();
    private final List<ErasureScript.Count> counts = new ArrayList<>();

    StepList(Idiom idiom) {
        this.idiom = idiom;
    }

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
        counts.add(new ErasureScript.Count(
                table.name(), treatment, counting(table, which), columns, null, null, null, null));
    }

    /** Of values that only Java can tell to be due. */
    void count(Table table, Treatment treatment, Fragment values, List<String> columns, ComputedValue computed) {
        counts.add(new ErasureScript.Count(table.name(), treatment, values, columns, null, null, null, computed));
    }

    /** Rows that a ground keeps, with the date to which the last of them is kept, where the ground has one. */
    void retain(Table table, Fragment which, OwnedTable.Condition condition) {
        Ground ground = condition.ground();
        ErasureScript.Latest latest = condition.start() == null || ground.period() == null
                ? null
                : new ErasureScript.Latest(
                        Fragment.of("select cast(max(" + ROW + "."
                                        + condition.start().sql() + ") as date) from ")
                                .then(idiom.rows(table.sql(), ROW, which)),
                        ground.period());
        retain(table, which, ground.ground(), ground.until(), latest);
    }

    /** Rows in which a value is kept. */
    void retain(Table table, Fragment which, String ground) {
        retain(table, which, ground, "", null);
    }

    private void retain(
            Table table, Fragment which, String ground, String until, ErasureScript.@Nullable Latest latest) {
        counts.add(new ErasureScript.Count(
                table.name(),
                Treatment.RETAINED,
                counting(table, which),
                List.of(),
                ground,
                until.isEmpty() ? null : until,
                latest,
                null));
    }

    private Fragment counting(Table table, Fragment which) {
        return Fragment.of("select count(*) from ").then(idiom.rows(table.sql(), ROW, which));
    }
}
