package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.History;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What refers to the rows of a root, and what becomes of the references: they go along, are set to null, or make a row
 * somebody else's as well. What can do none of these is a finding.
 */
final class References {

    private final MappedSchema schema;
    private final OwnershipGraph graph;
    private final RootModelBuilder builder;
    private final List<OwnedTable> owned;
    private final List<String> findings;
    private final List<RootModel.Unlink> unlinks = new ArrayList<>();
    private final List<RootModel.Shared> shared = new ArrayList<>();

    References(
            MappedSchema schema,
            OwnershipGraph graph,
            RootModelBuilder builder,
            List<OwnedTable> owned,
            List<String> findings) {
        this.schema = schema;
        this.graph = graph;
        this.builder = builder;
        this.owned = owned;
        this.findings = findings;
        for (OwnedTable table : owned) {
            readShared(table);
            readReferences(table);
            readDeclared(table);
        }
    }

    List<RootModel.Unlink> unlinks() {
        List<RootModel.Unlink> distinct = new ArrayList<>();
        for (RootModel.Unlink unlink : unlinks) {
            boolean declaredToo = !unlink.declared()
                    && unlinks.stream()
                            .anyMatch(u -> u.declared()
                                    && u.table().key().equals(unlink.table().key())
                                    && u.key().target().equals(unlink.key().target())
                                    && u.key().columns().equals(unlink.key().columns()));
            // Several ways may lead on from what is referred to.
            if (!declaredToo && !distinct.contains(unlink)) {
                distinct.add(unlink);
            }
        }
        return distinct;
    }

    List<RootModel.Shared> shared() {
        return shared;
    }

    private void readShared(OwnedTable table) {
        String key = table.table().key();
        List<RootModel.Reference> references = new ArrayList<>();
        for (Table other : schema.tables().values()) {
            if (schema.history(other.key()).isPresent()) {
                // Who once referred to the row does so no longer.
                continue;
            }
            for (ForeignKey foreignKey : other.foreignKeys()) {
                // What belongs to the row does not make it somebody else's.
                boolean dependent = graph.chosen(other.key()).stream()
                        .anyMatch(e -> e.leads(foreignKey.columns(), key)
                                && e.kind() != Edge.Kind.OWNED
                                && e.kind() != Edge.Kind.SAME);
                if (foreignKey.target().equals(key) && !dependent && !isPart(other, foreignKey)) {
                    references.add(new RootModel.Reference(other, foreignKey));
                }
            }
        }
        for (Edge soft : graph.softReferencesTo(key)) {
            if (!graph.chosen(soft.from()).contains(soft)) {
                references.add(new RootModel.Reference(
                        schema.table(soft.from()),
                        new ForeignKey(
                                soft.label(), soft.fromColumns(), soft.to(), soft.toColumns(), false, soft.when()),
                        soft));
            }
        }
        table.paths().stream()
                .filter(OwnershipPath::owned)
                .flatMap(p -> p.first().stream())
                .distinct()
                .forEach(owner -> shared.add(new RootModel.Shared(
                        table, owner, schema.table(owner.to()).nullable(owner.toColumns()), references)));
    }

    /** Every reference to rows that go must go with them, or be nullable. */
    private void readReferences(OwnedTable target) {
        if (!target.has(RowAction.DELETE)) {
            return;
        }
        boolean onlyOwned = target.paths(RowAction.DELETE).stream().allMatch(OwnershipPath::owned);
        for (Table referring : schema.tables().values()) {
            for (ForeignKey key : referring.foreignKeys()) {
                if (key.target().equals(target.table().key())) {
                    readReference(referring, key, target, onlyOwned);
                }
            }
        }
    }

    private void readReference(Table referring, ForeignKey key, OwnedTable target, boolean onlyOwned) {
        OwnedTable source = owned.stream()
                .filter(t -> t.table().key().equals(referring.key()))
                .findFirst()
                .orElse(null);
        // The present row of others keeps what it refers to, and its own goes with it; what an earlier state refers to
        // goes.
        boolean keeps = onlyOwned && schema.history(referring.key()).isEmpty();
        if (isPart(referring, key) || (source == null && keeps)) {
            // Parts of a row go with it; and rows of others keep what they refer to.
            return;
        }
        if (source != null && (keeps ? source.onlyDeleted() : goesAlong(source, key, target))) {
            readRetained(source, key, target);
            return;
        }
        if (source != null && keptBy(source, key, target)) {
            findings.add(source.label() + ": its rows may be retained on a ground, but would lose " + key.columns()
                    + ", by which they are the subject's, with the rows of " + target.label()
                    + " that are deleted. Retain or anonymise those as well");
        } else if (referring.nullable(key.columns())) {
            unlinks.add(new RootModel.Unlink(referring, key, target, null));
        } else if (key.enforced() || schema.history(referring.key()).isEmpty()) {
            // Without a foreign key nothing would fail, and the key of a row that is gone would stay unseen.
            String label = builder.label(referring);
            findings.add((label.isEmpty() ? referring.name() : label) + ": rows that stay refer by " + key.columns()
                    + " (NOT NULL) to rows of " + target.label()
                    + " that are deleted. Let them go too (@SubjectPath, @OnErasure(DELETE)), let the reference be null,"
                    + " or anonymise " + target.label());
        }
    }

    /** Rows that go along may be retained on a ground; what they refer to may be too, each on a ground of its own. */
    private void readRetained(OwnedTable source, ForeignKey key, OwnedTable target) {
        if (source.grounds().isEmpty()) {
            return;
        }
        boolean nullable = source.table().nullable(key.columns());
        // A foreign key would fail by its name. Without one, the key of a row that is gone would stay unseen; and one
        // that deletes along would take what is to be kept.
        boolean unseen = !nullable
                && (!key.enforced() || key.deletes())
                && schema.history(source.table().key()).isEmpty();
        if (target.grounds().isEmpty() || unseen) {
            findings.add(source.label() + ": its rows may be retained on a ground, but refer by " + key.columns()
                    + " to rows of " + target.label() + " that are deleted. Retain or anonymise those as well");
        } else if (nullable) {
            unlinks.add(new RootModel.Unlink(source.table(), key, target, null));
        }
    }

    /** Whether rows that a ground keeps are found by the key: without it nobody could say any more whose they are. */
    private static boolean keptBy(OwnedTable source, ForeignKey key, OwnedTable target) {
        return !source.grounds().isEmpty()
                && target.grounds().isEmpty()
                && source.passing().stream()
                        .flatMap(p -> p.first().stream())
                        .anyMatch(e -> e.kind() == Edge.Kind.ASSOCIATION
                                && e.leads(key.columns(), target.table().key()));
    }

    /** Whether all rows that refer by the key to rows of the root that go, go as well. */
    private static boolean goesAlong(OwnedTable source, ForeignKey key, OwnedTable target) {
        boolean owner = target.paths().stream()
                .flatMap(p -> p.first().stream())
                .anyMatch(e -> (e.kind() == Edge.Kind.OWNED || e.kind() == Edge.Kind.SAME)
                        && e.to().equals(source.table().key())
                        && e.toColumns().equals(key.columns()));
        if (owner) {
            return source.onlyDeleted();
        }
        return source.paths(RowAction.DELETE).stream()
                .flatMap(p -> p.first().stream())
                .anyMatch(e -> e.kind() != Edge.Kind.OWNED
                        && e.kind() != Edge.Kind.SAME
                        && e.leads(key.columns(), target.table().key()));
    }

    /** Whether the key ties a part of a row to the row itself: it never refers to any other. */
    private boolean isPart(Table referring, ForeignKey key) {
        return isPartOfState(referring, key)
                || schema.entities().values().stream()
                        .anyMatch(e -> e.tables().contains(referring.key())
                                && e.tables().contains(key.target())
                                && e.keyOf(referring.key()).equals(key.columns())
                                && e.keyOf(key.target()).equals(key.targetColumns()));
    }

    /** The same of an earlier state: of a row in several tables, the history is in several as well. */
    private boolean isPartOfState(Table referring, ForeignKey key) {
        History part = schema.history(referring.key()).orElse(null);
        History whole = schema.history(key.target()).orElse(null);
        return part != null
                && whole != null
                && !part.key().isEmpty()
                && key.columns().containsAll(part.key())
                && schema.entities().values().stream()
                        .anyMatch(e ->
                                e.tables().contains(part.live()) && e.tables().contains(whole.live()));
    }

    private void readDeclared(OwnedTable source) {
        for (OwnershipPath path : source.paths(RowAction.UNLINK)) {
            Edge edge = path.first().orElse(null);
            if (edge == null) {
                continue;
            }
            if (edge.kind() == Edge.Kind.HISTORY || (edge.kind() == Edge.Kind.PART && edge.passesOn())) {
                // The reference is in the table of another part of the row, or of the row itself, and let go of there;
                // what an earlier state says of it is found by its own column.
                continue;
            }
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
                            edge)));
        }
    }
}
