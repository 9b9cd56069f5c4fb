package dev.rasura.internal.sql;

import java.util.Arrays;
import java.util.List;

/** The key of one row, column by column in the mapping's order. Holds what may identify a person: never logged. */
public record RowKey(List<Object> values) {

    public RowKey {
        values = List.copyOf(values);
    }

    public static RowKey of(Object... values) {
        return new RowKey(List.of(values));
    }

    /** By content, for bytes too. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey key && Arrays.deepEquals(values.toArray(), key.values.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values.toArray());
    }

    @Override
    public String toString() {
        return "RowKey[withheld]";
    }
}
