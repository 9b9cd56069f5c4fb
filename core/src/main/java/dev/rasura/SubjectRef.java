package dev.rasura;

import java.util.Objects;

/**
 * Names one data subject: the entity that stands for the person, and the key of the row.
 *
 * <p>The key may itself identify the person (a user name as primary key), so {@link #toString()} withholds it: a
 * reference may be logged, its {@link #id()} may not.
 *
 * @param type the JPA entity name of the subject's entity, as {@code Customer}
 * @param id the primary key in its canonical text form: a number in decimal, a UUID in lower case, a text as it is
 */
public record SubjectRef(String type, String id) {

    /** @throws IllegalArgumentException if a part is blank */
    public SubjectRef {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        if (type.isBlank()) {
            throw new IllegalArgumentException("A subject reference needs the name of the subject's entity, as in"
                    + " SubjectRef.of(\"Customer\", 1), but the type is blank.");
        }
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "A subject reference needs the key of the subject's row, but the id of the " + type + " is blank.");
        }
    }

    /** A reference by the entity's name, which by default is the simple name of its class. */
    public static SubjectRef of(String type, Object id) {
        return new SubjectRef(type, Objects.requireNonNull(id, "id").toString());
    }

    /** A reference by the entity's class; for a class with {@code @Entity(name = ...)} use that name instead. */
    public static SubjectRef of(Class<?> type, Object id) {
        return of(type.getSimpleName(), id);
    }

    /** The type and nothing that identifies the person. */
    @Override
    public String toString() {
        return type + "[id withheld]";
    }
}
