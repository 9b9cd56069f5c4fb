package dev.rasura.processing;

import java.util.List;

/**
 * Something that a record of processing must state. It is missing until somebody says it, and "there are none" is an answer
 * too.
 *
 * @param said whether somebody answered
 * @param items the answer; empty for none
 */
public record Stated<T>(boolean said, List<T> items) {

    public Stated {
        items = List.copyOf(items);
        if (!said && !items.isEmpty()) {
            throw new IllegalArgumentException("What nobody said cannot hold " + items.size() + " item(s).");
        }
    }

    /** Nobody said it; the record prints {@code MISSING}. */
    public static <T> Stated<T> missing() {
        return new Stated<>(false, List.of());
    }

    /** There are none. */
    public static <T> Stated<T> none() {
        return new Stated<>(true, List.of());
    }

    public static <T> Stated<T> of(List<T> items) {
        return new Stated<>(true, items);
    }
}
