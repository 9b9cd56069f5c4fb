package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.datamap.KeyMoves.Origin;
import dev.rasura.internal.datamap.KeyMoves.Origin.Copy;
import dev.rasura.internal.datamap.KeyMoves.Origin.Move;
import dev.rasura.internal.datamap.KeyMoves.Origin.Soft;
import dev.rasura.internal.schema.ForeignKey;
import dev.rasura.internal.schema.MappedSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds which columns of a model hold personal keys of rows that stay, over references and references to those. */
final class KeyMoveSearch {

    private final MappedSchema schema;
    private final RootModel model;
    private final IncomingReferences references;
    private final List<String> refusals = new ArrayList<>();
    private final KeyMoveCheck check;

    /** By table, the columns that are overwritten in rows that stay. */
    private final Map<String, Set<String>> personal;

    KeyMoveSearch(MappedSchema schema, RootModel model) {
        this.schema = schema;
        this.model = model;
        this.references = new IncomingReferences(schema);
        this.check = new KeyMoveCheck(references, refusals);
        this.personal = model.tables().stream()
                .filter(t -> t.has(RowAction.ANONYMISE))
                .collect(Collectors.toMap(t -> t.table().key(), t -> names(t.overwritten())));
    }

    KeyMoves search() {
        List<Origin> origins = new ArrayList<>();
        List<Origin> alone = new ArrayList<>();
        for (OwnedTable table : model.tables()) {
            List<ColumnPlan> key = key(table);
            if (!key.isEmpty()) {
                Origin origin = origin(table, key);
                (origin.referredTo() ? origins : alone).add(origin);
            }
        }
        return new KeyMoves(origins, alone, refusals);
    }

    /** The personal columns that identify rows of the table: of its primary key, and what else others refer to. */
    private List<ColumnPlan> key(OwnedTable table) {
        if (!table.has(RowAction.ANONYMISE)) {
            return List.of();
        }
        List<String> primary = table.table().primaryKey();
        List<ColumnPlan> key = new ArrayList<>();
        for (ColumnPlan plan : table.overwritten()) {
            String name = plan.column().name();
            List<String> referring = references.to(table.table(), name, this::holdsOn);
            boolean identifies = primary.contains(name) || !referring.isEmpty();
            if (!identifies || follows(table, name)) {
                continue;
            }
            if (becomesToken(plan)) {
                key.add(plan);
            } else if (!referring.isEmpty()) {
                refusals.add(where(table, name) + ": is overwritten, but " + String.join(", ", referring)
                        + " refer to it. Say TOKEN, which they can follow, or let the row be deleted");
            }
        }
        if (key.stream().noneMatch(k -> primary.contains(k.column().name()))) {
            key.forEach(k -> refusals.add(where(table, k.column().name())
                    + ": is overwritten, but rows refer to it, and the row cannot be copied beside itself, because its"
                    + " primary key stays. Refer to the primary key instead, or let the row be deleted"));
            return List.of();
        }
        return key;
    }

    /** Whether a value stays where it refers: by a constraint, or in rows that neither go nor let go of it. */
    private boolean holdsOn(RootModel.Reference reference) {
        ForeignKey key = reference.key();
        return key.enforced()
                || model.table(reference.table().key())
                        .filter(t -> t.grounds().isEmpty())
                        .filter(t -> t.paths().stream()
                                .anyMatch(p -> p.action() != RowAction.ANONYMISE
                                        && p.first()
                                                .filter(e -> e.leads(key.columns(), key.target()))
                                                .isPresent()))
                        .isEmpty();
    }

    private static boolean becomesToken(ColumnPlan plan) {
        return plan.becomes(Strategy.TOKEN)
                && Objects.requireNonNull(plan.overwrite()).keepWhen().isEmpty();
    }

    /** Whether the column holds the personal key of another row, and so moves with that. */
    private boolean follows(OwnedTable table, String column) {
        for (ForeignKey key : table.table().foreignKeys()) {
            if (key.columns().contains(column)
                    && !key.target().equals(table.table().key())) {
                String target = key.targetColumns().get(key.columns().indexOf(column));
                if (personal.getOrDefault(key.target(), Set.of()).contains(target)
                        && schema.table(key.target()).inUniqueKey(target)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Origin origin(OwnedTable table, List<ColumnPlan> key) {
        Origin bare = new Origin(table, key, List.of(), List.of(), List.of());
        // By table and columns: several references may lead to the same.
        Map<List<Object>, Move> moves = new LinkedHashMap<>();
        Deque<Move> open = new ArrayDeque<>();
        for (RootModel.Reference reference : references.to(table.table())) {
            ForeignKey foreign = reference.key();
            Move move = new Move(reference.table(), foreign.columns(), foreign.targetColumns(), foreign.when());
            if (!bare.changed(move).isEmpty()) {
                add(move, moves, open);
            }
        }
        Map<String, Set<Move>> copied = new LinkedHashMap<>();
        while (!open.isEmpty()) {
            Move move = open.remove();
            List<String> changed = bare.changed(move);
            for (RootModel.Reference reference : references.to(move.table())) {
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
                copied.computeIfAbsent(move.table().key(), t -> new LinkedHashSet<>())
                        .add(move);
                add(onwards(move, reference), moves, open);
            }
        }
        List<Copy> copies = ordered(copied);
        List<Move> inPlace = moves.values().stream()
                .filter(m -> copies.stream().noneMatch(c -> c.moves().contains(m)))
                .toList();
        Origin origin = new Origin(table, key, copies, inPlace, soft(table, key));
        if (origin.referredTo()) {
            check.check(origin, List.copyOf(moves.values()));
        }
        return origin;
    }

    private static void add(Move move, Map<List<Object>, Move> moves, Deque<Move> open) {
        if (moves.putIfAbsent(List.of(move.table().key(), move.columns()), move) == null) {
            open.add(move);
        }
    }

    /** The same columns of the origin, held by what refers to those that hold them. */
    private static Move onwards(Move move, RootModel.Reference reference) {
        ForeignKey foreign = reference.key();
        List<String> columns = move.columns().stream()
                .map(c -> foreign.columns().get(foreign.targetColumns().indexOf(c)))
                .toList();
        return new Move(reference.table(), columns, move.targets(), foreign.when());
    }

    /** Copies of the key by which rows that are anonymised name the origin. */
    private List<Soft> soft(OwnedTable target, List<ColumnPlan> key) {
        Set<String> moving = names(key);
        Set<Soft> soft = new LinkedHashSet<>();
        for (OwnedTable table : model.tables()) {
            for (OwnershipPath path : table.paths(RowAction.ANONYMISE)) {
                Edge edge = path.first().orElse(null);
                if (edge == null
                        || edge.kind() != Edge.Kind.SOFT
                        || !edge.to().equals(target.table().key())) {
                    continue;
                }
                for (int i = 0; i < edge.fromColumns().size(); i++) {
                    String column = edge.fromColumns().get(i);
                    String to = edge.toColumns().get(i);
                    // What is declared to become null, a constant or a hash becomes that.
                    boolean otherwise = table.overwritten().stream()
                            .anyMatch(c -> c.column().name().equals(column) && !c.becomes(Strategy.TOKEN));
                    if (moving.contains(to) && !otherwise) {
                        soft.add(new Soft(table, column, to, edge.ignoreCase()));
                    }
                }
            }
        }
        return List.copyOf(soft);
    }

    /** Those referred to first. */
    private List<Copy> ordered(Map<String, Set<Move>> copied) {
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
            ordered.add(new Copy(schema.table(next), List.copyOf(Objects.requireNonNull(copied.get(next)))));
        }
        return ordered;
    }

    private static Set<String> names(List<ColumnPlan> plans) {
        return plans.stream().map(p -> p.column().name()).collect(Collectors.toSet());
    }

    private static String where(OwnedTable table, String column) {
        return table.table().name() + "." + column;
    }
}
