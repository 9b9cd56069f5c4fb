package dev.rasura.audit;

import dev.rasura.annotation.DataCategory;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A breach in figures, as far as the application saw it (Art. 33(3)(a)): whatever went past it, as a copy of the database or a
 * backup, is in no audit trail.
 *
 * @param subjects how many people are concerned
 * @param events how many events
 * @param categories of how many people each kind of data was concerned
 * @param first when it was first, or null if nothing was found
 * @param last when it was last, or null if nothing was found
 * @param unknown what the trail cannot tell
 */
public record BreachReport(
        BreachScope scope,
        long subjects,
        long events,
        Map<DataCategory, Long> categories,
        @Nullable Instant first,
        @Nullable Instant last,
        Unknown unknown) {

    /** Copies what it is given. */
    public BreachReport {
        categories = Collections.unmodifiableMap(new TreeMap<>(categories));
    }

    /**
     * What a report cannot know. If {@link #nothing()}, it is whole as far as the application saw.
     *
     * @param unresolved events of the scope of which nobody, or not everybody, is known whose data it was
     * @param unnamedSubjects how many more people those events counted and did not name
     * @param unclassified events from which the data map could tell no category
     * @param unsealed events that are in the report and not sealed, so that nothing proves them yet
     * @param unreadable leaves of the scope that are not what was recorded: they were altered or invented
     * @param lost events of any kind that could not be written, as the trail tells since the scope began
     * @param uninspected statements of anybody that this process, since its start, prepared past Rasura's inspector
     * @param opaque statements of anybody that called a procedure or ran a block in this process since its start
     * @param expiredBefore events of the scope from before this moment may have expired ({@link AuditTrail#expire}), or null if
     *     none can have
     * @param findings what verification says of the whole trail: gaps, unsettled tails, alterations. At most two thousand
     */
    public record Unknown(
            long unresolved,
            long unnamedSubjects,
            long unclassified,
            long unsealed,
            long unreadable,
            long lost,
            long uninspected,
            long opaque,
            @Nullable Instant expiredBefore,
            List<Finding> findings) {

        /** Copies the findings. */
        public Unknown {
            findings = List.copyOf(findings);
        }

        /** Whether nothing is known to be missing. */
        public boolean nothing() {
            return unresolved == 0
                    && unnamedSubjects == 0
                    && unclassified == 0
                    && unsealed == 0
                    && unreadable == 0
                    && lost == 0
                    && uninspected == 0
                    && opaque == 0
                    && expiredBefore == null
                    && findings.isEmpty();
        }
    }
}
