package dev.rasura.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which events are streamed, and what happens when they come faster than they can be written. Immutable; each {@code with}
 * form returns a changed copy.
 *
 * @param byDefault where events go of whose type nothing else is said; the trail by default, never the stream alone
 * @param sinks where events go, by type or by what types begin with ({@code erasure} for {@code erasure.executed}). The
 *     longest wins, and all of them over what the type itself says
 * @param capacity how many events may wait to be written, 1 to 1,000,000
 * @param whenFull what happens to the next one
 */
public record StreamOptions(Sinks byDefault, Map<String, Sinks> sinks, int capacity, WhenFull whenFull) {

    /** What happens to an event when as many wait as may. It is never lost in silence. */
    public enum WhenFull {
        /**
         * Whoever recorded it waits after the commit until there is room, as long as that takes. Events of mode
         * {@link EventMode#BEST_EFFORT} that go to the stream alone never wait: they are dropped and counted.
         */
        BLOCK,
        /** It is left out of the stream and counted; the trail tells the count by an event {@code rasura.stream-lost}. */
        DROP
    }

    /** @throws IllegalArgumentException if the default is the stream alone, or the capacity is out of range */
    public StreamOptions {
        Objects.requireNonNull(whenFull, "whenFull");
        if (byDefault == Sinks.STREAM) {
            throw new IllegalArgumentException(
                    "The stream alone cannot be the default of all audit events: nothing would"
                            + " be proven. Choose it for single types.");
        }
        if (capacity < 1 || capacity > 1_000_000) {
            throw new IllegalArgumentException(
                    "1 to 1000000 events may wait to be streamed, but not " + capacity + ".");
        }
        sinks = Collections.unmodifiableMap(new TreeMap<>(sinks));
    }

    /** All to the trail; 10,000 wait, and then those who record do. */
    public static StreamOptions defaults() {
        return new StreamOptions(Sinks.TRAIL, Map.of(), 10_000, WhenFull.BLOCK);
    }

    public StreamOptions withDefault(Sinks where) {
        return new StreamOptions(where, sinks, capacity, whenFull);
    }

    /** Says where events go, by type or by what types begin with. */
    public StreamOptions with(String typeOrBeginning, Sinks where) {
        Map<String, Sinks> more = new TreeMap<>(sinks);
        more.put(typeOrBeginning, where);
        return new StreamOptions(byDefault, more, capacity, whenFull);
    }

    public StreamOptions withCapacity(int events) {
        return new StreamOptions(byDefault, sinks, events, whenFull);
    }

    public StreamOptions withWhenFull(WhenFull what) {
        return new StreamOptions(byDefault, sinks, capacity, what);
    }
}
