package dev.rasura.audit;

import java.util.List;

/**
 * One page of what an {@link AuditQuery} matches.
 *
 * @param events in the order of the trail; it can be fewer than asked for, and even none, before the end: what a page may
 *     read is bounded
 * @param next where the next page begins. At the end too: what is recorded later follows there
 * @param more whether there was more when this page was read
 */
public record AuditPage(List<RecordedEvent> events, AuditCursor next, boolean more) {

    /** Copies the events. */
    public AuditPage {
        events = List.copyOf(events);
    }
}
