package dev.rasura.internal.audit;

import dev.rasura.audit.Finding;
import dev.rasura.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Collects findings in a fixed amount of memory: a thousand breaches and a thousand notes, and a count of the rest. */
final class Findings {

    private static final int MOST = 1_000;

    private final List<Finding> breaches = new ArrayList<>();
    private final List<Finding> notes = new ArrayList<>();
    private long omitted;

    void add(Kind kind, String where, String what) {
        List<Finding> list = kind.isBreach() ? breaches : notes;
        if (list.size() < MOST) {
            list.add(new Finding(kind, where, what));
        } else {
            omitted++;
        }
    }

    List<Finding> all() {
        List<Finding> all = new ArrayList<>(breaches);
        all.addAll(notes);
        return all;
    }

    long omitted() {
        return omitted;
    }
}
