package dev.rasura.audit;

import dev.rasura.SubjectRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events of the trail to return. What is null does not restrict.
 *
 * @param subject whose data it was
 * @param actor who acted
 * @param type the kind of event
 * @param from not before this time
 * @param to before this time
 * @param afterLeaf only what was sealed after this leaf index; -1 for the beginning. For the next page, give the last leaf
 *     index of this one
 * @param limit how many at most, 1 to 10,000
 */
public record AuditQuery(
        @Nullable SubjectRef subject,
        @Nullable Actor actor,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        long afterLeaf,
        int limit) {

    /** @throws IllegalArgumentException if the limit or the place is out of range */
    public AuditQuery {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("The limit of an audit query must be 1 to 10000, but is " + limit + ".");
        }
        if (afterLeaf < -1) {
            throw new IllegalArgumentException(
                    "An audit query continues after a leaf index, or after -1 from the beginning, but not after "
                            + afterLeaf + ".");
        }
    }

    /** The first thousand events. */
    public static AuditQuery all() {
        return new AuditQuery(null, null, null, null, null, -1, 1000);
    }

    /** Only events about this subject. */
    public AuditQuery about(SubjectRef whose) {
        return new AuditQuery(whose, actor, type, from, to, afterLeaf, limit);
    }

    /** Only events of this actor, whoever it acted for. */
    public AuditQuery by(Actor who) {
        return new AuditQuery(subject, who, type, from, to, afterLeaf, limit);
    }

    /** Only events of this type. */
    public AuditQuery ofType(String kind) {
        return new AuditQuery(subject, actor, kind, from, to, afterLeaf, limit);
    }

    /** Only events of this time: the beginning included, the end not. */
    public AuditQuery between(@Nullable Instant begin, @Nullable Instant end) {
        return new AuditQuery(subject, actor, type, begin, end, afterLeaf, limit);
    }

    /** Only what was sealed after this leaf. */
    public AuditQuery after(long leafIndex) {
        return new AuditQuery(subject, actor, type, from, to, leafIndex, limit);
    }

    /** At most so many. */
    public AuditQuery limit(int most) {
        return new AuditQuery(subject, actor, type, from, to, afterLeaf, most);
    }
}
