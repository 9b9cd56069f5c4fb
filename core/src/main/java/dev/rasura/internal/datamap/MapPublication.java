package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.Finding;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.MappedTable;
import dev.rasura.datamap.Ownership;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.datamap.SubjectType;
import dev.rasura.datamap.TimeLimit;
import dev.rasura.internal.datamap.CompiledMap.Expiry;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the compiled models say, as whoever reads the data map sees it. */
final class MapPublication {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final ColumnClassifier classifier;
    private final OwnershipGraph graph;
    private final RootModelBuilder builder;

    MapPublication(
            MappedSchema schema,
            Declarations declarations,
            ColumnClassifier classifier,
            OwnershipGraph graph,
            RootModelBuilder builder) {
        this.schema = schema;
        this.declarations = declarations;
        this.classifier = classifier;
        this.graph = graph;
        this.builder = builder;
    }

    DataMap of(Map<String, RootModel> subjects, Map<String, Expiry> expiries) {
        List<MappedTable> tables = new ArrayList<>();
        List<Finding> live = new ArrayList<>(new LiveFindings(schema, declarations).findings(subjects.values()));
        List<RootModel> expired = expiries.values().stream().map(Expiry::model).toList();
        List<RootModel> models =
                Stream.concat(subjects.values().stream(), expired.stream()).toList();
        live.addAll(new SharedValues(schema).findings(models));
        OutOfReach outOfReach = new OutOfReach(schema, models);
        for (Table table : schema.tables().values()) {
            MappedTable published = publish(table, subjects, expiries);
            tables.add(published);
            outOfReach
                    .finding(table, String.join(", ", published.entities()), published.columns())
                    .ifPresent(live::add);
        }
        List<SubjectType> types = subjects.values().stream()
                .map(m -> new SubjectType(
                        m.root().name(),
                        declarations.category(m.root()),
                        schema.table(m.root().table()).name(),
                        m.action()))
                .sorted(Comparator.comparing(SubjectType::name))
                .toList();
        List<RetentionRule> rules = declarations.rules().stream()
                .sorted(Comparator.comparing(RetentionRule::name))
                .toList();
        List<String> notes = new ArrayList<>(schema.notes());
        notes.addAll(declarations.notes());
        notes.addAll(new ViewAssociations(schema, declarations).notes());
        notes.addAll(new KeptAlone(subjects.values(), expired).notes());
        return new DataMap(
                types,
                tables,
                rules,
                notes,
                live,
                new SuggestionList(schema, declarations, classifier, graph).suggestions());
    }

    private MappedTable publish(Table table, Map<String, RootModel> subjects, Map<String, Expiry> expiries) {
        Set<Ownership> owners = new LinkedHashSet<>();
        List<ColumnPlan> columns = null;
        List<OwnedTable.Condition> grounds = List.of();
        for (RootModel model : subjects.values()) {
            Optional<OwnedTable> owned = model.table(table.key());
            if (owned.isPresent()) {
                owned.get()
                        .paths()
                        .forEach(p -> owners.add(new Ownership(model.root().name(), p.describe(), p.action())));
                columns = columns == null || owned.get().has(RowAction.ANONYMISE)
                        ? owned.get().columns()
                        : columns;
                grounds = owned.get().grounds();
            }
        }
        boolean reachable = columns != null;
        List<MappedColumn> published = (columns == null ? classifier.classify(table) : columns)
                .stream().map(c -> publish(c, reachable)).toList();
        String label = builder.label(table);
        return new MappedTable(
                table.name(),
                label.isEmpty() ? List.of() : List.of(label.split(", ")),
                List.copyOf(owners),
                grounds.stream().map(OwnedTable.Condition::ground).toList(),
                timeLimits(table, expiries),
                published);
    }

    private static List<TimeLimit> timeLimits(Table table, Map<String, Expiry> expiries) {
        return expiries.values().stream()
                .flatMap(expiry -> expiry.model().table(table.key()).stream()
                        .flatMap(owned -> owned.paths().stream()
                                .map(path -> new TimeLimit(expiry.rule(), path.describe(), path.action()))))
                .distinct()
                .sorted(Comparator.comparing((TimeLimit limit) -> limit.rule().name())
                        .thenComparing(TimeLimit::path)
                        .thenComparing(TimeLimit::action))
                .toList();
    }

    private static MappedColumn publish(ColumnPlan plan, boolean reachable) {
        Classification classification = reachable || plan.classification() != Classification.UNCLASSIFIED
                ? plan.classification()
                : Classification.OUT_OF_REACH;
        return new MappedColumn(
                plan.column().name(),
                plan.attribute(),
                plan.column().sqlType(),
                classification,
                plan.category(),
                plan.terms(),
                plan.note(),
                plan.whose(),
                plan.overwrite(),
                plan.also());
    }
}
