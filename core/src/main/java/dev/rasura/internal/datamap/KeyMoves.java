package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.datamap.KeyMoves.Origin.Copy;
import dev.rasura.internal.datamap.KeyMoves.Origin.Move;
import dev.rasura.internal.datamap.KeyMoves.Origin.Soft;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Personal keys of rows that stay: which columns hold them, over all references to them and references to those, and in
 * which order rows can be given another key. A row whose key others refer to is copied under its new key, the references
 * follow, and the old row goes: no constraint is violated at any moment, deferrable or not.
 *
 * @param origins those inside before those they belong to
 * @param alone those that nothing refers to: the key is overwritten where it stands
 * @param refusals what cannot be done, each naming table, column and the cure
 */
public record KeyMoves(List<Origin> origins, List<Origin> alone, List<String> refusals) {

    public KeyMoves {
        origins = List.copyOf(origins);
        alone = List.copyOf(alone);
        refusals = List.copyOf(refusals);
    }

    /**
     * A table with rows that get another key.
     *
     * @param columns those of the key that are personal
     * @param copies other tables with rows that must be copied too, because the reference is part of what others refer to;
     *     those referred to first
     * @param moves references that are changed in place
     * @param soft copies of the key that are declared as references
     */
    public record Origin(
            OwnedTable table, List<ColumnPlan> columns, List<Copy> copies, List<Move> moves, List<Soft> soft) {

        public Origin {
            columns = List.copyOf(columns);
            copies = List.copyOf(copies);
            moves = List.copyOf(moves);
            soft = List.copyOf(soft);
        }

        /** The personal column of the key that a column referred to is, if it is one. */
        public java.util.Optional<ColumnPlan> column(String name) {
            return columns.stream().filter(c -> c.column().name().equals(name)).findFirst();
        }

        /** Columns of a table that hold the origin's columns, by whatever references lead there. */
        public record Move(
                Table table,
                List<String> columns,
                List<String> targets,
                Entity.@org.jspecify.annotations.Nullable Discriminator when) {
            public Move {
                columns = List.copyOf(columns);
                targets = List.copyOf(targets);
            }
        }

        /** A table with the references in it that move. */
        public record Copy(Table table, List<Move> moves) {
            public Copy {
                moves = List.copyOf(moves);
            }
        }

        /** A soft reference in rows that are anonymised. */
        public record Soft(OwnedTable table, String column, String target, boolean ignoreCase) {}

        /** The columns of a move that change. */
        public List<String> changed(Move move) {
            return move.columns().stream()
                    .filter(c -> column(move.targets().get(move.columns().indexOf(c)))
                            .isPresent())
                    .toList();
        }
    }

    public static KeyMoves of(MappedSchema schema, RootModel model) {
        return new Search(schema, model).search();
    }

    /** The table with the plans only of columns that no move writes. */
    public OwnedTable without(OwnedTable table) {
        Set<String> moved = new HashSet<>();
        for (Origin origin : origins) {
            if (origin.table().table().key().equals(table.table().key())) {
                origin.columns().forEach(c -> moved.add(c.column().name()));
            }
            origin.moves().stream()
                    .filter(m -> m.table().key().equals(table.table().key()))
                    .forEach(m -> moved.addAll(origin.changed(m)));
            origin.copies().stream()
                    .filter(c -> c.table().key().equals(table.table().key()))
                    .flatMap(c -> c.moves().stream())
                    .forEach(m -> moved.addAll(origin.changed(m)));
            origin.soft().stream()
                    .filter(s -> s.table().table().key().equals(table.table().key()))
                    .forEach(s -> moved.add(s.column()));
        }
        return new OwnedTable(
                table.table(),
                table.label(),
                table.rootKey(),
                table.paths(),
                table.columns().stream()
                        .filter(c -> !moved.contains(c.column().name()))
                        .toList(),
                table.grounds());
    }

    /** Searches one model. */
    private static final class Search {

        private static final int LONGEST_TOKEN = 47;

        private final MappedSchema schema;
        private final RootModel model;
        private final List<String> refusals = new ArrayList<>();
        private final Map<String, Set<String>> personal = new LinkedHashMap<>();

        Search(MappedSchema schema, RootModel model) {
            this.schema = schema;
            this.model = model;
        }

        KeyMoves search() {
            for (OwnedTable table : model.tables()) {
                if (table.has(RowAction.ANONYMISE)) {
                    Set<String> columns = new LinkedHashSet<>();
                    table.overwritten().forEach(c -> columns.add(c.column().name()));
                    personal.put(table.table().key(), columns);
                }
            }
            List<Origin> origins = new ArrayList<>();
            List<Origin> alone = new ArrayList<>();
            for (OwnedTable table : model.tables()) {
                List<ColumnPlan> key = key(table);
                if (!key.isEmpty()) {
                    Origin origin = origin(table, key);
                    if (!origin.moves().isEmpty()
                            || !origin.copies().isEmpty()
                            || !origin.soft().isEmpty()) {
                        origins.add(origin);
                    } else {
                        alone.add(origin);
                    }
                }
            }
            return new KeyMoves(origins, alone, refusals);
        }

        /** The personal columns that identify rows of the table: of its primary key, and what else others refer to. */
        private List<ColumnPlan> key(OwnedTable table) {
            List<ColumnPlan> key = new ArrayList<>();
            for (ColumnPlan plan : table.overwritten()) {
                String name = plan.column().name();
                boolean primary = table.table().primaryKey().contains(name);
                List<String> referring = referringTo(table.table()).stream()
                        .filter(r ->
                                r.key().enforced() && r.key().targetColumns().contains(name))
                        .map(r -> r.table().name() + "." + r.key().columns())
                        .toList();
                if (!table.has(RowAction.ANONYMISE) || follows(table, name) || (!primary && referring.isEmpty())) {
                    continue;
                }
                boolean token = Objects.requireNonNull(plan.overwrite()).strategy() == Strategy.TOKEN;
                if (!token
                        || Objects.requireNonNull(plan.overwrite()).keepWhen().length() > 0) {
                    if (!referring.isEmpty()) {
                        refusals.add(where(table, name) + ": is overwritten, but " + String.join(", ", referring)
                                + " refer to it. Say TOKEN, which they can follow, or let the row be deleted");
                    }
                    continue;
                }
                key.add(plan);
            }
            boolean changes = key.stream()
                    .anyMatch(
                            k -> table.table().primaryKey().contains(k.column().name()));
            if (!changes) {
                key.forEach(k -> refusals.add(where(table, k.column().name())
                        + ": is overwritten, but rows refer to it, and the row cannot be copied beside itself, because its"
                        + " primary key stays. Refer to the primary key instead, or let the row be deleted"));
                return List.of();
            }
            return key;
        }

        /** Whether the column holds the personal key of another row, and so moves with that. */
        private boolean follows(OwnedTable table, String column) {
            return table.table().foreignKeys().stream()
                    .filter(f -> f.columns().contains(column))
                    .anyMatch(f -> !f.target().equals(table.table().key())
                            && personal.getOrDefault(f.target(), Set.of())
                                    .contains(f.targetColumns().get(f.columns().indexOf(column)))
                            && schema.table(f.target())
                                    .inUniqueKey(
                                            f.targetColumns().get(f.columns().indexOf(column))));
        }

        private Origin origin(OwnedTable table, List<ColumnPlan> key) {
            Origin bare = new Origin(table, key, List.of(), List.of(), List.of());
            Map<List<Object>, Move> moves = new LinkedHashMap<>();
            List<Move> open = new ArrayList<>();
            for (RootModel.Reference reference : referringTo(table.table())) {
                Move move = new Move(
                        reference.table(),
                        reference.key().columns(),
                        reference.key().targetColumns(),
                        reference.key().when());
                if (!bare.changed(move).isEmpty()
                        && moves.putIfAbsent(List.of(move.table().key(), move.columns()), move) == null) {
                    open.add(move);
                }
            }
            Map<String, List<Move>> copied = new LinkedHashMap<>();
            while (!open.isEmpty()) {
                Move move = open.remove(0);
                List<String> changed = bare.changed(move);
                for (RootModel.Reference reference : referringTo(move.table())) {
                    ForeignKey foreign = reference.key();
                    if (foreign.targetColumns().stream().noneMatch(changed::contains)) {
                        continue;
                    }
                    if (move.table().key().equals(table.table().key())
                            || !foreign.targetColumns().containsAll(move.columns())) {
                        refusals.add(reference.table().name() + "." + foreign.columns() + ": refers to "
                                + move.table().name() + " by " + foreign.targetColumns()
                                + ", a part of which follows the personal key of " + table.label()
                                + " in a way that cannot be told from the reference alone. Use a surrogate key, or let the"
                                + " rows be deleted");
                        continue;
                    }
                    List<Move> ofTable = copied.computeIfAbsent(move.table().key(), t -> new ArrayList<>());
                    if (!ofTable.contains(move)) {
                        ofTable.add(move);
                    }
                    List<String> columns = move.columns().stream()
                            .map(c -> foreign.columns()
                                    .get(foreign.targetColumns().indexOf(c)))
                            .toList();
                    Move next = new Move(reference.table(), columns, move.targets(), foreign.when());
                    if (moves.putIfAbsent(List.of(next.table().key(), next.columns()), next) == null) {
                        open.add(next);
                    }
                }
            }
            List<Copy> copies = ordered(copied);
            List<Move> inPlace = moves.values().stream()
                    .filter(m -> copies.stream().noneMatch(c -> c.moves().contains(m)))
                    .toList();
            Origin origin = new Origin(table, key, copies, inPlace, soft(table, key));
            if (!origin.moves().isEmpty() || !copies.isEmpty() || !origin.soft().isEmpty()) {
                check(origin, List.copyOf(moves.values()));
            }
            return origin;
        }

        /** Foreign keys, and what ties the other tables of an entity's row to the first. */
        private List<RootModel.Reference> referringTo(Table target) {
            List<RootModel.Reference> references = new ArrayList<>();
            for (Table table : schema.tables().values()) {
                table.foreignKeys().stream()
                        .filter(f -> f.target().equals(target.key()))
                        .forEach(f -> references.add(new RootModel.Reference(table, f)));
            }
            for (Entity entity : schema.entities().values()) {
                if (entity.tables().get(0).equals(target.key())) {
                    for (String part :
                            entity.tables().subList(1, entity.tables().size())) {
                        List<String> columns = entity.keyOf(part);
                        if (schema.tables().containsKey(part)
                                && references.stream()
                                        .noneMatch(r -> r.table().key().equals(part)
                                                && r.key().columns().equals(columns))) {
                            references.add(new RootModel.Reference(
                                    schema.table(part),
                                    new ForeignKey("part", columns, target.key(), entity.keyOf(target.key()), false)));
                        }
                    }
                }
            }
            return references;
        }

        /** Copies of the key by which rows that are anonymised name the origin. */
        private List<Soft> soft(OwnedTable target, List<ColumnPlan> key) {
            Set<Soft> soft = new LinkedHashSet<>();
            for (OwnedTable table : model.tables()) {
                for (OwnershipPath path : table.paths(RowAction.ANONYMISE)) {
                    Edge edge = path.edges().isEmpty() ? null : path.edges().get(0);
                    if (edge == null
                            || edge.kind() != Edge.Kind.SOFT
                            || !edge.to().equals(target.table().key())) {
                        continue;
                    }
                    for (int i = 0; i < edge.fromColumns().size(); i++) {
                        String column = edge.fromColumns().get(i);
                        String to = edge.toColumns().get(i);
                        boolean moves =
                                key.stream().anyMatch(k -> k.column().name().equals(to));
                        // What is declared to become null, a constant or a hash becomes that.
                        boolean otherwise = table.overwritten().stream()
                                .filter(c -> c.column().name().equals(column))
                                .anyMatch(c ->
                                        Objects.requireNonNull(c.overwrite()).strategy() != Strategy.TOKEN);
                        if (moves && !otherwise) {
                            soft.add(new Soft(table, column, to, edge.ignoreCase()));
                        }
                    }
                }
            }
            return List.copyOf(soft);
        }

        private List<Copy> ordered(Map<String, List<Move>> copied) {
            List<Copy> ordered = new ArrayList<>();
            Set<String> left = new LinkedHashSet<>(copied.keySet());
            while (!left.isEmpty()) {
                String next = left.stream()
                        .filter(t -> schema.table(t).foreignKeys().stream()
                                .noneMatch(f ->
                                        left.contains(f.target()) && !f.target().equals(t)))
                        .findFirst()
                        .orElse(null);
                if (next == null) {
                    refusals.add("Tables whose keys follow a personal key refer to each other in a cycle: " + left
                            + ". Use a surrogate key for one of them");
                    return ordered;
                }
                left.remove(next);
                ordered.add(new Copy(schema.table(next), Objects.requireNonNull(copied.get(next))));
            }
            return ordered;
        }

        private void check(Origin origin, List<Move> moves) {
            Table table = origin.table().table();
            List<String> key =
                    origin.columns().stream().map(c -> c.column().name()).toList();
            for (List<String> unique : uniqueKeys(table)) {
                boolean differs = unique.stream()
                        .anyMatch(c -> key.contains(c)
                                || origin.table().overwritten().stream()
                                        .filter(p -> p.column().name().equals(c))
                                        .anyMatch(p -> Objects.requireNonNull(p.overwrite())
                                                                .strategy()
                                                        == Strategy.NULL
                                                || Objects.requireNonNull(p.overwrite())
                                                                .strategy()
                                                        == Strategy.TOKEN));
                if (!differs) {
                    refuseUnique(table, unique, origin);
                }
            }
            for (Copy copy : origin.copies()) {
                for (Move move : copy.moves()) {
                    List<String> changed = origin.changed(move);
                    if (copy.table().primaryKey().stream().noneMatch(changed::contains)) {
                        refuseUnique(copy.table(), copy.table().primaryKey(), origin);
                    }
                    uniqueKeys(copy.table()).stream()
                            .filter(u -> u.stream().noneMatch(changed::contains))
                            .forEach(u -> refuseUnique(copy.table(), u, origin));
                }
            }
            for (Move move : moves) {
                for (String name : origin.changed(move)) {
                    String target = move.targets().get(move.columns().indexOf(name));
                    checkFits(move.table(), name, table, target);
                }
            }
            for (Soft soft : origin.soft()) {
                checkFits(soft.table().table(), soft.column(), table, soft.target());
                boolean referred = referringTo(soft.table().table()).stream()
                        .anyMatch(r ->
                                r.key().enforced() && r.key().targetColumns().contains(soft.column()));
                if (referred) {
                    refusals.add(where(soft.table(), soft.column())
                            + ": is a copy of a personal key, and others refer to it. Make it an association");
                }
            }
        }

        private void refuseUnique(Table table, List<String> unique, Origin origin) {
            refusals.add(table.name() + ": rows of it get another key with the personal key of "
                    + origin.table().label() + ", and stand beside their copies for a moment; but the unique key "
                    + unique
                    + " would be the same in both. Classify one of its columns @PersonalData with TOKEN or NULL, use a"
                    + " surrogate key, or let the row be deleted");
        }

        private static List<List<String>> uniqueKeys(Table table) {
            Set<List<String>> keys = new LinkedHashSet<>(table.uniqueKeys());
            table.columns().stream()
                    .filter(Column::unique)
                    .map(c -> List.of(c.name()))
                    .filter(k -> !k.equals(table.primaryKey()))
                    .forEach(keys::add);
            keys.removeIf(k ->
                    k.containsAll(table.primaryKey()) && !table.primaryKey().isEmpty());
            return List.copyOf(keys);
        }

        private void checkFits(Table table, String name, Table origin, String target) {
            Column column = table.require(name);
            Column key = origin.require(target);
            long needed = key.length() < 0 ? LONGEST_TOKEN : Math.min(key.length(), LONGEST_TOKEN);
            if (!column.type().text() || (column.length() >= 0 && column.length() < needed)) {
                refusals.add(table.name() + "." + name + ": holds the personal key " + origin.name() + "." + target
                        + ", but not the token that replaces it: it must be a text of at least " + needed
                        + " characters");
            }
        }

        private static String where(OwnedTable table, String column) {
            return table.table().name() + "." + column;
        }
    }
}
