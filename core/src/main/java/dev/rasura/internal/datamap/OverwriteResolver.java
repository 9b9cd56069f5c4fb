package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fits each personal column of rows that survive with a strategy that its type, length and constraints allow, or finds that
 * none does: better at start than in the middle of an erasure.
 */
final class OverwriteResolver {

    private final MappedSchema schema;
    private final ValueTrial trial;
    private final List<String> findings;
    private final List<String> notes;
    private final OverwriteFit fit;
    private final Set<String> noted = new HashSet<>();

    OverwriteResolver(
            MappedSchema schema, OwnershipGraph graph, ValueTrial trial, List<String> findings, List<String> notes) {
        this.schema = schema;
        this.trial = trial;
        this.findings = findings;
        this.notes = notes;
        this.fit = new OverwriteFit(trial.family(), graph);
    }

    List<ColumnPlan> resolve(Table table, List<ColumnPlan> plans) {
        List<ColumnPlan> resolved = plans.stream()
                .map(plan -> plan.personal() ? resolve(table, plan) : plan)
                .toList();
        UniqueKeys.check(table, resolved, findings);
        new CheckedTables(trial, findings, this::note).check(table, resolved);
        checkConditions(table, resolved);
        return resolved;
    }

    private ColumnPlan resolve(Table table, ColumnPlan plan) {
        Overwrite declared = Objects.requireNonNull(plan.overwrite());
        Column column = plan.column();
        if (!column.writable() && declared.strategy() == Strategy.AUTO) {
            note(where(table, plan)
                    + ": is computed by the database, anew when what it is computed from is overwritten.");
            return plan.with(Overwrite.auto());
        }
        BeanConstraints constraints = BeanConstraints.of(attributes(table, column));
        Overwrite overwrite =
                declared.strategy() == Strategy.AUTO ? automatic(table, plan, declared, constraints) : declared;
        overwrite = completed(plan, overwrite);
        String refusal = fit.refusal(table, plan, overwrite);
        if (refusal == null) {
            refusal = invalid(table, plan, overwrite, constraints);
        }
        if (refusal != null) {
            findings.add(where(table, plan) + ": " + refusal
                    + (overwrite.origin().startsWith("default") ? " (" + overwrite.origin() + ")" : ""));
        }
        return plan.with(overwrite);
    }

    /** Null where the value may be null, else a token for text. */
    private Overwrite automatic(Table table, ColumnPlan plan, Overwrite declared, BeanConstraints constraints) {
        Overwrite chosen = Overwrite.auto();
        for (Overwrite candidate : List.of(Overwrite.withNull(), Overwrite.withToken())) {
            if (fit.refusal(table, plan, candidate) == null
                    && constraints
                            .violatedBy(candidate, WrittenValue.of(plan, plan.column(), candidate))
                            .isEmpty()) {
                chosen = candidate;
                break;
            }
        }
        if (chosen.strategy() == Strategy.AUTO && OverwriteFit.isPlainText(plan.column())) {
            // So that the finding says what a token lacks.
            chosen = Overwrite.withToken();
        }
        Overwrite said =
                declared.keepWhen().isEmpty() ? chosen : chosen.keptWhen(declared.keepWhen(), declared.reason());
        return said.decidedBy(chosen.strategy() == Strategy.AUTO ? "" : "chosen by type");
    }

    /** A text of the category network address is one, if nothing else is said of how to cut it. */
    private static Overwrite completed(ColumnPlan plan, Overwrite overwrite) {
        boolean address = plan.column().sqlType().equalsIgnoreCase("inet")
                || (plan.column().type() == ValueType.TEXT
                        && plan.category() == DataCategory.NETWORK_ADDRESS
                        && overwrite.cut().prefix() == 0);
        if (overwrite.strategy() != Strategy.GENERALISE
                || !address
                || overwrite.cut().network()) {
            return overwrite;
        }
        Overwrite network = Overwrite.toNetwork().decidedBy(overwrite.origin());
        return overwrite.keepWhen().isEmpty() ? network : network.keptWhen(overwrite.keepWhen(), overwrite.reason());
    }

    /** What the database would take and the application would not. */
    private @Nullable String invalid(Table table, ColumnPlan plan, Overwrite overwrite, BeanConstraints constraints) {
        if (overwrite.strategy() == Strategy.KEEP || overwrite.strategy() == Strategy.AUTO) {
            return null;
        }
        WrittenValue written = WrittenValue.of(plan, plan.column(), overwrite);
        List<String> violated = constraints.violatedBy(overwrite, written);
        if (!violated.isEmpty()) {
            return "what " + overwrite.strategy() + " writes (" + overwrite.describe() + ") does not satisfy "
                    + String.join(", ", violated)
                    + ". Choose a strategy, or a constant, whose value does, or let the row be"
                    + " deleted";
        }
        if (written.value() != null && trial.unreadable(table, plan.column(), written.value())) {
            return "the attribute's type or converter cannot read back what " + overwrite.strategy() + " writes ("
                    + overwrite.describe() + "). Choose NULL, or a CONSTANT in the converted form";
        }
        List<String> unknown = constraints.unknownFor(overwrite, written);
        if (!unknown.isEmpty()) {
            note(where(table, plan) + ": whether what is written (" + overwrite.describe() + ") satisfies "
                    + String.join(", ", unknown) + " cannot be told at start.");
        }
        return null;
    }

    /** A condition over a value that is itself overwritten would be answered differently the second time. */
    private void checkConditions(Table table, List<ColumnPlan> plans) {
        for (ColumnPlan plan : plans) {
            Overwrite overwrite = plan.overwrite();
            if (overwrite == null || overwrite.keepWhen().isEmpty()) {
                continue;
            }
            if (overwrite.reason().isBlank()) {
                findings.add(
                        where(table, plan) + ": keepWhen needs the reason why the value may stay: reason = \"...\"");
            }
            plans.stream()
                    .filter(p -> p.overwrite() != null
                            && p.overwrite().strategy() != Strategy.KEEP
                            && (p.overwrite().strategy() != Strategy.AUTO
                                    || !p.column().writable())
                            && SqlWords.names(overwrite.keepWhen(), p.column()))
                    .forEach(p -> findings.add(where(table, plan) + ": keepWhen names "
                            + p.column().name()
                            + (p.column().writable()
                                    ? ", which is overwritten itself"
                                    : ", which the database computes anew from what is overwritten")
                            + ": asked again after the erasure, the condition"
                            + " would not hold. Decide by a column that stays"));
        }
    }

    /**
     * What is not overwritten together with the rest of its row is overwritten before it: a ground that decides by such a value
     * would be asked again in between, and could keep what is to go.
     */
    void checkGrounds(Table table, List<ColumnPlan> plans, List<OwnedTable.Condition> grounds) {
        for (OwnedTable.Condition condition : grounds) {
            String when = condition.ground().when();
            plans.stream()
                    .filter(p -> isWrittenApart(p.overwrite()) && SqlWords.names(when, p.column()))
                    .forEach(p -> findings.add(
                            table.name() + ": the ground '" + condition.ground().ground()
                                    + "' decides by " + p.column().name()
                                    + ", which is overwritten itself, before the rest of its row"
                                    + " is. Decide by a column that stays, or overwrite it by NULL or CONSTANT"));
        }
    }

    private static boolean isWrittenApart(@Nullable Overwrite overwrite) {
        return overwrite != null
                && switch (overwrite.strategy()) {
                    case KEYED_HASH, JSON, CUSTOM -> true;
                    case GENERALISE -> overwrite.cut().network();
                    default -> false;
                };
    }

    private List<Attribute> attributes(Table table, Column column) {
        List<Attribute> found = new ArrayList<>();
        schema.entities()
                .values()
                .forEach(entity -> entity.attributes().stream()
                        .filter(a ->
                                a.table().equals(table.key()) && a.columns().contains(column.name()))
                        .forEach(found::add));
        return found;
    }

    /** The same table may belong to several subjects. */
    private void note(String text) {
        if (noted.add(text)) {
            notes.add(text);
        }
    }

    static String where(Table table, ColumnPlan plan) {
        return table.name() + "." + plan.column().name()
                + (plan.attribute() == null ? "" : " (" + plan.attribute() + ")");
    }
}
