package dev.rasura.audit;

import dev.rasura.SubjectRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who acted. A person appears in the trail under a pseudonym; the id itself lies in a disclosure that erasure deletes. A
 * person who is also a data subject is given as {@link #of(SubjectRef)}, so that both are one pseudonym.
 *
 * @param type {@code system}, or what kind of person this is: the subject's entity, {@code user}
 * @param id the system's name, which is public, or the person's id
 * @param onBehalfOf for whom, as an administrator for a customer, or null
 */
public record Actor(String type, String id, @Nullable Actor onBehalfOf) {

    /** The type of an actor that is no person, and whose name is written as it is. */
    public static final String SYSTEM = "system";

    /** Whoever acted outside of any {@link AuditContext}. */
    public static final Actor UNKNOWN = system("unknown");

    /** @throws IllegalArgumentException if a part is blank or too long, or who is acted for acts for someone in turn */
    public Actor {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        if (type.isBlank() || type.length() > 255) {
            throw new IllegalArgumentException("The type of an audit event's actor must have 1 to 255 characters.");
        }
        if (id.isBlank() || id.length() > 255) {
            throw new IllegalArgumentException("The id of an audit event's actor must have 1 to 255 characters.");
        }
        if (onBehalfOf != null && onBehalfOf.onBehalfOf() != null) {
            throw new IllegalArgumentException(
                    "An actor acts on behalf of one other, who must not act on behalf of a third in the same event.");
        }
    }

    /** A part of the software, as {@code rasura} or {@code nightly-import}. */
    public static Actor system(String name) {
        return new Actor(SYSTEM, name, null);
    }

    /** A person who is a data subject of the data map. */
    public static Actor of(SubjectRef subject) {
        return new Actor(subject.type(), subject.id(), null);
    }

    /** A person known by a user id only. */
    public static Actor user(String id) {
        return new Actor("user", id, null);
    }

    /** The same actor, acting for another. */
    public Actor onBehalfOf(Actor other) {
        return new Actor(type, id, other);
    }

    /** Whether this is no person. */
    public boolean isSystem() {
        return SYSTEM.equals(type);
    }

    /** The type, and the name of a system; nothing that identifies a person. */
    @Override
    public String toString() {
        return type + (isSystem() ? "[" + id + "]" : "[id withheld]");
    }
}
