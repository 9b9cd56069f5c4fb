package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps that could lead from rows to a subject: foreign keys, soft references, declared ownership. */
final class EdgeReader {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final List<String> findings;

    EdgeReader(MappedSchema schema, Declarations declarations, List<String> findings) {
        this.schema = schema;
        this.declarations = declarations;
        this.findings = findings;
    }

    /** The references of the table's rows, less those said not to be personal. */
    List<Edge> possible(Table table) {
        List<Edge> edges = new ArrayList<>();
        if (schema.history(table.key()).isPresent()) {
            // Whose a history is, the live rows say.
            return edges;
        }
        if (declarations.whoseIsSaid(table)) {
            return declared(table);
        }
        for (ForeignKey key : table.foreignKeys()) {
            List<Owner> owners = owners(table, key);
            Owner owner = leading(owners);
            // Whose an element of a collection is, its collection says; whom it mentions does not own it.
            boolean mentions = !owners.isEmpty() && owners.stream().allMatch(o -> o.attribute.elementPart());
            // A plain attribute beside an association shows its column, and says nothing of whose the row is.
            boolean ignored = owner == null
                    ? isIgnored(plain(table, key.columns()))
                    : owners.stream().filter(o -> !o.attribute.elementPart()).allMatch(this::isIgnored);
            if (mentions || owners.stream().anyMatch(this::isOwning) || isPart(table, key) || ignored) {
                continue;
            }
            edges.add(new Edge(
                    table.key(),
                    key.columns(),
                    key.target(),
                    key.targetColumns(),
                    Edge.Kind.ASSOCIATION,
                    owner == null ? label(table, key.columns()) : owner.attribute.path(),
                    null,
                    false,
                    key.when()));
        }
        for (Entity entity : schema.entities().values()) {
            for (EntityDeclaration declaration : declarations.lineage(entity)) {
                declaration.soft.forEach((path, soft) -> entity.attribute(path)
                        .filter(a -> a.table().equals(table.key()))
                        .ifPresent(a -> edges.addAll(softEdges(entity, a, soft))));
            }
        }
        return new ArrayList<>(new LinkedHashSet<>(edges));
    }

    /** Of a table that Hibernate does not map: what code says of it, and nothing else. */
    private List<Edge> declared(Table table) {
        List<Edge> edges = new ArrayList<>();
        TableDeclaration declaration = declarations.of(table).orElseThrow();
        for (TableDeclaration.Owner owner : declaration.owners) {
            Optional<Entity> entity = schema.entity(owner.entity());
            Optional<ForeignKey> foreign = foreignKey(table, owner, entity);
            List<String> key = entity.map(e -> e.keyOf(e.table())).orElse(List.of());
            if (foreign.isEmpty()
                    && (entity.isEmpty()
                            || !fits(
                                    table,
                                    owner.columns(),
                                    schema.table(entity.get().table()),
                                    key))) {
                findings.add(table.label() + ": the data map customizer says that its rows belong to '" + owner.entity()
                        + "' by " + owner.columns() + ", but "
                        + (entity.isEmpty()
                                ? "Hibernate maps no such entity, and no foreign key of these columns leads to a table of"
                                        + " that name whose rows are known to be somebody's"
                                : "the entity's key has columns of other number or types"));
                continue;
            }
            edges.add(new Edge(
                    table.key(),
                    foreign.map(ForeignKey::columns).orElse(owner.columns()),
                    foreign.map(ForeignKey::target).orElseGet(() -> entity.get().table()),
                    foreign.map(ForeignKey::targetColumns).orElse(key),
                    Edge.Kind.ASSOCIATION,
                    String.join("+", owner.columns()),
                    declaration.onErasure,
                    false));
        }
        return edges;
    }

    /** Which column equals which, the database knows better than who names the columns. */
    private Optional<ForeignKey> foreignKey(Table table, TableDeclaration.Owner owner, Optional<Entity> entity) {
        return table.foreignKeys().stream()
                .filter(k -> Set.copyOf(k.columns()).equals(Set.copyOf(owner.columns())))
                .filter(k -> schema.tables().containsKey(k.target())
                        && schema.history(k.target()).isEmpty())
                .filter(k -> entity.filter(e -> e.tables().contains(k.target())).isPresent()
                        || Declarations.named(schema.table(k.target()), owner.entity()))
                .findFirst();
    }

    /** The declared references from an owner to what it owns, turned round. */
    List<Edge> owned() {
        List<Edge> edges = new ArrayList<>();
        for (Entity entity : schema.entities().values()) {
            for (EntityDeclaration declaration : declarations.lineage(entity)) {
                for (String path : declaration.owned) {
                    Optional<Attribute> attribute = entity.attribute(path);
                    if (attribute.isEmpty() && !declaration.entity.equals(entity)) {
                        continue;
                    }
                    List<ForeignKey> keys = attribute
                            .filter(a -> !a.collection())
                            .map(a -> keys(schema.table(a.table()), a.columns()))
                            .orElse(List.of());
                    if (keys.isEmpty()) {
                        findings.add(entity + "." + path
                                + ": @OwnedBySubject stands on a to-one association with a column of"
                                + " its own, which this is not");
                    }
                    if (keys.stream().anyMatch(k -> k.when() != null)) {
                        findings.add(entity + "." + path
                                + ": @OwnedBySubject cannot stand on an association to any of several"
                                + " entities (@Any). Give each of them an association of its own");
                        continue;
                    }
                    keys.forEach(key -> edges.add(new Edge(
                            key.target(),
                            key.targetColumns(),
                            attribute.get().table(),
                            key.columns(),
                            Edge.Kind.OWNED,
                            entity + "." + path,
                            null,
                            false)));
                }
            }
        }
        return List.copyOf(new LinkedHashSet<>(edges));
    }

    private static List<ForeignKey> keys(Table table, List<String> columns) {
        return table.foreignKeys().stream()
                .filter(f -> f.columns().equals(columns))
                .toList();
    }

    /** Where a copied value leads: to one table, but for a target whose rows lie in a table for each class. */
    private List<Edge> softEdges(Entity entity, Attribute attribute, EntityDeclaration.Soft soft) {
        String where = entity + "." + attribute.path();
        boolean both =
                declarations.lineage(entity).stream().anyMatch(d -> d.soft.containsKey(attribute.path() + ".key"));
        if (both) {
            findings.add(where
                    + ": @SoftReference on a map stands on its key and its value. Take it off, and say in code"
                    + " which of them refers: map.entity(\"" + entity + "\").softReference(\"" + attribute.path()
                    + ".key\" or \"" + attribute.path() + "\", ...)");
            return List.of();
        }
        Optional<Entity> target = schema.entity(soft.entity());
        if (target.isEmpty()) {
            findings.add(where + ": the soft reference points at '" + soft.entity() + "', which is no mapped entity");
            return List.of();
        }
        List<Edge> edges = new ArrayList<>();
        List<Entity> possible = target.get().union().isEmpty() ? List.of(target.get()) : schema.heirs(target.get());
        for (Entity one : possible) {
            String table = one.table();
            List<String> columns = one.tables().contains(table) ? one.keyOf(table) : List.of();
            if (!soft.target().isEmpty()) {
                Optional<Attribute> named = schema.attribute(one, soft.target());
                if (named.isEmpty()) {
                    findings.add(where + ": the soft reference points at " + soft.entity() + "." + soft.target()
                            + ", which is no attribute. There are: "
                            + schema.lineage(one).stream()
                                    .flatMap(e -> e.attributes().stream())
                                    .map(Attribute::path)
                                    .sorted()
                                    .distinct()
                                    .toList());
                    return List.of();
                }
                table = named.get().table();
                columns = named.get().columns();
            }
            if (!fits(schema.table(attribute.table()), attribute.columns(), schema.table(table), columns)) {
                findings.add(where + ": the soft reference to " + soft.entity()
                        + " compares columns of different type or number." + " Map both with the same type");
                return List.of();
            }
            Table from = schema.table(attribute.table());
            Table to = schema.table(table);
            if (!storedAlike(from, attribute.columns(), to, columns, soft.ignoreCase())) {
                findings.add(
                        where + ": the soft reference to " + soft.entity()
                                + " compares columns of which one holds another form of the value (a converter, a"
                                + " @ColumnTransformer) than the other, so that they never meet. Store both alike, or refer to the key");
                return List.of();
            }
            edges.add(new Edge(
                    attribute.table(),
                    attribute.columns(),
                    table,
                    columns,
                    Edge.Kind.SOFT,
                    attribute.path(),
                    null,
                    soft.ignoreCase()));
        }
        return edges;
    }

    private static boolean fits(Table from, List<String> columns, Table to, List<String> toColumns) {
        boolean fits = columns.size() == toColumns.size();
        for (int i = 0; fits && i < columns.size(); i++) {
            fits = from.require(columns.get(i)).type()
                    == to.require(toColumns.get(i)).type();
        }
        return fits;
    }

    private static boolean storedAlike(
            Table from, List<String> columns, Table to, List<String> toColumns, boolean ignoreCase) {
        boolean alike = true;
        for (int i = 0; alike && i < columns.size(); i++) {
            alike = from.require(columns.get(i)).storedLike(to.require(toColumns.get(i)), ignoreCase);
        }
        return alike;
    }

    /** The entity whose attribute takes the step, or null if it is none's: a collection's key, say. */
    @Nullable
    Entity declaring(Edge edge) {
        for (Entity entity : schema.entities().values()) {
            for (Attribute attribute : entity.attributes()) {
                if (attribute.table().equals(edge.from())
                        && attribute.columns().equals(edge.fromColumns())
                        && attribute.path().equals(edge.label())) {
                    return entity;
                }
            }
        }
        return null;
    }

    /** The entity that an association leads to, or null. */
    @Nullable
    Entity target(Edge edge) {
        Entity declaring = declaring(edge);
        String name = declaring == null
                ? null
                : declaring.attribute(edge.label()).map(Attribute::target).orElse(null);
        return name == null ? null : schema.entities().get(name);
    }

    private record Owner(Entity entity, Attribute attribute) {}

    /** The associations that take the reference: those that lead to its target, where others share the columns. */
    private List<Owner> owners(Table table, ForeignKey key) {
        List<Owner> all = new ArrayList<>();
        for (Entity entity : schema.entities().values()) {
            for (Attribute attribute : entity.attributes()) {
                if (attribute.target() != null
                        && attribute.table().equals(table.key())
                        && attribute.columns().equals(key.columns())) {
                    all.add(new Owner(entity, attribute));
                }
            }
        }
        List<Owner> leading =
                all.stream().filter(o -> leads(o.attribute, key.target())).toList();
        return leading.isEmpty() ? all : leading;
    }

    /** Of several the one that makes rows somebody's: an element's association only mentions. */
    private static @Nullable Owner leading(List<Owner> owners) {
        return owners.stream()
                .filter(o -> !o.attribute.elementPart())
                .findFirst()
                .orElse(owners.isEmpty() ? null : owners.get(0));
    }

    private boolean leads(Attribute attribute, String table) {
        return Arrays.stream(Objects.requireNonNull(attribute.target()).split(", "))
                .flatMap(name -> schema.entity(name).stream())
                .anyMatch(e -> e.tables().contains(table) || e.rowTables().contains(table));
    }

    /** What a row owns does not own the row. */
    private boolean isOwning(Owner owner) {
        return declarations.lineage(owner.entity).stream().anyMatch(d -> d.owned.contains(owner.attribute.path()));
    }

    /** A plain attribute that holds the columns: only the database knows that they refer to other rows. */
    private @Nullable Owner plain(Table table, List<String> columns) {
        for (Entity entity : schema.entities().values()) {
            for (Attribute attribute : entity.attributes()) {
                if (attribute.target() == null
                        && !attribute.collection()
                        && attribute.table().equals(table.key())
                        && attribute.columns().equals(columns)) {
                    return new Owner(entity, attribute);
                }
            }
        }
        return null;
    }

    private String label(Table table, List<String> columns) {
        Owner plain = plain(table, columns);
        boolean key = plain != null && table.primaryKey().containsAll(columns);
        return plain == null || key ? String.join("+", columns) : plain.attribute.path();
    }

    private boolean isIgnored(@Nullable Owner owner) {
        return owner != null
                && !owner.attribute.collection()
                && declarations.isIgnored(owner.entity, owner.attribute.path());
    }

    /** Whether the key only ties two tables of one entity's row together. */
    private boolean isPart(Table table, ForeignKey key) {
        return schema.entities().values().stream()
                .anyMatch(e -> e.tables().indexOf(table.key()) > 0
                        && e.tables().contains(key.target())
                        && e.keyOf(table.key()).equals(key.columns())
                        && e.keyOf(key.target()).equals(key.targetColumns()));
    }
}
