package dev.rasura.processing;

import dev.rasura.internal.processing.DiffPage;
import java.util.List;
import java.util.Objects;

/**
 * What has changed from one record of processing to the next.
 *
 * @param changes those of the record as a whole first, then by purpose
 * @param missingBefore how many parts the older record lacked
 * @param missingAfter how many the newer one lacks
 */
public record RecordDiff(List<Change> changes, int missingBefore, int missingAfter) {

    public RecordDiff {
        changes = List.copyOf(changes);
    }

    /** What happened. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /** The part of the record that it happened to. */
    public enum Part {
        SYSTEM,
        AS_OF,
        CONTROLLER,
        JOINT_CONTROLLER,
        REPRESENTATIVE,
        DATA_PROTECTION_OFFICER,
        TRANSFER,
        MEASURE,
        UNCLASSIFIED_COLUMN,
        ACTIVITY,
        LEGAL_BASIS,
        PEOPLE,
        DATA,
        SOURCE,
        RECIPIENT,
        TIME_LIMIT,
        RETAINED,
        TABLE
    }

    /**
     * One change.
     *
     * @param purpose of the activity, or empty where it is of the record as a whole
     * @param before empty for what was added
     * @param after empty for what was removed
     */
    public record Change(Kind kind, String purpose, Part part, String before, String after) {

        public Change {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(purpose, "purpose");
            Objects.requireNonNull(part, "part");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** A comment for a pull request; the same diff gives the same bytes. */
    public String markdown() {
        return DiffPage.markdown(this);
    }
}
