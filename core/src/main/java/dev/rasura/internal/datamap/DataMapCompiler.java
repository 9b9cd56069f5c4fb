package dev.rasura.internal.datamap;

import dev.rasura.DataMapException;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.DataMap;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.internal.datamap.CompiledMap.Expiry;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.OverwriteSql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles mapping and declarations into the one data map that every duty follows; all findings come in one exception. */
public final class DataMapCompiler {

    private final MappedSchema schema;
    private final List<String> findings = new ArrayList<>();
    private final Declarations declarations;
    private final ColumnClassifier classifier;
    private final OwnershipGraph graph;
    private final RootModelBuilder builder;
    private final OverwriteSql overwriteSql;
    private final DeclaredConditions conditions;
    private final ValueTrial trial;

    private DataMapCompiler(MappedSchema read, List<DataMapCustomizer> customizers, ValueTrial trial) {
        this.declarations = new Declarations(read, customizers, findings);
        this.schema = declarations.schema();
        this.graph = new OwnershipGraph(schema, declarations, findings);
        this.classifier = new ColumnClassifier(schema, declarations, graph, findings);
        this.trial = trial;
        this.overwriteSql = new OverwriteSql(trial.family());
        this.conditions = new DeclaredConditions(trial, findings);
        OverwriteResolver overwrites = new OverwriteResolver(schema, graph, trial, findings, declarations.notes());
        this.builder = new RootModelBuilder(
                schema,
                declarations,
                graph,
                classifier,
                overwrites,
                trial.family().idiom().checksEachRow(),
                findings);
    }

    /**
     * @param trial asked while this runs, and not kept
     * @throws DataMapException with all that is unsupported, ambiguous or impossible
     */
    public static CompiledMap compile(MappedSchema schema, List<DataMapCustomizer> customizers, ValueTrial trial) {
        return new DataMapCompiler(schema, customizers, trial).compile();
    }

    private CompiledMap compile() {
        schema.unsupported().stream()
                .filter(u -> u.table().equals(MappedSchema.Unsupported.ANYWHERE))
                .forEach(u -> findings.add(u.what()));
        Map<String, RootModel> subjects = new LinkedHashMap<>();
        for (Entity entity : declarations.subjects()) {
            checkSubject(entity).ifPresent(action -> subjects.put(entity.name(), builder.build(entity, action)));
        }
        builder.refuseUnfit();
        if (subjects.isEmpty() && findings.isEmpty()) {
            findings.add(
                    schema.entities().isEmpty()
                            ? "Hibernate maps no entity at all in the factory that Rasura is built over. Name the classes in its"
                                    + " persistence unit (<class>, managedClasses, @EntityScan), or let them be scanned"
                            : "No entity is a data subject. Annotate the entity that stands for a person with @DataSubject, or name"
                                    + " it in a DataMapCustomizer");
        }
        Map<String, Expiry> expiries = new LinkedHashMap<>();
        for (RetentionRule rule : declarations.rules()) {
            compile(rule, subjects).ifPresent(expiry -> {
                if (expiries.put(rule.name(), expiry) != null) {
                    findings.add(rule.entity() + ": the name of retention rule '" + rule.name() + "' is taken");
                }
            });
        }
        subjects.values().forEach(conditions::check);
        expiries.values().forEach(expiry -> {
            conditions.check(expiry.model());
            conditions.check(expiry, schema.table(expiry.model().root().table()));
        });
        List<RootModel> models = Stream.concat(
                        subjects.values().stream(), expiries.values().stream().map(Expiry::model))
                .toList();
        findings.addAll(new ChangingForms(schema, trial).findings(models));
        findings.addAll(new BrokenDecisions().findings(models));
        if (!findings.isEmpty()) {
            throw new DataMapException(
                    "The data map cannot be built:",
                    new LinkedHashSet<>(findings).stream().sorted().toList());
        }
        DataMap published = new MapPublication(schema, declarations, classifier, graph, builder).of(subjects, expiries);
        return new CompiledMap(schema, published, subjects, expiries);
    }

    private Optional<RowAction> checkSubject(Entity entity) {
        RowAction action = Objects.requireNonNull(declarations.of(entity).subject);
        if (action == RowAction.UNLINK) {
            findings.add(entity + ": a data subject's own row cannot be unlinked. Say DELETE or ANONYMISE");
            return Optional.empty();
        }
        for (Entity ancestor : schema.lineage(entity)) {
            if (!ancestor.equals(entity) && declarations.of(ancestor).subject != null) {
                findings.add(
                        entity + ": is a data subject and inherits from one (" + ancestor + "). Say @DataSubject once");
                return Optional.empty();
            }
        }
        if (!hasComparableKey(entity, entity + ": ")) {
            return Optional.empty();
        }
        return Optional.of(action);
    }

    private Optional<Expiry> compile(RetentionRule rule, Map<String, RootModel> subjects) {
        String where = "Retention rule '" + rule.name() + "' of " + rule.entity() + ": ";
        Entity entity = schema.entity(rule.entity()).orElseThrow();
        Optional<Attribute> start = schema.attribute(entity, rule.start());
        if (entity.rowTables().size() > 1) {
            findings.add(where + "its rows lie in a table for each class. Give "
                    + schema.heirs(entity).stream()
                            .filter(e -> e.rowTables().size() == 1)
                            .map(Entity::name)
                            .collect(Collectors.joining(", "))
                    + " a rule each; a rule cannot yet span several tables");
            return Optional.empty();
        }
        if (start.isEmpty() || start.get().columns().size() != 1) {
            findings.add(where + "its start '" + rule.start() + "' is no attribute of the entity");
            return Optional.empty();
        }
        if (!start.get().table().equals(entity.table())) {
            findings.add(where + "its start '" + rule.start() + "' must be in the entity's own table");
            return Optional.empty();
        }
        if (!schema.table(entity.table())
                .require(start.get().columns().get(0))
                .type()
                .temporal()) {
            findings.add(where + "its start '" + rule.start() + "' is no date or time");
            return Optional.empty();
        }
        if (!hasComparableKey(entity, where)) {
            return Optional.empty();
        }
        builder.refuseDecisionByMention(where + "its condition", schema.table(entity.table()), rule.when());
        return reach(rule, entity, subjects, where)
                .map(model -> new Expiry(rule, model, start.get(), subjectAbove(entity)));
    }

    /** A key must be named in a reference and compared in SQL. */
    private boolean hasComparableKey(Entity entity, String where) {
        Table table = schema.table(entity.table());
        List<String> strange = entity.keyOf(table.key()).stream()
                .filter(c -> !ColumnValue.isKey(table.require(c)))
                .map(c -> table.name() + "." + c + " (" + table.require(c).sqlType() + ")")
                .toList();
        if (!strange.isEmpty()) {
            findings.add(where + "its key has a type that a reference cannot name: " + String.join(", ", strange)
                    + ". Use text, a number, a UUID, bytes, a date or a time");
        }
        return strange.isEmpty();
    }

    /** What a rule expires with a row: of a data subject all that an erasure takes, else what belongs to the row. */
    private Optional<RootModel> reach(
            RetentionRule rule, Entity entity, Map<String, RootModel> subjects, String where) {
        String subject = subjectAbove(entity);
        List<String> below = schema.heirs(entity).stream()
                .filter(e -> declarations.of(e).subject != null)
                .map(Entity::name)
                .toList();
        if (subject == null && !below.isEmpty()) {
            findings.add(where + "some of its rows are data subjects, others are not. Give " + String.join(", ", below)
                    + " a rule of their own");
            return Optional.empty();
        }
        RootModel model = subjects.get(entity.name());
        if (subject == null) {
            model = builder.build(entity, rule.action());
            model = rule.action() == RowAction.DELETE ? model : ownRows(model);
        } else if (declarations.of(schema.entity(subject).orElseThrow()).subject != rule.action()) {
            findings.add(where + "a data subject expires as it is erased, by "
                    + declarations.of(schema.entity(subject).orElseThrow()).subject + ". Say that action");
            return Optional.empty();
        } else if (model == null) {
            model = builder.build(entity, rule.action());
        }
        if (rule.action() == RowAction.ANONYMISE && model.tables().stream().noneMatch(OwnedTable::overwritesRoot)) {
            findings.add(where + "it anonymises, but no column of " + entity
                    + " is overwritten, so no row of it would ever count as expired. Classify what is personal in it, or"
                    + " delete");
            return Optional.empty();
        }
        if (rule.action() == RowAction.ANONYMISE) {
            refuseUntold(model, where);
        }
        return Optional.of(model);
    }

    /** Rows that are due are found by the database, not one by one. */
    private void refuseUntold(RootModel model, String where) {
        for (OwnedTable table : model.tables()) {
            table.overwritten().stream()
                    .filter(c -> table.overwritesRoot() && !overwriteSql.tellsDue(table.table(), c))
                    .forEach(c -> findings.add(where + "it anonymises, but only Java can tell whether "
                            + OverwriteResolver.where(table.table(), c)
                            + " is still to be overwritten. Delete the rows, or give the column a strategy that the database"
                            + " can tell"));
        }
    }

    /** The kind of data subject that all rows of the entity stand for, or null. */
    private @Nullable String subjectAbove(Entity entity) {
        return schema.lineage(entity).stream()
                .filter(e -> declarations.of(e).subject != null)
                .map(Entity::name)
                .findFirst()
                .orElse(null);
    }

    /** Anonymising an entity that is no data subject overwrites its own rows; what refers to them stays theirs. */
    private RootModel ownRows(RootModel model) {
        List<OwnedTable> own = model.tables().stream()
                .filter(t -> t.isRoot()
                        || isOwnHistory(t, model)
                        || t.paths().stream().allMatch(p -> p.edges().size() == 1 && isValueOf(t, model)))
                .toList();
        return new RootModel(
                model.root(),
                model.action(),
                model.rootTables(),
                own,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private boolean isOwnHistory(OwnedTable table, RootModel model) {
        String live = schema.live(table.table().key());
        return !live.equals(table.table().key())
                && (model.rootTables().containsKey(live)
                        || model.table(live).filter(t -> isValueOf(t, model)).isPresent());
    }

    private boolean isValueOf(OwnedTable table, RootModel model) {
        return Stream.concat(schema.lineage(model.root()).stream(), schema.heirs(model.root()).stream())
                .flatMap(e -> e.attributes().stream())
                .anyMatch(a -> a.collection()
                        && a.target() == null
                        && a.table().equals(table.table().key()));
    }
}
