package dev.rasura.audit;

import java.time.Instant;
import java.time.Period;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is past its period in the trail. Nothing personal.
 *
 * @param at the moment from which periods are counted back
 * @param types by type, what is due; types of which nothing is due are left out
 * @param firstLeaf the first leaf that is there
 * @param firstLeft the first leaf that would be left. Leaves go as a whole prefix, in tiles of 256
 * @param heldBackBy the first leaf that is not past its period, before which the prefix ends, or null if no such leaf keeps it
 * @param waiting leaves past their period that stay because what comes before such a leaf, or before the newest checkpoint, is
 *     no whole tile
 */
public record ExpiryPreview(
        Instant at,
        Map<String, Due> types,
        long firstLeaf,
        long firstLeft,
        @Nullable HeldBack heldBackBy,
        long waiting) {

    /** Copies what it is given. */
    public ExpiryPreview {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /**
     * What is due of one type.
     *
     * @param period how long its events are kept
     * @param before events from before this moment are past it
     * @param values how many personal values of such events are held
     * @param subjects how many rows find such events by the person whose data it was
     * @param leaves how many of its leaves are in the prefix that would go
     */
    public record Due(Period period, Instant before, long values, long subjects, long leaves) {}

    /**
     * A leaf that is not past its period.
     *
     * @param until when its period ends. Months differ in length, so around their end it may go up to three days later
     */
    public record HeldBack(long leaf, String type, Instant time, Instant until) {}

    /** Whether nothing is due. */
    public boolean nothing() {
        return types.isEmpty();
    }
}
