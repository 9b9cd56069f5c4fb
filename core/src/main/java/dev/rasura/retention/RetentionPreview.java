package dev.rasura.retention;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a run of a rule would do now.
 *
 * @param cutoff periods that began before this are over
 * @param matched rows of the rule's entity that are due
 * @param retained rows that would be due, but are kept on a ground
 * @param sample keys of some rows that are due, oldest first; empty where the key is text or personal
 */
public record RetentionPreview(String rule, Instant cutoff, long matched, long retained, List<String> sample) {

    public RetentionPreview {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(cutoff, "cutoff");
        sample = List.copyOf(sample);
    }
}
