package dev.rasura.internal.datamap;

import dev.rasura.annotation.Strategy;
import dev.rasura.internal.datamap.KeyMoves.Origin;
import dev.rasura.internal.datamap.KeyMoves.Origin.Copy;
import dev.rasura.internal.datamap.KeyMoves.Origin.Move;
import dev.rasura.internal.datamap.KeyMoves.Origin.Soft;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether the database takes rows under another key: beside those they are copies of, and in columns that are long enough. */
final class KeyMoveCheck {

    private static final int LONGEST_TOKEN = 47;

    private final IncomingReferences references;
    private final List<String> refusals;

    KeyMoveCheck(IncomingReferences references, List<String> refusals) {
        this.references = references;
        this.refusals = refusals;
    }

    /** @param moves all references that follow, in place or in copies */
    void check(Origin origin, List<Move> moves) {
        checkBesideCopies(origin);
        origin.copies().forEach(copy -> checkBesideCopies(origin, copy));
        Table table = origin.table().table();
        for (Move move : moves) {
            for (String name : origin.changed(move)) {
                String target = move.targets().get(move.columns().indexOf(name));
                checkFits(move.table(), name, table, target);
            }
        }
        for (Soft soft : origin.soft()) {
            Table copying = soft.table().table();
            checkFits(copying, soft.column(), table, soft.target());
            if (!references.enforcedTo(copying, soft.column()).isEmpty()) {
                refusals.add(copying.name() + "." + soft.column()
                        + ": is a copy of a personal key, and others refer to it. Make it an association");
            }
        }
    }

    private void checkBesideCopies(Origin origin) {
        OwnedTable owned = origin.table();
        for (List<String> unique : uniqueKeys(owned.table())) {
            boolean differs = unique.stream().anyMatch(c -> origin.column(c).isPresent())
                    || owned.overwritten().stream()
                            .filter(p -> unique.contains(p.column().name()))
                            .anyMatch(p -> p.becomes(Strategy.NULL) || p.becomes(Strategy.TOKEN));
            if (!differs) {
                refuseUnique(owned.table(), unique, origin);
            }
        }
    }

    private void checkBesideCopies(Origin origin, Copy copy) {
        Set<List<String>> keys = new LinkedHashSet<>(uniqueKeys(copy.table()));
        keys.add(copy.table().primaryKey());
        for (Move move : copy.moves()) {
            List<String> changed = origin.changed(move);
            keys.stream()
                    .filter(unique -> unique.stream().noneMatch(changed::contains))
                    .forEach(unique -> refuseUnique(copy.table(), unique, origin));
        }
    }

    private void refuseUnique(Table table, List<String> unique, Origin origin) {
        refusals.add(table.name() + ": rows of it get another key with the personal key of "
                + origin.table().label() + ", and stand beside their copies for a moment; but the unique key "
                + unique
                + " would be the same in both. Classify one of its columns @PersonalData with TOKEN or NULL, use a"
                + " surrogate key, or let the row be deleted");
    }

    private static Set<List<String>> uniqueKeys(Table table) {
        Set<List<String>> keys = new LinkedHashSet<>(table.uniqueKeys());
        table.columns().stream()
                .filter(Column::unique)
                .map(c -> List.of(c.name()))
                .filter(k -> !k.equals(table.primaryKey()))
                .forEach(keys::add);
        keys.removeIf(
                k -> k.containsAll(table.primaryKey()) && !table.primaryKey().isEmpty());
        return keys;
    }

    private void checkFits(Table table, String name, Table origin, String target) {
        Column column = table.require(name);
        Column key = origin.require(target);
        long needed = key.length() < 0 ? LONGEST_TOKEN : Math.min(key.length(), LONGEST_TOKEN);
        if (!column.type().text() || (column.length() >= 0 && column.length() < needed)) {
            refusals.add(table.name() + "." + name + ": holds the personal key " + origin.name() + "." + target
                    + ", but not the token that replaces it: it must be a text of at least " + needed + " characters");
        }
    }
}
