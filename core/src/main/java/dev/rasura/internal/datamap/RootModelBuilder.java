package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.FoundRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what belongs to a root, and whether it can be erased in one piece. What cannot is a finding at start. */
final class RootModelBuilder {

    private final MappedSchema schema;
    private final Declarations declarations;
    private final OwnershipGraph graph;
    private final ColumnClassifier classifier;
    private final OverwriteResolver overwrites;
    private final MentionReader mentions;
    private final RetainingGrounds grounds;
    private final boolean eachRow;
    private final List<String> findings;

    /** @param eachRow whether a foreign key is checked with each row that a statement deletes */
    RootModelBuilder(
            MappedSchema schema,
            Declarations declarations,
            OwnershipGraph graph,
            ColumnClassifier classifier,
            OverwriteResolver overwrites,
            boolean eachRow,
            List<String> findings) {
        this.schema = schema;
        this.declarations = declarations;
        this.graph = graph;
        this.classifier = classifier;
        this.overwrites = overwrites;
        this.eachRow = eachRow;
        this.findings = findings;
        this.mentions = new MentionReader(schema, declarations, findings);
        this.grounds = new RetainingGrounds(schema, declarations, findings);
    }

    /** What is declared and met nothing that it fits. */
    void refuseUnfit() {
        mentions.refuseUnfit();
        mentions.refuseUnmet();
        mentions.refuseAmbiguous();
        mentions.refuseReferences(graph);
    }

    RootModel build(Entity root, RowAction action) {
        Map<String, List<String>> rootTables = SubjectTables.rootTables(schema, root);
        List<OwnedTable> owned = new ArrayList<>();
        for (Table table : schema.tables().values()) {
            List<OwnershipPath> paths = new ArrayList<>(graph.paths(
                    table.key(),
                    rootTables.keySet(),
                    edge -> edge.kind() == Edge.Kind.HISTORY ? action : actionOf(edge)));
            if (rootTables.containsKey(table.key())) {
                paths.add(0, new OwnershipPath(List.of(), action));
            }
            if (!paths.isEmpty()) {
                owned.add(ownedTable(table, rootTables.getOrDefault(table.key(), List.of()), paths));
            }
        }
        refuseSeveralStates(root, owned);
        owned.forEach(this::refusePersonalKeyInHistory);
        owned.forEach(t -> refuseDecisionsByRows(t, owned));
        schema.unsupported().stream()
                .filter(u -> owned.stream().anyMatch(t -> t.table().key().equals(u.table())))
                .forEach(u -> findings.add(u.what()));
        SharedReferences shared = new SharedReferences(schema, declarations);
        owned.forEach(t -> findings.addAll(shared.contradictions(t.table())));
        References references = new References(schema, graph, this, owned, findings);
        ForeignKeyOrder.Order order = new ForeignKeyOrder(
                        owned, references.unlinks(), references.shared(), findings, eachRow)
                .childrenFirst();
        List<RootModel.Unlink> unlinks = new ArrayList<>(references.unlinks());
        unlinks.addAll(order.unlinks());
        order.found().stream()
                .filter(f -> !FoundRows.canKeep(f.table().table()))
                .forEach(f -> findings.add(f.table().label()
                        + ": its rows are found through others that are treated before them, so that their keys must be"
                        + " remembered; but the table has no primary key, or one that is no number, UUID, date or text of"
                        + " up to 255 characters. Give it such a key, or give its rows an association to the subject"
                        + " itself"));
        order.found().stream()
                .filter(f -> f.action() == RowAction.ANONYMISE
                        && f.table().columns().stream().anyMatch(c -> !c.whose().isEmpty()))
                .forEach(f -> findings.add(f.table().label()
                        + ": its rows are of several people, and found through rows that are treated before them. Let the"
                        + " paths end at the subjects themselves"));
        List<String> unmapped = LiveFindings.names(
                new LiveFindings(schema, declarations).referring(owned).keySet());
        RootModel model = new RootModel(
                root,
                action,
                rootTables,
                order.tables(),
                unlinks,
                references.shared(),
                order.found(),
                order.deferred(),
                mentions(root, owned),
                unmapped);
        findings.addAll(KeyMoves.of(schema, model).refusals());
        return model;
    }

    private List<RootModel.Mention> mentions(Entity root, List<OwnedTable> owned) {
        return Stream.concat(mentions.of(root, graph).stream(), mentions.takenAlong(root, owned, graph).stream())
                .map(m -> m.with(
                        overwrites.resolve(m.table(), List.of(m.column())).get(0)))
                .toList();
    }

    /** Where a personal key is replaced in the live row, its earlier states would keep it. */
    private void refusePersonalKeyInHistory(OwnedTable table) {
        schema.history(table.table().key())
                .filter(history -> table.has(RowAction.ANONYMISE))
                .filter(history -> table.columns().stream()
                        .anyMatch(c -> c.personal()
                                && history.key().contains(c.column().name())))
                .ifPresent(history -> findings.add(
                        table.label() + ": keeps a personal key of rows that are anonymised, and this version does not"
                                + " replace keys in a history. Let the rows be deleted, use a surrogate key, or take the"
                                + " history off the entity"));
    }

    /** A table that keeps its own history has several rows of one root, of which other values than the key may differ. */
    private void refuseSeveralStates(Entity root, List<OwnedTable> owned) {
        Table own = schema.table(root.table());
        List<String> key = root.keyOf(root.table());
        List<String> state =
                own.primaryKey().stream().filter(c -> !key.contains(c)).toList();
        if (state.isEmpty() || !own.structural().containsAll(state)) {
            return;
        }
        for (OwnedTable table : owned) {
            table.paths().stream()
                    .flatMap(path -> path.last().stream())
                    .filter(e -> e.to().equals(own.key()) && !key.containsAll(e.toColumns()))
                    .forEach(e -> findings.add(table.label() + ": belongs to " + root + " by " + e.toColumns()
                            + ", of which " + root
                            + " keeps earlier values in its own table (SINGLE_TABLE), so that only one of them would be"
                            + " followed. Let it refer to the key, or choose another strategy:"
                            + " hibernate.temporal.table_strategy = HISTORY_TABLE"));
        }
    }

    private OwnedTable ownedTable(Table table, List<String> rootKey, List<OwnershipPath> paths) {
        List<ColumnPlan> columns = classifier.classify(table);
        List<OwnedTable.Condition> conditions = grounds.of(table);
        if (paths.stream().anyMatch(p -> p.action() == RowAction.ANONYMISE)) {
            columns = overwrites.resolve(table, columns);
            overwrites.checkGrounds(table, columns, conditions);
        }
        columns.stream().filter(c -> !c.whose().isEmpty()).forEach(c -> checkWhose(table, c));
        refuseDecisionsByMentions(table, columns, conditions);
        return new OwnedTable(table, label(table), rootKey, paths, columns, conditions);
    }

    private void refuseDecisionsByMentions(Table table, List<ColumnPlan> columns, List<OwnedTable.Condition> grounds) {
        grounds.stream()
                .filter(g -> g.rows().contains(table.key()))
                .map(OwnedTable.Condition::ground)
                .forEach(g ->
                        refuseDecisionByMention(table.name() + ": the ground '" + g.ground() + "'", table, g.when()));
        columns.stream()
                .filter(c -> c.overwrite() != null)
                .forEach(c -> refuseDecisionByMention(
                        OverwriteResolver.where(table, c) + ": its keepWhen",
                        table,
                        c.overwrite().keepWhen()));
    }

    /** Whoever a row mentions may be erased: what decides by the mention would decide otherwise from then on. */
    void refuseDecisionByMention(String what, Table table, String condition) {
        table.columns().stream()
                .filter(c -> mentions.describes(table, c) && SqlWords.names(condition, c))
                .forEach(c -> findings.add(what + " decides by " + c.name()
                        + ", which names a data subject (@ReferredToBy) and is overwritten with that person's erasure."
                        + " Decide by a column that stays"));
    }

    /** Rows that are erased before would decide otherwise once they are gone. */
    private void refuseDecisionsByRows(OwnedTable table, List<OwnedTable> owned) {
        for (ColumnPlan column : table.columns()) {
            String keepWhen =
                    column.overwrite() == null ? "" : column.overwrite().keepWhen();
            owned.stream()
                    .filter(o -> !o.equals(table) && o.belongs() && SqlWords.names(keepWhen, o.table()))
                    .forEach(o -> findings.add(OverwriteResolver.where(table.table(), column) + ": its keepWhen asks "
                            + o.table().name() + ", whose rows are erased as well. Decide by a column that stays"));
        }
    }

    private void checkWhose(Table table, ColumnPlan column) {
        String where = table.name() + "." + column.column().name() + ": is said to be of the person at the end of '"
                + column.whose() + "'";
        List<Edge> paths = schema.entities().values().stream()
                .filter(e -> e.tables().contains(schema.live(table.key())))
                .flatMap(e ->
                        e.rowTables().contains(schema.live(table.key())) ? e.rowTables().stream() : e.tables().stream())
                .distinct()
                .flatMap(t -> graph.chosen(t).stream())
                .toList();
        List<Edge> named =
                paths.stream().filter(e -> e.label().equals(column.whose())).toList();
        if (named.isEmpty()) {
            findings.add(where + ", which is no path by which its rows belong to anyone. Paths are "
                    + paths.stream().map(Edge::label).sorted().distinct().toList()
                    + ": name one of them, or make an association one by @SubjectPath");
        } else if (named.stream().anyMatch(e -> actionOf(e) == RowAction.UNLINK)) {
            findings.add(where + ", but by that path rows are merely unlinked, and the value would stay. Say"
                    + " onErasure = ANONYMISE on the path");
        }
    }

    private RowAction actionOf(Edge edge) {
        if (edge.action() != null) {
            return edge.action();
        }
        String from = schema.live(edge.from());
        Set<RowAction> actions = new TreeSet<>();
        graph.entitiesOf(edge.between(from, edge.to())).forEach(entity -> actions.add(declarations.onErasure(entity)));
        if (actions.size() > 1) {
            findings.add(label(schema.table(edge.from())) + ": entities that share the table "
                    + schema.table(edge.from()).name() + " are to be treated differently on erasure (" + actions
                    + "). Say @OnErasure once, on the entity they inherit from");
        }
        if (actions.isEmpty()) {
            actions.addAll(ofCollections(from));
            if (actions.size() > 1) {
                findings.add(label(schema.table(from)) + ": collections that share the table "
                        + schema.table(from).name() + " are to be treated differently on erasure (" + actions
                        + "). Say the same @OnErasure on each");
            }
        }
        return actions.isEmpty() ? RowAction.DELETE : actions.iterator().next();
    }

    /** What is said of the collections whose values the table holds. */
    private Set<RowAction> ofCollections(String table) {
        Set<RowAction> said = new TreeSet<>();
        for (Entity entity : schema.entities().values()) {
            entity.attributes().stream()
                    .filter(a -> a.table().equals(table))
                    .flatMap(a -> Optional.ofNullable(a.element()).stream())
                    .map(e -> declarations.of(entity).collections.get(e.collection()))
                    .filter(Objects::nonNull)
                    .forEach(said::add);
        }
        return said;
    }

    String label(Table table) {
        if (schema.history(table.key()).isPresent()) {
            return label(schema.table(schema.live(table.key()))) + " (history)";
        }
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
                    .filter(a -> a.table().equals(table.key()))
                    .flatMap(a -> Optional.ofNullable(a.element()).stream())
                    .forEach(e -> collections.add(entity.name() + "." + e.collection()));
        }
        return String.join(", ", entities.isEmpty() ? collections : entities);
    }
}
