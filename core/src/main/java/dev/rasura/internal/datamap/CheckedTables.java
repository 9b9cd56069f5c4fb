package dev.rasura.internal.datamap;

import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds what is written against a table's check constraints, by letting the database evaluate them. */
final class CheckedTables {

    private final ValueTrial trial;
    private final List<String> findings;
    private final Consumer<String> notes;

    CheckedTables(ValueTrial trial, List<String> findings, Consumer<String> notes) {
        this.trial = trial;
        this.findings = findings;
        this.notes = notes;
    }

    void check(Table table, List<ColumnPlan> plans) {
        for (ValueTrial.Check check : trial.checks(table)) {
            List<ColumnPlan> named = plans.stream()
                    .filter(p -> SqlWords.names(check.condition(), p.column()))
                    .toList();
            List<ColumnPlan> written =
                    named.stream().filter(CheckedTables::isOverwritten).toList();
            if (!written.isEmpty()) {
                check(table, check, named, written);
            }
        }
    }

    private void check(Table table, ValueTrial.Check check, List<ColumnPlan> named, List<ColumnPlan> written) {
        Map<Column, @Nullable Object> values = new LinkedHashMap<>();
        for (ColumnPlan plan : written) {
            WrittenValue value;
            try {
                value = WrittenValue.of(plan, plan.column(), Objects.requireNonNull(plan.overwrite()));
            } catch (RuntimeException e) {
                // No value of its type at all, which is a finding already.
                return;
            }
            if (value.known()) {
                values.put(plan.column(), value.value());
            }
        }
        Optional<Boolean> passes = values.size() == named.size() ? trial.passes(check, values) : Optional.empty();
        String columns = String.join(
                ", ",
                written.stream()
                        .map(p -> OverwriteResolver.where(table, p) + ": "
                                + Objects.requireNonNull(p.overwrite()).describe())
                        .toList());
        if (passes.isEmpty()) {
            notes.accept(table.name() + ": whether the " + check.name() + " lets pass what is written (" + columns
                    + ") cannot be told at start.");
        } else if (!passes.get()) {
            findings.add(table.name() + ": the " + check.name() + " does not let pass what would be written (" + columns
                    + "). Choose NULL, or a CONSTANT that it allows");
        }
    }

    private static boolean isOverwritten(ColumnPlan plan) {
        Overwrite overwrite = plan.overwrite();
        return overwrite != null && overwrite.strategy() != Strategy.KEEP && overwrite.strategy() != Strategy.AUTO;
    }
}
