package dev.rasura.internal.datamap;

import dev.rasura.annotation.Strategy;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether overwritten values can meet in a unique key: those of two people, or two rows of one. Values that stay apart are
 * tokens, each a fresh one; nulls, which are never equal; and keyed hashes, which differ where the values did.
 */
final class UniqueKeys {

    private UniqueKeys() {}

    static void check(Table table, List<ColumnPlan> plans, List<String> findings) {
        Set<List<String>> keys = new LinkedHashSet<>(table.uniqueKeys());
        if (!table.primaryKey().isEmpty()) {
            keys.add(table.primaryKey());
        }
        for (List<String> key : keys) {
            List<ColumnPlan> parts =
                    plans.stream().filter(p -> key.contains(p.column().name())).toList();
            List<String> meeting = new ArrayList<>();
            boolean apart = false;
            for (ColumnPlan part : parts) {
                apart |= part.becomes(Strategy.TOKEN) || part.becomes(Strategy.NULL);
                if (meets(part)) {
                    meeting.add(part.column().name());
                }
            }
            if (key.size() > 1 && !meeting.isEmpty() && !apart) {
                findings.add(table.name() + ": the unique key " + key + " could hold the same values twice, because "
                        + String.join(", ", meeting)
                        + " would be the same for several rows. Give one of its columns TOKEN or NULL");
            }
        }
    }

    private static boolean meets(ColumnPlan part) {
        return part.becomes(Strategy.CONSTANT) || part.becomes(Strategy.GENERALISE) || part.becomes(Strategy.JSON);
    }
}
