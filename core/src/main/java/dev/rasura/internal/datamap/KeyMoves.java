package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How rows that stay get another key in place of a personal one. A row whose key others refer to is copied under its new
 * key, the references follow, and the old row goes: no constraint is violated at any moment, deferrable or not.
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

        /** Whether anything refers to the key, and has to follow it. */
        boolean referredTo() {
            return !moves.isEmpty() || !copies.isEmpty() || !soft.isEmpty();
        }

        /** The personal column of the key that a column referred to is, if it is one. */
        public Optional<ColumnPlan> column(String name) {
            return columns.stream().filter(c -> c.column().name().equals(name)).findFirst();
        }

        /** Columns of a table that hold the origin's columns, by whatever references lead there. */
        public record Move(
                Table table, List<String> columns, List<String> targets, Entity.@Nullable Discriminator when) {
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
        return new KeyMoveSearch(schema, model).search();
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
}
