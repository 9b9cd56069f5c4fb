package dev.rasura.internal.audit;

import dev.rasura.audit.Reconciliation;
import java.util.ArrayList;
import java.util.List;

/** Some of a kind by name, and how many there are. */
final class Named<T> {

    private final List<T> named = new ArrayList<>();
    private long count;

    void add(T each) {
        count++;
        if (named.size() < Reconciliation.NAMED) {
            named.add(each);
        }
    }

    List<T> named() {
        return named;
    }

    long count() {
        return count;
    }
}
