package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Ground;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds what belongs to a root, and whether it can be erased in one piece. What cannot is a finding at start. */
final class RootModelBuilder {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final OwnershipGraph graph;
    private final ColumnClassifier classifier;
    private final OverwriteResolver overwrites;
    private final List<String> findings;

    RootModelBuilder(
            MappedSchema schema,
            Declarations declarations,
            OwnershipGraph graph,
            ColumnClassifier classifier,
            OverwriteResolver overwrites,
            List<String> findings) {
        this.schema = schema;
        this.declarations = declarations;
        this.graph = graph;
        this.classifier = classifier;
        this.overwrites = overwrites;
        this.findings = findings;
    }

    RootModel build(Entity root, RowAction action) {
        Map<String, List<String>> rootTables = graph.rootTables(root);
        List<OwnedTable> owned = new ArrayList<>();
        for (Table table : schema.tables().values()) {
            List<OwnershipPath> paths = rootTables.containsKey(table.key())
                    ? List.of(new OwnershipPath(List.of(), action))
                    : graph.paths(table.key(), rootTables.keySet(), this::actionOf);
            if (!paths.isEmpty()) {
                owned.add(ownedTable(table, rootTables.getOrDefault(table.key(), List.of()), paths));
            }
        }
        schema.unsupported().stream()
                .filter(u -> owned.stream().anyMatch(t -> t.table().key().equals(u.table())))
                .forEach(u -> findings.add(u.what()));
        List<RootModel.Unlink> unlinks = new ArrayList<>();
        List<RootModel.Shared> shared = new ArrayList<>();
        for (OwnedTable table : owned) {
            checkOwned(table, rootTables, shared);
            checkReferences(table, owned, unlinks);
            declaredUnlinks(table, owned, unlinks);
        }
        List<OwnedTable> ordered = new ForeignKeyOrder(owned, unlinks, findings).childrenFirst();
        return new RootModel(root, action, rootTables, ordered, distinct(unlinks), shared);
    }

    private OwnedTable ownedTable(Table table, List<String> rootKey, List<OwnershipPath> paths) {
        List<ColumnPlan> columns = classifier.classify(table);
        if (paths.stream().anyMatch(p -> p.action() == RowAction.ANONYMISE)) {
            columns = overwrites.resolve(table, columns);
        }
        return new OwnedTable(table, label(table), rootKey, paths, columns, grounds(table));
    }

    private RowAction actionOf(Edge edge) {
        if (edge.action() != null) {
            return edge.action();
        }
        Set<RowAction> actions = new TreeSet<>();
        for (Entity entity : schema.entities().values()) {
            if (entity.tables().contains(edge.from())) {
                actions.add(declarations.onErasure(entity));
            }
        }
        if (actions.size() > 1) {
            findings.add(label(schema.table(edge.from())) + ": entities that share the table "
                    + schema.table(edge.from()).name() + " are to be treated differently on erasure (" + actions
                    + "). Say @OnErasure once, on the entity they inherit from");
        }
        if (!actions.isEmpty()) {
            return actions.iterator().next();
        }
        for (Entity entity : schema.entities().values()) {
            for (Attribute attribute : entity.attributes()) {
                if (attribute.collection() && attribute.table().equals(edge.from())) {
                    RowAction declared = declarations.of(entity).collections.get(attribute.root());
                    if (declared != null) {
                        return declared;
                    }
                }
            }
        }
        return RowAction.DELETE;
    }

    String label(Table table) {
        Set<String> entities = new TreeSet<>();
        Set<String> collections = new TreeSet<>();
        for (Entity entity : schema.entities().values()) {
            boolean part = entity.tables().contains(table.key())
                    && schema.entities().values().stream()
                            .noneMatch(e -> e.table().equals(table.key()));
            if ((part || entity.table().equals(table.key())) && schema.hasOwnRows(entity)) {
                entities.add(entity.name());
            }
            entity.attributes().stream()
                    .filter(a -> a.collection() && a.table().equals(table.key()))
                    .forEach(a -> collections.add(entity.name() + "." + a.root()));
        }
        return String.join(", ", entities.isEmpty() ? collections : entities);
    }

    /** The grounds that keep rows of the table: its entities' own, and those of the entity whose parts or values it holds. */
    private List<OwnedTable.Condition> grounds(Table table) {
        List<OwnedTable.Condition> conditions = new ArrayList<>();
        for (Entity entity : schema.entities().values()) {
            for (Ground ground : declarations.of(entity).grounds) {
                String own = ground.when().isBlank() ? "1 = 1" : ground.when();
                if (entity.discriminator() != null
                        && entity.discriminator().table().equals(entity.table())) {
                    Table shared = schema.table(entity.table());
                    own = "(" + own + ") and "
                            + shared.require(entity.discriminator().column()).sql() + " in "
                            + entity.discriminator().values().stream()
                                    .map(v -> "'" + v.replace("'", "''") + "'")
                                    .collect(Collectors.joining(", ", "(", ")"));
                }
                String condition = own;
                if (entity.rowTables().contains(table.key())) {
                    conditions.add(new OwnedTable.Condition(ground, "(" + condition + ")"));
                } else {
                    keyInto(table, entity)
                            .map(columns -> retainedBy(entity, table, columns, condition))
                            .ifPresent(sql -> conditions.add(new OwnedTable.Condition(ground, sql)));
                }
            }
        }
        return conditions;
    }

    private String retainedBy(Entity entity, Table part, List<String> columns, String condition) {
        return entity.rowTables().stream()
                .map(schema::table)
                .map(rows -> "(" + columns(part, columns) + ") in (select "
                        + columns(rows, entity.keyOf(entity.table())) + " from " + rows.sql() + " where (" + condition
                        + "))")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** The columns by which rows of a table that holds parts or collected values of the entity name the entity's row. */
    private java.util.Optional<List<String>> keyInto(Table table, Entity entity) {
        for (Entity heir : schema.heirs(entity)) {
            if (heir.tables().contains(table.key())) {
                return java.util.Optional.of(heir.keyOf(table.key()));
            }
        }
        boolean collection =
                schema.entities().values().stream().noneMatch(e -> e.tables().contains(table.key()));
        return table.foreignKeys().stream()
                .filter(f -> collection
                        && (entity.tables().contains(f.target())
                                || entity.union().contains(f.target())))
                .map(ForeignKey::columns)
                .findFirst();
    }

    private static String columns(Table table, List<String> names) {
        return names.stream().map(n -> table.require(n).sql()).collect(Collectors.joining(", "));
    }

    private void checkOwned(OwnedTable owned, Map<String, List<String>> rootTables, List<RootModel.Shared> shared) {
        for (OwnershipPath path : owned.paths()) {
            if (path.edges().isEmpty() || path.edges().get(0).kind() != Edge.Kind.OWNED) {
                path.edges().stream()
                        .filter(e -> e.kind() == Edge.Kind.OWNED)
                        .forEach(e -> findings.add(owned.label() + ": belongs to the subject through " + e.label()
                                + ", whose row others may refer to as well; this version cannot tell whose its rows are then."
                                + " Say @NotPersonal on the association, or give it one to the subject itself"));
                checkPart(owned, path);
                continue;
            }
            Edge owner = path.edges().get(0);
            if (path.edges().size() > 1 || !rootTables.containsKey(owner.to())) {
                findings.add(
                        owned.label() + ": is owned through " + owner.label() + ", which is not an association of the"
                                + " data subject itself. This version follows @OwnedBySubject from the subject only");
                continue;
            }
            List<RootModel.Reference> references = new ArrayList<>();
            for (Table other : schema.tables().values()) {
                other.foreignKeys().stream()
                        .filter(f -> f.target().equals(owned.table().key()))
                        .forEach(f -> references.add(new RootModel.Reference(other, f)));
            }
            for (Edge soft : graph.softReferencesTo(owned.table().key())) {
                references.add(new RootModel.Reference(
                        schema.table(soft.from()),
                        new ForeignKey(
                                soft.label(), soft.fromColumns(), soft.to(), soft.toColumns(), false, soft.when())));
            }
            boolean nullable = schema.table(owner.to()).nullable(owner.toColumns());
            shared.add(new RootModel.Shared(owned, owner, nullable, references));
        }
    }

    private void checkPart(OwnedTable owned, OwnershipPath path) {
        if (path.edges().isEmpty()
                || path.edges().get(0).kind() != Edge.Kind.PART
                || path.action() != RowAction.DELETE) {
            return;
        }
        Edge part = path.edges().get(0);
        boolean refersBack = schema.table(part.to()).foreignKeys().stream()
                .anyMatch(f ->
                        f.target().equals(owned.table().key()) && f.columns().equals(part.toColumns()));
        if (refersBack) {
            findings.add(owned.label() + ": its rows are found through the table of an heir ("
                    + schema.table(part.to()).name()
                    + ") that is deleted before it. This version needs the association to the subject on the entity that"
                    + " is inherited from");
        }
    }

    /** Every reference to rows that go must go with them, or be nullable. */
    private void checkReferences(OwnedTable target, List<OwnedTable> owned, List<RootModel.Unlink> unlinks) {
        if (!target.has(RowAction.DELETE)) {
            return;
        }
        boolean onlyOwned = target.paths(RowAction.DELETE).stream()
                .allMatch(p -> !p.edges().isEmpty() && p.edges().get(0).kind() == Edge.Kind.OWNED);
        for (Table referring : schema.tables().values()) {
            for (ForeignKey key : referring.foreignKeys()) {
                if (!key.target().equals(target.table().key())) {
                    continue;
                }
                OwnedTable source = owned.stream()
                        .filter(t -> t.table().key().equals(referring.key()))
                        .findFirst()
                        .orElse(null);
                if (onlyOwned && source == null) {
                    // Rows of others: they keep what they refer to.
                    continue;
                }
                if (source != null && (onlyOwned ? source.onlyDeleted() : goesAlong(source, key, target))) {
                    if (!source.grounds().isEmpty() && target.grounds().isEmpty()) {
                        findings.add(source.label() + ": its rows may be retained on a ground, but refer by "
                                + key.columns() + " to rows of " + target.label()
                                + " that are deleted. Retain or anonymise those as well");
                    }
                    continue;
                }
                if (referring.nullable(key.columns())) {
                    unlinks.add(new RootModel.Unlink(referring, key, target, false));
                } else if (key.enforced()) {
                    findings.add(
                            label(referring) + ": rows that stay refer by " + key.columns() + " (NOT NULL) to rows of "
                                    + target.label()
                                    + " that are deleted. Let them go too (@SubjectPath, @OnErasure(DELETE)), let"
                                    + " the reference be null, or anonymise " + target.label());
                }
            }
        }
    }

    /** Whether all rows that refer by the key to rows of the root that go, go as well. */
    private static boolean goesAlong(OwnedTable source, ForeignKey key, OwnedTable target) {
        if (source.isRoot() && target.isRoot()) {
            return source.rootKey().equals(key.columns());
        }
        if (source.isRoot()) {
            return source.has(RowAction.DELETE)
                    && target.paths().stream()
                            .anyMatch(p -> !p.edges().isEmpty()
                                    && p.edges().get(0).kind() == Edge.Kind.OWNED
                                    && p.edges().get(0).toColumns().equals(key.columns()));
        }
        return source.paths(RowAction.DELETE).stream()
                .map(p -> p.edges().get(0))
                .anyMatch(e -> e.fromColumns().equals(key.columns())
                        && e.to().equals(target.table().key())
                        && e.kind() != Edge.Kind.OWNED);
    }

    private void declaredUnlinks(OwnedTable source, List<OwnedTable> owned, List<RootModel.Unlink> unlinks) {
        for (OwnershipPath path : source.paths(RowAction.UNLINK)) {
            if (path.edges().isEmpty()) {
                continue;
            }
            Edge edge = path.edges().get(0);
            if (!source.table().nullable(edge.fromColumns())) {
                findings.add(source.label() + ": is to be unlinked by " + edge.label() + ", but " + edge.fromColumns()
                        + " is NOT NULL. Let it be null, or choose another action for the path");
                continue;
            }
            owned.stream()
                    .filter(t -> t.table().key().equals(edge.to()))
                    .forEach(target -> unlinks.add(new RootModel.Unlink(
                            source.table(),
                            new ForeignKey(
                                    edge.label(), edge.fromColumns(), edge.to(), edge.toColumns(), false, edge.when()),
                            target,
                            true)));
        }
    }

    private static List<RootModel.Unlink> distinct(List<RootModel.Unlink> unlinks) {
        List<RootModel.Unlink> distinct = new ArrayList<>();
        for (RootModel.Unlink unlink : unlinks) {
            boolean declaredToo = !unlink.declared()
                    && unlinks.stream()
                            .anyMatch(u -> u.declared()
                                    && u.table().key().equals(unlink.table().key())
                                    && u.key().target().equals(unlink.key().target())
                                    && u.key().columns().equals(unlink.key().columns()));
            if (!declaredToo) {
                distinct.add(unlink);
            }
        }
        return distinct;
    }
}
