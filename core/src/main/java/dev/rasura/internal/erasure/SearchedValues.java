package dev.rasura.internal.erasure;

import dev.rasura.internal.residue.Needle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The values of several erasures, numbered for one pass of the residue scan. */
final class SearchedValues {

    private final List<Watch> watches;
    private final List<Needle> needles = new ArrayList<>();
    private final List<Watch> owners = new ArrayList<>();
    private final Map<UUID, Integer> first = new HashMap<>();

    /** What one erasure waits for. */
    record Watch(UUID erasure, RememberedValues values) {}

    SearchedValues(List<Watch> watches) {
        this.watches = List.copyOf(watches);
        for (Watch watch : watches) {
            first.put(watch.erasure(), needles.size());
            for (RememberedValues.Value value : watch.values().values()) {
                owners.add(watch);
                needles.add(value.needle(needles.size()));
            }
        }
    }

    List<Watch> watches() {
        return watches;
    }

    List<Needle> needles() {
        return needles;
    }

    List<Needle> needles(Watch watch) {
        int from = first.getOrDefault(watch.erasure(), 0);
        return needles.subList(from, from + watch.values().values().size());
    }

    Watch owner(int needle) {
        return owners.get(needle);
    }

    /** The needle's place among the values of its erasure: the same in each call, whoever else is searched for. */
    int position(int needle) {
        return needle - first.getOrDefault(owner(needle).erasure(), 0);
    }

    /** The number of the erasure's value, or -1 if the erasure no longer waits. */
    int needle(UUID erasure, int position) {
        Integer from = first.get(erasure);
        return from == null ? -1 : from + position;
    }
}
