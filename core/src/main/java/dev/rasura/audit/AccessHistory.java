package dev.rasura.audit;

import dev.rasura.annotation.DataCategory;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a person may be told of accesses to their data. It names nobody, not even by pseudonym.
 *
 * @param next where the next page begins
 * @param more whether there was more when this page was read
 * @param expiredBefore events from before this moment may have expired ({@link AuditTrail#expire}), or null if none have
 * @param unverified how many rows are left out, because they are not what was recorded: the history is then not complete, and
 *     {@link AuditTrail#verify()} says which
 */
public record AccessHistory(
        List<Access> accesses,
        AuditCursor next,
        boolean more,
        @Nullable Instant expiredBefore,
        long unverified) {

    /** Copies the accesses. */
    public AccessHistory {
        accesses = List.copyOf(accesses);
    }

    /**
     * One access.
     *
     * @param time when
     * @param action what was done
     * @param purpose why, or null if nobody said so
     * @param legalBasis on what ground, or null
     * @param categories which kinds of data, as far as the event and the data map tell
     * @param outcome whether it succeeded
     * @param own whether the person did it
     */
    public record Access(
            Instant time,
            String action,
            @Nullable String purpose,
            @Nullable String legalBasis,
            Set<DataCategory> categories,
            Outcome outcome,
            boolean own) {

        /** Copies the categories. */
        public Access {
            categories = Collections.unmodifiableSet(new TreeSet<>(categories));
        }
    }
}
