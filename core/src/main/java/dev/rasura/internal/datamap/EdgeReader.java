package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        for (ForeignKey key : table.foreignKeys()) {
            Owner owner = owner(table, key.columns());
            // Whose an element of a collection is, its collection says; whom it mentions does not own it.
            boolean mentions = owner != null && owner.attribute.elementPart();
            if (mentions || isPart(table, key) || isIgnored(owner)) {
                continue;
            }
            edges.add(new Edge(
                    table.key(),
                    key.columns(),
                    key.target(),
                    key.targetColumns(),
                    Edge.Kind.ASSOCIATION,
                    owner == null ? String.join("+", key.columns()) : owner.attribute.path(),
                    null,
                    false));
        }
        for (Entity entity : schema.entities().values()) {
            declarations
                    .of(entity)
                    .soft
                    .forEach((path, soft) -> entity.attribute(path)
                            .filter(a -> a.table().equals(table.key()))
                            .flatMap(a -> softEdge(entity, a, soft))
                            .ifPresent(edges::add));
        }
        return edges;
    }

    /** The declared references from an owner to what it owns, turned round. */
    List<Edge> owned() {
        List<Edge> edges = new ArrayList<>();
        for (Entity entity : schema.entities().values()) {
            for (String path : declarations.of(entity).owned) {
                Optional<Attribute> attribute = entity.attribute(path);
                Optional<ForeignKey> key = attribute.flatMap(a -> schema.table(a.table()).foreignKeys().stream()
                        .filter(f -> f.columns().equals(a.columns()))
                        .findFirst());
                if (key.isEmpty() || attribute.get().collection()) {
                    findings.add(
                            entity + "." + path + ": @OwnedBySubject stands on a to-one association with a column of"
                                    + " its own, which this is not");
                    continue;
                }
                edges.add(new Edge(
                        key.get().target(),
                        key.get().targetColumns(),
                        attribute.get().table(),
                        key.get().columns(),
                        Edge.Kind.OWNED,
                        entity + "." + path,
                        null,
                        false));
            }
        }
        return edges;
    }

    private Optional<Edge> softEdge(Entity entity, Attribute attribute, EntityDeclaration.Soft soft) {
        String where = entity + "." + attribute.path();
        Optional<Entity> target = schema.entity(soft.entity());
        if (target.isEmpty()) {
            findings.add(where + ": the soft reference points at '" + soft.entity() + "', which is no mapped entity");
            return Optional.empty();
        }
        String table;
        List<String> columns;
        if (soft.target().isEmpty()) {
            table = target.get().table();
            columns = target.get().tables().contains(table) ? target.get().keyOf(table) : List.of();
        } else {
            Optional<Attribute> named = schema.lineage(target.get()).stream()
                    .flatMap(e -> e.attribute(soft.target()).stream())
                    .findFirst();
            if (named.isEmpty()) {
                findings.add(where + ": the soft reference points at " + soft.entity() + "." + soft.target()
                        + ", which is no attribute");
                return Optional.empty();
            }
            table = named.get().table();
            columns = named.get().columns();
        }
        Table from = schema.table(attribute.table());
        Table to = schema.table(table);
        boolean fits = columns.size() == attribute.columns().size();
        for (int i = 0; fits && i < columns.size(); i++) {
            fits = from.require(attribute.columns().get(i)).type()
                    == to.require(columns.get(i)).type();
        }
        if (!fits) {
            findings.add(where + ": the soft reference to " + soft.entity()
                    + " compares columns of different type or number." + " Map both with the same type");
            return Optional.empty();
        }
        return Optional.of(new Edge(
                attribute.table(),
                attribute.columns(),
                table,
                columns,
                Edge.Kind.SOFT,
                attribute.path(),
                null,
                soft.ignoreCase()));
    }

    private record Owner(Entity entity, Attribute attribute) {}

    private @org.jspecify.annotations.Nullable Owner owner(Table table, List<String> columns) {
        for (Entity entity : schema.entities().values()) {
            for (Attribute attribute : entity.attributes()) {
                if (attribute.target() != null
                        && attribute.table().equals(table.key())
                        && attribute.columns().equals(columns)) {
                    return new Owner(entity, attribute);
                }
            }
        }
        return null;
    }

    private boolean isIgnored(@org.jspecify.annotations.Nullable Owner owner) {
        return owner != null
                && !owner.attribute.collection()
                && declarations.of(owner.entity).notPersonal.containsKey(owner.attribute.path());
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
