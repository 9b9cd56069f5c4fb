package dev.rasura.internal.datamap;

import dev.rasura.datamap.Classification;
import dev.rasura.datamap.PersonalAttribute;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of each column of a table what the declarations say of the attribute behind it. */
final class ColumnClassifier {

    private final Declarations declarations;
    private final List<String> findings;
    private final MappedSchema schema;
    private final MentionReader mentions;

    private final OwnershipGraph graph;

    ColumnClassifier(MappedSchema schema, Declarations declarations, OwnershipGraph graph, List<String> findings) {
        this.declarations = declarations;
        this.graph = graph;
        this.findings = findings;
        this.schema = schema;
        this.mentions = new MentionReader(schema, declarations, findings);
    }

    List<ColumnPlan> classify(Table table) {
        List<ColumnPlan> plans = new ArrayList<>();
        for (Column column : table.columns()) {
            plans.add(classify(table, column));
        }
        return plans;
    }

    /** A history's columns are what those of the live table are. */
    private ColumnPlan classify(Table table, Column column) {
        Optional<Table> live = schema.history(table.key()).map(h -> schema.table(h.live()));
        Optional<Column> kept = live.flatMap(l -> l.column(column.name()));
        return kept.isPresent() ? classifyLive(live.get(), kept.get()).of(column) : classifyLive(table, column);
    }

    private ColumnPlan classifyLive(Table table, Column column) {
        Optional<TableDeclaration> ofTable = declarations.of(table);
        PersonalAttribute said = ofTable.map(d -> d.personal(column)).orElse(null);
        if (said != null) {
            return new ColumnPlan(
                    column,
                    null,
                    Classification.PERSONAL,
                    said.category(),
                    declarations.onErasure(said.category(), said.onErasure()),
                    said.terms(),
                    "");
        }
        List<SharedColumn.Word> words = words(table, column);
        Optional<ColumnPlan> spoken = plan(table, column, words);
        if (spoken.isPresent() && spoken.get().classification() != Classification.UNCLASSIFIED) {
            return spoken.get();
        }
        String attribute = spoken.or(
                        () -> words.stream().map(SharedColumn.Word::plan).findFirst())
                .map(ColumnPlan::attribute)
                .orElse(null);
        if (isStructural(table, column, words)) {
            return plan(column, attribute, Classification.STRUCTURAL, "");
        }
        String reason =
                words.isEmpty() ? ofTable.map(d -> d.notPersonal(column)).orElse(null) : null;
        if (reason != null) {
            return plan(column, null, Classification.NOT_PERSONAL, reason);
        }
        if (mentions.describes(table, column)) {
            return plan(column, attribute, Classification.NOT_PERSONAL, "names a person (@ReferredToBy)");
        }
        return plan(column, attribute, Classification.UNCLASSIFIED, "");
    }

    /** What each attribute says that has the column. */
    private List<SharedColumn.Word> words(Table table, Column column) {
        List<SharedColumn.Word> words = new ArrayList<>();
        for (Entity entity : schema.entities().values()) {
            for (Attribute attribute : of(entity)) {
                if (attribute.table().equals(table.key()) && attribute.columns().contains(column.name())) {
                    words.add(new SharedColumn.Word(entity, attribute, classify(entity, attribute, column)));
                }
            }
        }
        return words;
    }

    /** Parts of a structured column speak of themselves, and all of them of the column. */
    private Optional<ColumnPlan> plan(Table table, Column column, List<SharedColumn.Word> words) {
        Map<List<String>, List<SharedColumn.Word>> places = new LinkedHashMap<>();
        words.forEach(word -> places.computeIfAbsent(word.attribute().inside(), inside -> new ArrayList<>())
                .add(word));
        List<SharedColumn.Word> whole = new ArrayList<>(places.getOrDefault(List.of(), List.of()));
        places.remove(List.of());
        List<StructuredColumn.Part> parts = new ArrayList<>();
        places.forEach((inside, shared) -> new SharedColumn(schema, table, column, shared)
                .plan(findings)
                .ifPresent(plan -> parts.add(new StructuredColumn.Part(inside, plan))));
        if (!parts.isEmpty()) {
            SharedColumn.Word first = places.values().iterator().next().get(0);
            whole.add(new SharedColumn.Word(
                    first.entity(),
                    first.attribute(),
                    new StructuredColumn(table, column, List.copyOf(parts)).plan(findings)));
        }
        return new SharedColumn(schema, table, column, whole).plan(findings);
    }

    /** The attributes of the entity, less those of which its heirs have the columns. */
    private List<Attribute> of(Entity entity) {
        return schema.hasOwnRows(entity)
                ? entity.attributes()
                : entity.attributes().stream()
                        .filter(a -> !entity.union().contains(a.table()))
                        .toList();
    }

    private ColumnPlan classify(Entity entity, Attribute attribute, Column column) {
        String label = entity.name() + "." + attribute.path();
        for (EntityDeclaration declaration : declarations.lineage(entity)) {
            for (String path : nearestFirst(attribute)) {
                PersonalAttribute personal = declaration.personal.get(path);
                if (personal != null) {
                    return new ColumnPlan(
                                    column,
                                    label,
                                    Classification.PERSONAL,
                                    personal.category(),
                                    declarations.onErasure(entity, personal.category(), personal.onErasure()),
                                    personal.terms().or(declarations.terms(entity)),
                                    "")
                            .ofPath(declaration.whose.getOrDefault(path, ""));
                }
                String reason = declaration.notPersonal.get(path);
                if (reason != null) {
                    return plan(column, label, Classification.NOT_PERSONAL, reason);
                }
            }
        }
        if (attribute.target() == null && !StoredWhole.holdsPersonal(attribute, column.javaType())) {
            for (EntityDeclaration declaration : declarations.lineage(entity)) {
                String reason = declaration.rest(attribute);
                if (reason != null) {
                    return plan(column, label, Classification.NOT_PERSONAL, reason);
                }
            }
        }
        return plan(column, label, Classification.UNCLASSIFIED, "");
    }

    /** The attribute's own path, and those of the embedded attributes it is a part of: the nearest word counts. */
    private static List<String> nearestFirst(Attribute attribute) {
        List<String> paths = new ArrayList<>();
        String path = attribute.path();
        paths.add(path);
        for (int dot = path.lastIndexOf('.'); dot >= 0 && !isReferringKey(attribute); dot = path.lastIndexOf('.')) {
            path = path.substring(0, dot);
            paths.add(path);
        }
        return paths;
    }

    /** What is said of a map speaks of its values, and of keys that are values: not of the rows it is keyed by. */
    private static boolean isReferringKey(Attribute attribute) {
        return attribute.target() != null && attribute.mapKey();
    }

    private static ColumnPlan plan(
            Column column, @Nullable String attribute, Classification classification, String note) {
        return new ColumnPlan(column, attribute, classification, null, null, ProcessingTerms.none(), note);
    }

    /** Keys that carry no meaning of their own, references, and what Hibernate keeps for itself. */
    private boolean isStructural(Table table, Column column, List<SharedColumn.Word> words) {
        List<SharedColumn.Word> values =
                words.stream().filter(w -> !w.isAssociation()).toList();
        boolean collected = values.stream().anyMatch(w -> w.attribute().collection());
        boolean surrogate = table.primaryKey().contains(column.name()) && !collected && !carriesMeaning(column);
        return surrogate
                || table.structural().contains(column.name())
                || table.foreignKeys().stream()
                        .filter(f -> f.columns().contains(column.name()))
                        .anyMatch(f -> values.isEmpty() || values.size() < words.size() || isReference(column, f));
    }

    private static boolean carriesMeaning(Column column) {
        return column.type() == ValueType.TEXT
                || column.type() == ValueType.TIME
                || column.type().temporal();
    }

    /** Whether a value that refers only because the database says so means no more than whose the row is. */
    private boolean isReference(Column column, ForeignKey key) {
        return !carriesMeaning(column) || graph.leadsToSubjects(key.target());
    }
}
