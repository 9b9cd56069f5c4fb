package dev.rasura.audit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@link AuditTrail#expire} removed. Nothing personal.
 *
 * @param due what was due when it began, and what holds the rest back
 * @param values by type, how many personal values were removed
 * @param subjects how many rows by which events are found by person were removed, beside those of removed leaves
 * @param leaves how many leaves were removed, by whichever node
 * @param firstLeaf the first leaf that is left
 * @param complete whether the cap was not reached. What was not removed because of it, or because somebody else held it, goes
 *     with the next call
 */
public record ExpiryReport(
        ExpiryPreview due, Map<String, Long> values, long subjects, long leaves, long firstLeaf, boolean complete) {

    /** Copies what it is given. */
    public ExpiryReport {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
