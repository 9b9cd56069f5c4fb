package dev.rasura.internal.schema;

import java.util.List;

/**
 * A table that keeps earlier states of the rows of another, column by column under the same names. Its rows are the data of
 * whoever the live row is, or was: they outlive it.
 *
 * @param table the key of the table that keeps them
 * @param live the key of the table whose rows they were
 * @param key the columns that hold the live row's key; empty where rows have none of their own, as a collection's
 * @param liveKey the same in the live table
 */
public record History(String table, String live, List<String> key, List<String> liveKey) {

    public History {
        key = List.copyOf(key);
        liveKey = List.copyOf(liveKey);
        if (key.size() != liveKey.size()) {
            throw new IllegalArgumentException("The history " + table + " names rows of " + live + " by " + key
                    + ", but their key is " + liveKey + ".");
        }
    }
}
