package dev.rasura.internal.datamap;

import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column that holds a whole embeddable. It is what its parts are: a secret if one is, else distinctive if one is,
 * else personal if one is, else unclassified if one is.
 */
record StructuredColumn(Table table, Column column, List<Part> parts) {

    StructuredColumn {
        parts = List.copyOf(parts);
    }

    /** @param inside the keys that lead to it within the column */
    record Part(List<String> inside, ColumnPlan plan) {
        Part {
            inside = List.copyOf(inside);
        }

        Overwrite overwrite() {
            return Objects.requireNonNull(plan.overwrite());
        }

        /** As JSONPath has it (RFC 9535). */
        String path() {
            StringBuilder path = new StringBuilder("$");
            inside.forEach(key ->
                    path.append(key.matches("\\w+") ? "." + key : key.equals(EVERY) ? EVERY : "['" + key + "']"));
            return path.toString();
        }
    }

    /** Among the keys: all elements of an array. */
    static final String EVERY = "[*]";

    ColumnPlan plan(List<String> findings) {
        List<Part> personal = parts.stream().filter(p -> p.plan().personal()).toList();
        if (personal.isEmpty()) {
            return first(Classification.UNCLASSIFIED).orElse(parts.get(0).plan());
        }
        return StrictestWord.of(personal.stream().map(Part::plan).toList()).with(overwrite(personal, findings));
    }

    private Optional<ColumnPlan> first(Classification classification) {
        return parts.stream()
                .map(Part::plan)
                .filter(p -> p.classification() == classification)
                .findFirst();
    }

    /** As a whole where nothing in it is to stay, else part by part. */
    private Overwrite overwrite(List<Part> personal, List<String> findings) {
        boolean all = personal.size() == parts.size()
                || first(Classification.UNCLASSIFIED).isPresent();
        boolean toNull = personal.stream()
                .map(Part::overwrite)
                .allMatch(o -> o.strategy() == Strategy.AUTO || o.strategy() == Strategy.NULL);
        List<Part> kept = personal.stream()
                .filter(p -> p.overwrite().strategy() == Strategy.KEEP)
                .toList();
        if ((all && toNull && column.nullable()) || kept.size() == parts.size()) {
            return personal.get(0).overwrite();
        }
        boolean divisible = column.type() == ValueType.JSON
                && first(Classification.UNCLASSIFIED).isEmpty()
                && personal.stream()
                        .map(p -> p.overwrite().strategy())
                        .noneMatch(s -> s == Strategy.CUSTOM || s == Strategy.JSON);
        if (divisible && kept.size() < personal.size()) {
            return Overwrite.ofJson(
                    personal.stream()
                            .filter(p -> !kept.contains(p))
                            .map(p -> new Overwrite.Part(p.path(), p.overwrite()))
                            .toList(),
                    "its other parts are not personal, or are kept");
        }
        if (!kept.isEmpty() && kept.size() < personal.size()) {
            findings.add(table.name() + "." + column.name()
                    + ": is stored in one column and overwritten as a whole, but some of its personal parts are to be kept"
                    + " and others are not. Keep all of them or none, or store those kept in columns of their own");
        }
        return personal.stream()
                .map(Part::overwrite)
                .filter(o -> o.strategy() != Strategy.AUTO)
                .findFirst()
                .orElse(personal.get(0).overwrite());
    }
}
