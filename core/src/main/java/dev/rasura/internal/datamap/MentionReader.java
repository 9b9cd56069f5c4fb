package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Mentions;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Finds the columns that name data subjects wherever they stand, as their declarations describe them. */
final class MentionReader {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final List<String> findings;

    /** Columns that a description meets, and whether any description fits them by its type. */
    private final Map<List<String>, Boolean> met = new LinkedHashMap<>();

    /** Whom a column is said to name, by the declarations that it fits. */
    private final Map<List<String>, Set<String>> whom = new LinkedHashMap<>();

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
                                add(found, declaration.entity, mentions, target, table, column);
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    /** The mentions of subjects of other kinds, whose rows go, or are overwritten, with the root. */
    List<RootModel.Mention> takenAlong(Entity root, List<OwnedTable> owned, OwnershipGraph graph) {
        return declarations.subjects().stream()
                .filter(other -> !schema.lineage(root).contains(other)
                        && !schema.lineage(other).contains(root))
                .filter(other -> owned.stream()
                        .anyMatch(table ->
                                other.rowTables().contains(table.table().key())))
                .flatMap(other -> of(other, graph).stream())
                .map(mention -> new RootModel.Mention(
                        mention.table(), mention.column(), mention.edge(), beyond(mention, owned)))
                .filter(mention -> !mention.beyond().isEmpty())
                .toList();
    }

    private static List<OwnershipPath> beyond(RootModel.Mention mention, List<OwnedTable> owned) {
        return owned.stream()
                .filter(table -> table.table().key().equals(mention.edge().to()))
                .flatMap(table -> table.passing().stream())
                .filter(path -> !path.edges().isEmpty())
                .toList();
    }

    /** Columns that are described, but by no declaration that their type fits. */
    void refuseUnfit() {
        met.forEach((column, fits) -> {
            if (!fits) {
                findings.add(
                        column.get(0) + "." + column.get(1) + ": by its name or annotation it names a data subject"
                                + " (@ReferredToBy), but its type, or the form in which it is stored, is not that of the"
                                + " attribute it is to equal. Name the attribute that it equals in a @ReferredToBy of its own, or take it out of this one");
            }
        });
    }

    /** One number may be a customer's and an employee's: what it means in a row of others nobody can tell. */
    void refuseAmbiguous() {
        whom.forEach((column, subjects) -> {
            if (subjects.size() > 1) {
                findings.add(column.get(0) + "." + column.get(1) + ": by @ReferredToBy it names each of "
                        + String.join(", ", subjects)
                        + ", so that erasing one of them would take the mention of another"
                        + " that has the same value. Describe the column on one of them only; rows that name both kinds"
                        + " need a column for each");
            }
        });
    }

    /** A name that meets no column is a typing error, by which the mentions would stay. */
    void refuseUnmet() {
        for (Entity subject : declarations.subjects()) {
            for (Mentions mentions : declarations.of(subject).mentions) {
                Stream<String> columns = mentions.columns().stream()
                        .filter(name -> isUnmet((table, column) -> isCalled(column, name)))
                        .map(name -> "column '" + name + "'");
                Stream<String> annotations = mentions.annotations().stream()
                        .filter(name -> isUnmet((table, column) -> isAnnotated(table, column, name)))
                        .map(name -> "annotation '" + name + "'");
                Stream.concat(columns, annotations)
                        .forEach(name -> findings.add(subject + ": @ReferredToBy describes no column that there is by"
                                + " its " + name + ". Name columns as the database calls them, annotations as they"
                                + " stand on attributes, or take the name out"));
            }
        }
    }

    private boolean isUnmet(BiPredicate<Table, Column> name) {
        return schema.tables().values().stream()
                .noneMatch(t -> t.columns().stream().anyMatch(c -> name.test(t, c)));
    }

    /** A described column that is a reference is to make rows nobody's, but would be followed, or passed over. */
    void refuseReferences(OwnershipGraph graph) {
        for (Table table : schema.tables().values()) {
            if (schema.history(table.key()).isPresent()) {
                continue;
            }
            for (ForeignKey key : table.foreignKeys()) {
                boolean described = key.columns().stream().anyMatch(c -> describes(table, table.require(c)));
                String where = table.name() + key.columns() + ": by @ReferredToBy it names a data subject, ";
                if (described && isInferred(table, key, graph)) {
                    findings.add(where + "but it is a reference, by which the rows would be the subject's. Say"
                            + " @SubjectPath on the entity if they are (onErasure = UNLINK takes the reference back and"
                            + " leaves the row), @NotPersonal on the attribute if they are not, or take the column out of"
                            + " the description");
                } else if (described && declarations.subjects().stream().noneMatch(s -> reaches(s, key.target()))) {
                    findings.add(where + "but its foreign key leads to "
                            + schema.table(key.target()).name()
                            + ", which holds no data subject, so that the mention can neither be followed nor"
                            + " overwritten. Take the foreign key off, or take the column out of the description and"
                            + " refer to the subject itself");
                }
            }
        }
    }

    private boolean reaches(Entity subject, String table) {
        return SubjectTables.rootTables(schema, subject).containsKey(table);
    }

    private boolean isInferred(Table table, ForeignKey key, OwnershipGraph graph) {
        return graph.chosen(table.key()).stream()
                .anyMatch(e -> e.kind() == Edge.Kind.ASSOCIATION
                        && e.leads(key.columns(), key.target())
                        && declarations.subjects().stream().anyMatch(s -> reaches(s, e.to()))
                        && declarations.of(table).isEmpty()
                        && schema.entities().values().stream()
                                .filter(n -> n.tables().contains(table.key()))
                                .noneMatch(n -> declarations.of(n).paths.containsKey(e.label())));
    }

    private void add(
            List<RootModel.Mention> found, Entity subject, Mentions mentions, Edge target, Table table, Column column) {
        List<String> place = List.of(table.name(), column.name());
        Column named = schema.table(target.to()).require(target.toColumns().get(0));
        if (named.type() != column.type() || !named.storedLike(column, mentions.ignoreCase())) {
            met.putIfAbsent(place, false);
            return;
        }
        met.put(place, true);
        whom.computeIfAbsent(place, c -> new LinkedHashSet<>()).add(subject.name());
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
        found.add(new RootModel.Mention(table, plan, edge, List.of()));
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
        return mentions.columns().stream().anyMatch(name -> isCalled(column, name))
                || mentions.annotations().stream().anyMatch(name -> isAnnotated(table, column, name));
    }

    private static boolean isCalled(Column column, String name) {
        return column.name().equalsIgnoreCase(name);
    }

    private boolean isAnnotated(Table table, Column column, String name) {
        String live = schema.live(table.key());
        return schema.entities().values().stream()
                .flatMap(e -> e.attributes().stream())
                .filter(a -> a.table().equals(live) && a.columns().contains(column.name()))
                .flatMap(a -> a.members().stream())
                .flatMap(m -> Arrays.stream(m.getDeclaredAnnotations()))
                .map(a -> a.annotationType())
                .anyMatch(t -> name.equals(t.getSimpleName()) || name.equals(t.getName()));
    }

    /** An association, or a copied value by which rows are somebody's, is followed as such. */
    private static boolean isReference(Table table, Column column, OwnershipGraph graph) {
        return table.foreignKeys().stream().anyMatch(f -> f.columns().contains(column.name()))
                || graph.chosen(table.key()).stream()
                        .anyMatch(e ->
                                e.kind() == Edge.Kind.SOFT && e.fromColumns().contains(column.name()));
    }
}
