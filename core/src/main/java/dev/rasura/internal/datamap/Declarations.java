package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.DataMapEditor;
import dev.rasura.datamap.EntityEditor;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.datamap.TableEditor;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is declared, by entity; heirs share what is said of those they inherit from. */
final class Declarations implements DataMapEditor {

    /** Ends the customizer that said it, and becomes a finding; whatever else a customizer throws is the application's. */
    private static final class UnknownName extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnknownName(String message) {
            super(message);
        }
    }

    private final MappedSchema schema;
    private final Map<String, EntityDeclaration> byEntity = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<DataCategory, Overwrite> defaults = new EnumMap<>(DataCategory.class);
    private final PackageDefaults packages;
    private final Map<String, TableDeclaration> byTable = new LinkedHashMap<>();
    private final List<String> findings;

    Declarations(MappedSchema schema, List<DataMapCustomizer> customizers, List<String> findings) {
        this.schema = schema;
        this.findings = findings;
        this.packages = new PackageDefaults(findings);
        AnnotationReader annotations = new AnnotationReader(schema, findings);
        for (Entity entity : schema.entities().values()) {
            EntityDeclaration declaration = new EntityDeclaration(entity, notes, findings);
            annotations.read(declaration);
            declaration.byCode();
            byEntity.put(entity.name(), declaration);
        }
        for (DataMapCustomizer customizer : customizers) {
            try {
                customizer.customize(this);
            } catch (UnknownName e) {
                findings.add(String.valueOf(e.getMessage()));
            }
        }
    }

    List<String> notes() {
        return notes;
    }

    EntityDeclaration of(Entity entity) {
        return Objects.requireNonNull(byEntity.get(entity.name()));
    }

    /** The declarations of the entity and all it inherits from, the entity's own first. */
    List<EntityDeclaration> lineage(Entity entity) {
        List<EntityDeclaration> lineage = new ArrayList<>();
        schema.lineage(entity).forEach(e -> lineage.add(0, of(e)));
        return lineage;
    }

    /** The entities declared as data subjects, without their heirs. */
    List<Entity> subjects() {
        return schema.entities().values().stream()
                .filter(e -> of(e).subject != null)
                .toList();
    }

    /**
     * How an attribute of the category is overwritten that says nothing of it: by its entity and those it inherits from, the
     * package, the application; at last by its type.
     */
    Overwrite onErasure(Entity entity, DataCategory category, Overwrite declared) {
        if (declared.strategy() != Strategy.AUTO) {
            return declared.decidedBy("said at the attribute");
        }
        Overwrite found = byDefault(entity, category);
        return declared.keepWhen().isEmpty() ? found : found.keptWhen(declared.keepWhen(), declared.reason());
    }

    /** As {@link #onErasure(Entity, DataCategory, Overwrite)} for a column that no entity has. */
    Overwrite onErasure(DataCategory category, Overwrite declared) {
        Overwrite found = defaults.get(category);
        return declared.strategy() != Strategy.AUTO || found == null
                ? declared
                : found.decidedBy("default of the application for " + category);
    }

    private Overwrite byDefault(Entity entity, DataCategory category) {
        for (EntityDeclaration declaration : lineage(entity)) {
            Overwrite byCategory = declaration.defaults.get(category);
            if (byCategory != null) {
                return byCategory.decidedBy("default of " + declaration.entity + " for " + category);
            }
            if (declaration.defaultForAll != null) {
                return declaration.defaultForAll.decidedBy("default of " + declaration.entity);
            }
        }
        for (EntityDeclaration declaration : lineage(entity)) {
            Optional<Overwrite> found = packages.of(declaration.entity.type(), category);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Overwrite found = defaults.get(category);
        return found == null ? Overwrite.auto() : found.decidedBy("default of the application for " + category);
    }

    /** The schema with the tables that Hibernate does not map, but code spoke of. */
    MappedSchema schema() {
        return schema.with(byTable.values().stream()
                .filter(TableDeclaration::saysWhose)
                .map(d -> d.table)
                .toList());
    }

    Optional<TableDeclaration> of(Table table) {
        return Optional.ofNullable(byTable.get(table.key()));
    }

    /** Whether somebody said of a table that Hibernate does not map whose its rows are. */
    boolean whoseIsSaid(Table table) {
        return of(table).filter(TableDeclaration::saysWhose).isPresent();
    }

    /** Whether rows are said not to be anybody's by the association: by its entity, or the nearest above that speaks of it. */
    boolean isIgnored(Entity entity, String path) {
        return lineage(entity).stream()
                .filter(d ->
                        d.notPersonal.containsKey(path) || d.personal.containsKey(path) || d.paths.containsKey(path))
                .findFirst()
                .filter(d -> d.notPersonal.containsKey(path))
                .isPresent();
    }

    /** Whether its rows stand for people. */
    boolean isSubject(Entity entity) {
        return lineage(entity).stream().anyMatch(d -> d.subject != null);
    }

    /** What happens to rows of the entity: a data subject goes the same way whoever takes it along. */
    RowAction onErasure(Entity entity) {
        return lineage(entity).stream()
                .map(d -> d.subject != null ? d.subject : d.onErasure)
                .filter(a -> a != null)
                .findFirst()
                .orElse(RowAction.DELETE);
    }

    /** What holds for the entity's columns that say nothing nearer; what its classes say comes before the packages. */
    ProcessingTerms terms(Entity entity) {
        ProcessingTerms terms = ProcessingTerms.none();
        for (EntityDeclaration declaration : lineage(entity)) {
            terms = terms.or(declaration.terms);
        }
        for (EntityDeclaration declaration : lineage(entity)) {
            terms = terms.or(declaration.packageTerms);
        }
        return terms;
    }

    /** What the people are called whom rows of the entity stand for. */
    String category(Entity entity) {
        String category = of(entity).category;
        return category.isBlank() ? entity.name() : category;
    }

    List<RetentionRule> rules() {
        return byEntity.values().stream().flatMap(d -> d.rules.stream()).toList();
    }

    @Override
    public DataMapEditor defaultFor(DataCategory category, Overwrite overwrite) {
        defaults.put(category, overwrite);
        return this;
    }

    @Override
    public TableEditor table(String name) {
        List<Table> tables = named(name);
        if (tables.size() > 1) {
            throw new UnknownName("The data map customizer names the table '" + name
                    + "', but there are several: "
                    + tables.stream().map(this::qualified).sorted().toList()
                    + ". Name the one that is meant with its schema, as here.");
        }
        if (tables.isEmpty()) {
            throw new UnknownName("The data map customizer names the table '" + name
                    + "', which the database does not have in the schemas that are read. Tables that Hibernate does not"
                    + " map are: "
                    + schema.live().tables().stream().map(Table::label).sorted().toList() + ".");
        }
        Table table = tables.get(0);
        return byTable.computeIfAbsent(
                table.key(),
                key -> new TableDeclaration(
                        table, schema.tables().containsKey(key), column -> isUnspoken(table, column), findings));
    }

    /** The tables of that name: as it is written, else whatever its case. */
    private List<Table> named(String name) {
        List<Table> all = Stream.concat(schema.tables().values().stream(), schema.live().tables().stream())
                .filter(t -> named(t, name) || name.equalsIgnoreCase(qualified(t)))
                .toList();
        List<Table> exact = all.stream()
                .filter(t -> name.equals(t.name()) || name.equals(qualified(t)))
                .toList();
        return exact.isEmpty() ? all : exact;
    }

    private String qualified(Table table) {
        return (table.schema() == null ? schema.live().ownSchema() : table.schema()) + "." + table.name();
    }

    /** Whether Hibernate does not map the column, or keeps it without an attribute: a map's key in the table of its values. */
    private boolean isUnspoken(Table table, String column) {
        boolean structural = table.structural().contains(column)
                || table.primaryKey().contains(column)
                || table.foreignKeys().stream().anyMatch(f -> f.columns().contains(column));
        return schema.live().unmapped(table, column)
                || (!structural
                        && schema.entities().values().stream()
                                .flatMap(e -> e.attributes().stream())
                                .noneMatch(a -> a.table().equals(table.key())
                                        && a.columns().contains(column)));
    }

    static boolean named(Table table, String name) {
        return name.equalsIgnoreCase(table.name()) || name.equalsIgnoreCase(table.schema() + "." + table.name());
    }

    @Override
    public EntityEditor entity(Class<?> type) {
        List<Entity> entities = schema.entitiesOf(type);
        if (entities.size() != 1) {
            throw new UnknownName("The data map customizer names " + type.getName() + ", which Hibernate "
                    + (entities.isEmpty()
                            ? "does not map as an entity."
                            : "maps as several entities: " + entities + ". Name the one that is meant."));
        }
        return of(entities.get(0));
    }

    @Override
    public EntityEditor entity(String name) {
        @Nullable EntityDeclaration declaration = byEntity.get(name);
        if (declaration == null) {
            throw new UnknownName("The data map customizer names the entity '" + name
                    + "', which Hibernate does not map. Entities are: " + String.join(", ", byEntity.keySet()) + ".");
        }
        return declaration;
    }
}
