package dev.rasura.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What sealed events of the trail say of events that have expired, so from when on the trail is whole.
 *
 * @param leaves how many leaves, from the first on, have expired
 * @param before by type, the moment before which events may have lost their personal values and no longer be found
 * @param completeSince the moment from which on nothing of any type has expired, or empty if nothing ever has
 */
public record ExpiredEvents(long leaves, Map<String, Instant> before, Optional<Instant> completeSince) {

    /** Copies what it is given. */
    public ExpiredEvents {
        before = Collections.unmodifiableMap(new TreeMap<>(before));
    }
}
