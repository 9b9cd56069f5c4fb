package dev.rasura.internal.datamap;

import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Finding;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.LiveFacts;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what the database holds beyond the mapping, where it concerns rows of people, and what to say of it. */
final class LiveFindings {

    private final MappedSchema schema;
    private final Declarations declarations;

    LiveFindings(MappedSchema schema, Declarations declarations) {
        this.schema = schema;
        this.declarations = declarations;
    }

    /**
     * The tables that nobody spoke of and whose rows refer to rows of the root, directly or through each other, with the
     * foreign key by which they do.
     */
    Map<Table, ForeignKey> referring(Collection<OwnedTable> owned) {
        Map<Table, ForeignKey> found = new LinkedHashMap<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Table table : schema.live().tables()) {
                if (found.containsKey(table) || declarations.whoseIsSaid(table)) {
                    continue;
                }
                for (ForeignKey key : table.foreignKeys()) {
                    boolean theirs = owned.stream()
                                    .anyMatch(t -> t.table().key().equals(key.target()) && t.belongs())
                            || found.keySet().stream().anyMatch(t -> t.key().equals(key.target()));
                    if (theirs && found.putIfAbsent(table, key) == null) {
                        grown = true;
                    }
                }
            }
        }
        return found;
    }

    List<Finding> findings(Collection<RootModel> subjects) {
        List<Finding> found = new ArrayList<>();
        Map<Table, ForeignKey> tables = new LinkedHashMap<>();
        subjects.forEach(model -> referring(model.tables()).forEach(tables::putIfAbsent));
        tables.forEach((table, key) -> found.add(unmappedTable(table, key)));
        for (RootModel model : subjects) {
            for (OwnedTable owned : model.tables()) {
                for (ColumnPlan column : owned.columns()) {
                    if (column.classification() == Classification.UNCLASSIFIED
                            && schema.live()
                                    .unmapped(owned.table(), column.column().name())) {
                        found.add(unmappedColumn(owned.table(), column));
                    }
                }
                schema.live().differences().stream()
                        .filter(d -> d.table().equals(owned.table().key()))
                        .forEach(d -> found.add(difference(owned.table(), d)));
            }
        }
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::place).thenComparing(Finding::kind))
                .toList();
    }

    private Finding unmappedTable(Table table, ForeignKey key) {
        Table target = Optional.ofNullable(schema.tables().get(key.target())).orElseGet(() -> unmapped(key.target()));
        boolean history = schema.history(key.target()).isPresent();
        String said = "map.table(" + literal(table.label()) + ")";
        String theirs = said + ".ownedBy(" + literal(owner(target)) + ", "
                + key.columns().stream().map(LiveFindings::literal).collect(Collectors.joining(", "))
                + ").onErasure(RowAction.DELETE); or ";
        return new Finding(
                Finding.Kind.UNMAPPED_TABLE,
                table.label(),
                null,
                "is not mapped, but its " + String.join("+", key.columns()) + " refers to " + target.label()
                        + ", whose rows can belong to a person",
                (history
                                ? "Map it, with an association to the person: a history has no rows that another table's could"
                                        + " be owned by. Or say in a DataMapCustomizer: "
                                : "Map it, or say in a DataMapCustomizer: " + theirs)
                        + said + ".notPersonal(\"why\")",
                true);
    }

    private Table unmapped(String key) {
        return schema.live().tables().stream()
                .filter(t -> t.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** The entity whose rows lie in the table, or have a part there; of other tables the name. */
    private String owner(Table table) {
        return schema.entities().values().stream()
                .filter(e -> e.tables().contains(table.key()))
                .min(Comparator.comparing(e -> !e.table().equals(table.key())))
                .map(Object::toString)
                .orElse(table.label());
    }

    private static Finding unmappedColumn(Table table, ColumnPlan column) {
        String name = column.column().name();
        String said = "map.table(" + literal(table.label()) + ")";
        return new Finding(
                Finding.Kind.UNMAPPED_COLUMN,
                table.name(),
                name,
                "is not mapped" + (column.column().nullable() ? "" : ", and NOT NULL"),
                "Map it, or say in a DataMapCustomizer: " + said + ".personal(" + literal(name)
                        + ", DataCategory..., Overwrite.auto()); or " + said + ".notPersonal(" + literal(name)
                        + ", \"why\")",
                // The column is listed as unclassified as well, which fails already.
                false);
    }

    /** The name as it stands in Java. */
    private static String literal(String name) {
        return "\"" + name.replace("\"", "\\\"") + "\"";
    }

    private static Finding difference(Table table, LiveFacts.Difference difference) {
        Finding.Kind kind = switch (difference.kind()) {
            case NARROWER -> Finding.Kind.NARROWER_COLUMN;
            case STRICTER -> Finding.Kind.STRICTER_COLUMN;
            case UNIQUE -> Finding.Kind.UNIQUE_KEY;
            case FOREIGN_KEY -> Finding.Kind.FOREIGN_KEY;
            case TRIGGER -> Finding.Kind.TRIGGER;
        };
        String columns = difference.columns().isEmpty() ? null : String.join("+", difference.columns());
        String cure = difference.kind() == LiveFacts.Kind.TRIGGER ? "See that they do none of this" : "";
        return new Finding(kind, table.name(), columns, difference.what(), cure, false);
    }

    /** As an erasure is refused by them and an export says that it lacks them. */
    static List<String> names(Set<Table> tables) {
        return tables.stream().map(t -> t.label() + " (not mapped)").sorted().toList();
    }
}
