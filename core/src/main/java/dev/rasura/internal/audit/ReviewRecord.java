package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.internal.keys.KeyRing;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records who reviews, why, and what was asked, before anything is shown. */
final class ReviewRecord {

    private static final int LONGEST_REASON = 500;

    private final Recording recording;
    private final KeyRing keys;
    private final AuditContext context;
    private final String reason;
    private final Set<AuditQuery> asked = new HashSet<>();

    /** @throws AuditException if it is not known who reviews, for what purpose and for what reason */
    ReviewRecord(Recording recording, KeyRing keys, @Nullable AuditContext context, String reason) {
        if (context == null
                || context.actor().equals(Actor.UNKNOWN)
                || context.purpose() == null
                || context.purpose().isBlank()) {
            throw new AuditException(
                    "A review of the audit trail needs to know who reviews, and for what purpose. Open an"
                            + " AuditContext around it: AuditContext.of(Actor.user(id), \"purpose\").open().");
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new AuditException("A review of the audit trail needs a reason of 1 to " + LONGEST_REASON
                    + " characters, as the number of a case: it is recorded with the review.");
        }
        this.recording = recording;
        this.keys = keys;
        this.context = context;
        this.reason = reason;
    }

    AuditEvent.Builder event(String type, String action) {
        return context.event(type, null).action(action).fact("why", reason);
    }

    /** Records a question once, however many pages its answer has. */
    void query(AuditEvent.Builder event, AuditQuery query) {
        if (asked.contains(question(query))) {
            return;
        }
        describe(event, query);
        record(event);
        asked.add(question(query));
    }

    private static AuditQuery question(AuditQuery query) {
        return query.after(-1).limit(1);
    }

    void record(AuditEvent.Builder event) {
        recording.recordOwn(event.build());
    }

    AuditEvent.Builder describe(AuditEvent.Builder event, AuditQuery query) {
        SubjectRef subject = query.subject();
        if (subject != null) {
            event.subject(subject);
        }
        actor(event, query.actor());
        fact(event, "type", query.type());
        fact(event, "action", query.action());
        fact(event, "entity", query.entity());
        fact(event, "outcome", query.outcome());
        fact(event, "purpose", query.purpose());
        fact(event, "from", query.from());
        fact(event, "to", query.to());
        return event;
    }

    void actor(AuditEvent.Builder event, @Nullable Actor actor) {
        fact(event, "actor", actor == null ? null : LeafWriter.ref(keys, actor));
    }

    static void fact(AuditEvent.Builder event, String name, @Nullable Object value) {
        if (value != null) {
            event.fact(name, value);
        }
    }
}
