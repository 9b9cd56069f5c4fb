package dev.rasura.audit;

import java.util.List;

/**
 * One page of what an {@link AuditQuery} matches.
 *
 * @param events in the order of the trail; it can be fewer than asked for, and even none, before the end: what a page may
 *     read is bounded
 * @param next where the next page begins. At the end too: what is recorded later follows there
 * @param more whether there was more when this page was read
 * @param unverified how many rows and personal values that the page may concern are left out of it, because they are not what
 *     was recorded, or cannot be checked with this process's secret. If it is not 0, {@link AuditTrail#verify()} says which
 */
public record AuditPage(List<RecordedEvent> events, AuditCursor next, boolean more, long unverified) {

    /** Copies the events. */
    public AuditPage {
        events = List.copyOf(events);
    }
}
