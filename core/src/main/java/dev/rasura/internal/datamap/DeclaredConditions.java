package dev.rasura.internal.datamap;

import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.OwnStrategy;
import dev.rasura.spi.OverwriteStrategy;
import java.util.List;

/**
 * Has the database read, at start, the SQL that developers wrote: grounds, rules, conditions to keep a value, strategies of
 * their own. What it does not understand would fail every duty, in the middle of it.
 */
final class DeclaredConditions {

    private final ValueTrial trial;
    private final List<String> findings;

    DeclaredConditions(ValueTrial trial, List<String> findings) {
        this.trial = trial;
        this.findings = findings;
    }

    void check(RootModel model) {
        for (OwnedTable table : model.tables()) {
            table.grounds()
                    .forEach(g -> check(
                            table.label() + ": the condition of the ground '"
                                    + g.ground().ground() + "'",
                            table.table(),
                            g.sql()));
            for (ColumnPlan column : table.columns()) {
                Overwrite overwrite = column.overwrite();
                if (overwrite != null && overwrite.custom() != null) {
                    checkOwn(table.table(), column, overwrite.custom());
                }
                if (overwrite != null && !overwrite.keepWhen().isBlank()) {
                    check(
                            OverwriteResolver.where(table.table(), column) + ": its keepWhen",
                            table.table(),
                            overwrite.keepWhen());
                }
            }
        }
    }

    void check(CompiledMap.Expiry expiry, Table table) {
        if (!expiry.rule().when().isBlank()) {
            check(
                    "Retention rule '" + expiry.rule().name() + "' of "
                            + expiry.rule().entity() + ": its condition",
                    table,
                    expiry.rule().when());
        }
    }

    private void checkOwn(Table table, ColumnPlan column, OverwriteStrategy strategy) {
        String what = OverwriteResolver.where(table, column) + ": what the strategy "
                + strategy.getClass().getName();
        OwnStrategy own = new OwnStrategy(strategy, trial.family(), table, column);
        if (own.refusal() == null) {
            own.expression().ifPresent(sql -> {
                check(what + " calls due", table, sql.due());
                check(what + " writes", table, "(" + sql.value() + ") is null");
            });
        }
    }

    private void check(String what, Table table, String condition) {
        trial.misunderstood(table, condition)
                .ifPresent(state -> findings.add(what + " is no SQL that the database understands over the columns of "
                        + table.name() + " (SQLSTATE " + state + "): " + condition
                        + ". Write it as in a WHERE clause, with"
                        + " the names of columns"));
    }
}
