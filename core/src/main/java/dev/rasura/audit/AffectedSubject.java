package dev.rasura.audit;

import dev.rasura.annotation.DataCategory;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Someone whose data a breach concerns.
 *
 * @param subject who, by pseudonym
 * @param categories the kinds of data in events that were not denied, as the data map says of the attributes that the events
 *     name, or of the whole entity where they name none
 * @param entities what was touched
 * @param events how many events, by outcome
 * @param unclassified how many of them say nothing from which the data map could tell a category
 * @param first when it was first
 * @param last when it was last
 * @param unsealed how many of the events are not sealed, so that nothing proves them yet
 * @param proofs that the first and the last of the sealed events are in the log; none where no checkpoint covers them or the
 *     log does not add up to it
 */
public record AffectedSubject(
        RecordedEvent.Party subject,
        Set<DataCategory> categories,
        SortedSet<String> entities,
        Map<Outcome, Long> events,
        long unclassified,
        Instant first,
        Instant last,
        long unsealed,
        List<InclusionProof> proofs) {

    /** Copies what it is given. */
    public AffectedSubject {
        categories = Collections.unmodifiableSet(new TreeSet<>(categories));
        entities = Collections.unmodifiableSortedSet(new TreeSet<>(entities));
        events = Collections.unmodifiableMap(new TreeMap<>(events));
        proofs = List.copyOf(proofs);
    }
}
