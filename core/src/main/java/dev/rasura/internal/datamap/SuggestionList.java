package dev.rasura.internal.datamap;

import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Suggestion;
import dev.rasura.datamap.Suggestion.Confidence;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Suggests what columns may be that nobody spoke of, by their names and types. Nothing follows from it. */
final class SuggestionList {

    private static final Set<String> AUTHORS = Set.of(
            "createdby",
            "modifiedby",
            "lastmodifiedby",
            "updatedby",
            "changedby",
            "deletedby",
            "approvedby",
            "author",
            "assignee",
            "assignedto");

    private final MappedSchema schema;
    private final Declarations declarations;
    private final ColumnClassifier classifier;
    private final OwnershipGraph graph;
    private final List<Suggestion> found = new ArrayList<>();

    SuggestionList(MappedSchema schema, Declarations declarations, ColumnClassifier classifier, OwnershipGraph graph) {
        this.schema = schema;
        this.declarations = declarations;
        this.classifier = classifier;
        this.graph = graph;
    }

    List<Suggestion> suggestions() {
        for (Table table : schema.tables().values()) {
            for (ColumnPlan plan : classifier.classify(table)) {
                if (plan.classification() == Classification.UNCLASSIFIED && !followed(table, plan.column())) {
                    suggest(table, plan.column(), plan.attribute());
                }
            }
        }
        for (Table table : schema.live().tables()) {
            if (!declarations.whoseIsSaid(table)) {
                table.columns().stream()
                        .filter(c -> !table.primaryKey().contains(c.name()))
                        .filter(c -> table.foreignKeys().stream()
                                .noneMatch(f -> f.columns().contains(c.name())))
                        .forEach(c -> suggest(table, c, null));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Suggestion::table)
                        .thenComparing(Suggestion::column)
                        .thenComparing(Suggestion::kind)
                        .thenComparing(Suggestion::paste))
                .toList();
    }

    private boolean followed(Table table, Column column) {
        return graph.chosen(table.key()).stream().anyMatch(e -> e.fromColumns().contains(column.name()));
    }

    private void suggest(Table table, Column column, @Nullable String attribute) {
        for (Entity subject : declarations.subjects()) {
            suggestReference(table, column, attribute, subject);
        }
        PersonalNames.guess(column.name(), column.type()).ifPresent(guess -> {
            String category = "DataCategory." + guess.category();
            found.add(new Suggestion(
                    Suggestion.Kind.PERSONAL,
                    table.name(),
                    column.name(),
                    attribute,
                    guess.confidence(),
                    "may hold personal data, by its name",
                    attribute == null
                            ? "map.table(\"" + table.name() + "\").personal(\"" + column.name() + "\", " + category
                                    + ", Overwrite.auto())"
                            : "@PersonalData(" + category + ") on " + attribute));
        });
    }

    private void suggestReference(Table table, Column column, @Nullable String attribute, Entity subject) {
        Table people = schema.table(subject.table());
        List<String> key = subject.keyOf(subject.table());
        boolean sameType = key.size() == 1 && people.require(key.get(0)).type() == column.type();
        String name = String.join("", PersonalNames.parts(column.name()));
        Optional<Confidence> confidence = sameType ? named(name, people, subject) : Optional.empty();
        if (confidence.isPresent()) {
            add(
                    table,
                    column,
                    attribute,
                    confidence.get(),
                    "may refer to " + subject + ", whose key has its type, without an association",
                    attribute == null
                            ? "map.table(\"" + table.name() + "\").ownedBy(\"" + subject + "\", \"" + column.name()
                                    + "\")"
                            : "@SoftReference(to = " + subject + ".class) on " + attribute);
        } else if (AUTHORS.contains(name) && (sameType || column.type().text())) {
            add(
                    table,
                    column,
                    attribute,
                    Confidence.MEDIUM,
                    "may name a " + subject + ", by its name",
                    "@ReferredToBy(columns = \"" + column.name() + "\"" + (sameType ? "" : ", attribute = \"...\"")
                            + ") on " + subject);
        }
    }

    /** How sure it is that a column of the name holds the subject's key. */
    private static Optional<Confidence> named(String name, Table people, Entity subject) {
        for (String one : List.of(subject.name(), people.name())) {
            String singular = String.join("", PersonalNames.parts(one)).replaceAll("s$", "");
            for (String end : List.of("id", "no", "nr", "ref", "key")) {
                if (name.equals(singular + end)) {
                    return Optional.of(Confidence.HIGH);
                }
                if (name.endsWith(singular + end)) {
                    return Optional.of(Confidence.MEDIUM);
                }
            }
        }
        return Set.of("userid", "personid", "customerid", "memberid").contains(name)
                ? Optional.of(Confidence.LOW)
                : Optional.empty();
    }

    private void add(
            Table table, Column column, @Nullable String attribute, Confidence confidence, String why, String paste) {
        found.add(new Suggestion(
                Suggestion.Kind.SOFT_REFERENCE, table.name(), column.name(), attribute, confidence, why, paste));
    }
}
