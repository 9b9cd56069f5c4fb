package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Mentions;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the columns that name data subjects wherever they stand, as their declarations describe them. */
final class MentionReader {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final List<String> findings;

    /** Columns that a description meets, and whether any description fits them by its type. */
    private final Map<List<String>, Boolean> met = new LinkedHashMap<>();

    MentionReader(MappedSchema schema, Declarations declarations, List<String> findings) {
        this.schema = schema;
        this.declarations = declarations;
        this.findings = findings;
    }

    /** Whether some subject's declaration describes the column. */
    boolean describes(Table table, Column column) {
        return declarations.subjects().stream()
                .flatMap(s -> declarations.of(s).mentions.stream())
                .anyMatch(m -> describes(m, table, column));
    }

    /** The mentions of a root, each with the step that finds it; how they are overwritten is not resolved yet. */
    List<RootModel.Mention> of(Entity root, OwnershipGraph graph) {
        List<RootModel.Mention> found = new ArrayList<>();
        for (EntityDeclaration declaration : declarations.lineage(root)) {
            for (Mentions mentions : declaration.mentions) {
                for (Edge target : targets(root, mentions)) {
                    for (Table table : schema.tables().values()) {
                        for (Column column : table.columns()) {
                            if (describes(mentions, table, column) && !isReference(table, column, graph)) {
                                add(found, mentions, target, table, column);
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    /** Columns that are described, but by no declaration that their type fits. */
    void refuseUnfit() {
        met.forEach((column, fits) -> {
            if (!fits) {
                findings.add(column.get(0) + "." + column.get(1) + ": by its name or annotation it names a data subject"
                        + " (@ReferredToBy), but its type, or the form in which it is stored, is not that of the attribute it is to equal. Name the attribute"
                        + " that it equals in a @ReferredToBy of its own, or take it out of this one");
            }
        });
    }

    private void add(List<RootModel.Mention> found, Mentions mentions, Edge target, Table table, Column column) {
        List<String> place = List.of(table.name(), column.name());
        Column named = schema.table(target.to()).require(target.toColumns().get(0));
        if (named.type() != column.type() || named.form() != column.form()) {
            met.putIfAbsent(place, false);
            return;
        }
        met.put(place, true);
        Edge edge = new Edge(
                table.key(),
                List.of(column.name()),
                target.to(),
                target.toColumns(),
                Edge.Kind.SOFT,
                column.name(),
                null,
                mentions.ignoreCase());
        ColumnPlan plan = new ColumnPlan(
                column,
                null,
                Classification.PERSONAL,
                DataCategory.OTHER,
                mentions.onErasure(),
                ProcessingTerms.none(),
                "");
        found.add(new RootModel.Mention(table, plan, edge));
    }

    /** The root's columns that a mention equals, one for each table that may have them, as the end of a step. */
    private List<Edge> targets(Entity root, Mentions mentions) {
        Set<Edge> targets = new LinkedHashSet<>();
        for (Entity entity : schema.heirs(root)) {
            String table = entity.table();
            List<String> columns = entity.keyOf(table);
            if (!mentions.attribute().isEmpty()) {
                var attribute = schema.attribute(entity, mentions.attribute());
                table = attribute.map(Attribute::table).orElse(table);
                columns = attribute.map(Attribute::columns).orElse(List.of());
            }
            if (columns.size() == 1) {
                targets.add(new Edge(table, columns, table, columns, Edge.Kind.SOFT, "", null, false));
            }
        }
        if (targets.isEmpty()) {
            findings.add(root + ": @ReferredToBy(attribute = \"" + mentions.attribute()
                    + "\") must name an attribute of it with one column");
        }
        return List.copyOf(targets);
    }

    private boolean describes(Mentions mentions, Table table, Column column) {
        if (mentions.columns().stream().anyMatch(column.name()::equalsIgnoreCase)) {
            return true;
        }
        String live = schema.live(table.key());
        return !mentions.annotations().isEmpty()
                && schema.entities().values().stream()
                        .flatMap(e -> e.attributes().stream())
                        .filter(a -> a.table().equals(live) && a.columns().contains(column.name()))
                        .flatMap(a -> a.members().stream())
                        .flatMap(m -> Arrays.stream(m.getDeclaredAnnotations()))
                        .map(a -> a.annotationType())
                        .anyMatch(t -> mentions.annotations().contains(t.getSimpleName())
                                || mentions.annotations().contains(t.getName()));
    }

    /** An association, or a copied value by which rows are somebody's, is followed as such. */
    private static boolean isReference(Table table, Column column, OwnershipGraph graph) {
        return table.foreignKeys().stream().anyMatch(f -> f.columns().contains(column.name()))
                || graph.chosen(table.key()).stream()
                        .anyMatch(e ->
                                e.kind() == Edge.Kind.SOFT && e.fromColumns().contains(column.name()));
    }
}
