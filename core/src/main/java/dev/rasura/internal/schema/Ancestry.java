package dev.rasura.internal.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes and interfaces on which something may be said of a class. */
public final class Ancestry {

    private Ancestry() {}

    /** The class and those above it but for {@code Object}, the nearest first, then what they implement. */
    public static List<Class<?>> of(@Nullable Class<?> type) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> above = type; above != null && above != Object.class; above = above.getSuperclass()) {
            classes.add(above);
        }
        return withInterfaces(classes);
    }

    /** The classes, then what they implement. */
    public static List<Class<?>> withInterfaces(Collection<Class<?>> classes) {
        Set<Class<?>> all = new LinkedHashSet<>(classes);
        Deque<Class<?>> open = new ArrayDeque<>(classes);
        while (!open.isEmpty()) {
            List<Class<?>> interfaces = List.of(open.remove().getInterfaces());
            all.addAll(interfaces);
            open.addAll(interfaces);
        }
        return List.copyOf(all);
    }
}
