package dev.rasura.audit;

import dev.rasura.SubjectRef;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the trail to return. What is null does not restrict; all restrictions hold together.
 *
 * <p><b>Order.</b> First the sealed events by leaf index, which is the order of sealing and never changes, then those not
 * sealed yet by node, process and number. Sealing only ever appends, so a page that was read is the same for ever, and reading
 * on from its cursor returns every event that is sealed later exactly once. An event that was returned before it was sealed is
 * returned once more with its leaf index if reading goes on after it was sealed: it has the same id. {@link #withSealedOnly()}
 * leaves out what is not sealed, and with it these repetitions. Order is not that of time: nodes' clocks differ, and a
 * transaction that commits late is sealed late.
 *
 * <p><b>Cost.</b> A page is one statement for the sealed events, one for those not sealed, and one for each 500 events
 * for their personal values. Of the sealed events at most one more than the limit is fetched, of the others a thousand more
 * than it. Subject, actor, type, entity, purpose, outcome and time each have an index; an action alone has none: say the type
 * or the entity with it.
 *
 * @param subject whose data it was
 * @param actor who acted, for whomever
 * @param type the kind of event
 * @param action what was done
 * @param entity what it was done to
 * @param outcome how it ended
 * @param purpose why, as the events have it, to the letter
 * @param from not before this time
 * @param to before this time
 * @param sealedOnly whether to leave out what is not sealed yet
 * @param after where to begin: {@link AuditCursor#START}, or what came with the page before
 * @param limit how many at most, 1 to 10,000
 */
public record AuditQuery(
        @Nullable SubjectRef subject,
        @Nullable Actor actor,
        @Nullable String type,
        @Nullable String action,
        @Nullable String entity,
        @Nullable Outcome outcome,
        @Nullable String purpose,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean sealedOnly,
        AuditCursor after,
        int limit) {

    /** The largest page. */
    public static final int MAX_LIMIT = 10_000;

    private static final AuditQuery ALL =
            new AuditQuery(null, null, null, null, null, null, null, null, null, false, AuditCursor.START, 1000);

    /** @throws IllegalArgumentException if the limit is out of range */
    public AuditQuery {
        Objects.requireNonNull(after, "after");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("The limit of an audit query must be 1 to 10000, but is " + limit + ".");
        }
    }

    /** The first thousand events. */
    public static AuditQuery all() {
        return ALL;
    }

    /** Only events about this subject. */
    public AuditQuery about(SubjectRef whose) {
        return new AuditQuery(whose, actor, type, action, entity, outcome, purpose, from, to, sealedOnly, after, limit);
    }

    /** Only events of this actor, whoever it acted for. */
    public AuditQuery by(Actor who) {
        return new AuditQuery(subject, who, type, action, entity, outcome, purpose, from, to, sealedOnly, after, limit);
    }

    /** Only events of this type. */
    public AuditQuery ofType(String kind) {
        return new AuditQuery(
                subject, actor, kind, action, entity, outcome, purpose, from, to, sealedOnly, after, limit);
    }

    /** Only events in which this was done. */
    public AuditQuery doing(String what) {
        return new AuditQuery(subject, actor, type, what, entity, outcome, purpose, from, to, sealedOnly, after, limit);
    }

    /** Only events on this entity or resource. */
    public AuditQuery on(String name) {
        return new AuditQuery(subject, actor, type, action, name, outcome, purpose, from, to, sealedOnly, after, limit);
    }

    /** Only events that ended so. */
    public AuditQuery ending(Outcome how) {
        return new AuditQuery(subject, actor, type, action, entity, how, purpose, from, to, sealedOnly, after, limit);
    }

    /** Only events of this purpose. */
    public AuditQuery forPurpose(String why) {
        return new AuditQuery(subject, actor, type, action, entity, outcome, why, from, to, sealedOnly, after, limit);
    }

    /** Only events of this time: the beginning included, the end not. */
    public AuditQuery between(@Nullable Instant begin, @Nullable Instant end) {
        return new AuditQuery(
                subject, actor, type, action, entity, outcome, purpose, begin, end, sealedOnly, after, limit);
    }

    /** Only what is sealed: in the order of the leaves, each exactly once however long one reads. */
    public AuditQuery withSealedOnly() {
        return new AuditQuery(subject, actor, type, action, entity, outcome, purpose, from, to, true, after, limit);
    }

    /** Only what was sealed after this leaf, and what is not sealed yet. */
    public AuditQuery after(long leafIndex) {
        return after(AuditCursor.afterLeaf(leafIndex));
    }

    /** Only what follows a page that was read. */
    public AuditQuery after(AuditCursor place) {
        return new AuditQuery(
                subject, actor, type, action, entity, outcome, purpose, from, to, sealedOnly, place, limit);
    }

    /** At most so many. */
    public AuditQuery limit(int most) {
        return new AuditQuery(
                subject, actor, type, action, entity, outcome, purpose, from, to, sealedOnly, after, most);
    }
}
