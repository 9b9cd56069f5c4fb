package dev.rasura;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Names one data subject: the entity that stands for the person, and the key of the row.
 *
 * <p>The key may itself identify the person (a user name as primary key), so {@link #toString()} withholds it: a
 * reference may be logged, its {@link #id()} may not.
 *
 * <p>The id is the one canonical text of what the database holds as key: a number in decimal without superfluous zeroes, a
 * UUID in lower case, bytes as hexadecimal digits in lower case, dates and times as {@code java.time} prints them (a time
 * with zone as an {@link java.time.Instant}), an enum by its name or, where the column is a number, by its ordinal, what an
 * attribute converter made as the converter made it, and a text as it is. A key of several columns names its parts, in the
 * order of the names: {@code branch=DE,number=7}; {@link #ofParts(String, Map)} writes it. In names and values {@code %},
 * {@code ,} and {@code =} are written {@code %25}, {@code %2C} and {@code %3D}.
 *
 * @param type the JPA entity name of the subject's entity, as {@code Customer}
 * @param id the primary key in its canonical text form
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

    /**
     * A reference by the entity's name, which by default is the simple name of its class.
     *
     * @param id the key, or its canonical text; of an enum that is stored as a number, its ordinal
     * @throws IllegalArgumentException if the id is blank, or is a map, which {@link #ofParts(String, Map)} takes
     */
    public static SubjectRef of(String type, Object id) {
        return new SubjectRef(type, text(type, id));
    }

    /** A reference by the entity's class; for a class with {@code @Entity(name = ...)} use that name instead. */
    public static SubjectRef of(Class<?> type, Object id) {
        return of(type.getSimpleName(), id);
    }

    /**
     * A reference by a key of several columns. The order in the map does not matter.
     *
     * @param parts the parts by the names of the key's attributes, as in {@code Map.of("branch", "DE", "number", 7)}; where
     *     the key embeds or refers to something of several columns, by path: {@code order.branch}
     * @throws IllegalArgumentException if there is no part, or a name is blank
     */
    public static SubjectRef ofParts(String type, Map<String, ?> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "A reference to a " + type + " by the parts of its key needs the parts, but there are none.");
        }
        StringBuilder id = new StringBuilder();
        new TreeMap<>(parts).forEach((name, value) -> {
            if (name.isBlank()) {
                throw new IllegalArgumentException("The parts of the key of a " + type
                        + " go by the names of the key's attributes, but one of the names is blank.");
            }
            id.append(id.isEmpty() ? "" : ",")
                    .append(escape(name))
                    .append('=')
                    .append(escape(text(type + "'s key part " + name, value)));
        });
        return new SubjectRef(type, id.toString());
    }

    /** As {@link #ofParts(String, Map)}, by the entity's class. */
    public static SubjectRef ofParts(Class<?> type, Map<String, ?> parts) {
        return ofParts(type.getSimpleName(), parts);
    }

    /**
     * The parts of a key of several columns, by name, each in its canonical text.
     *
     * @throws IllegalArgumentException if the id is not what {@link #ofParts(String, Map)} writes
     */
    public Map<String, String> parts() {
        Map<String, String> parts = new TreeMap<>();
        for (String part : id.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(unescape(part.substring(0, equals)), unescape(part.substring(equals + 1)));
            }
        }
        if (parts.isEmpty() || !ofParts(type, parts).id.equals(id)) {
            throw new IllegalArgumentException("The id of the " + type
                    + " does not name the parts of a key, each once and in order. Make it with SubjectRef.ofParts.");
        }
        return Collections.unmodifiableMap(parts);
    }

    private static String text(String what, Object id) {
        if (Objects.requireNonNull(id, "id") instanceof Map) {
            throw new IllegalArgumentException(
                    "The id of a " + what + " is a map. A key of several columns goes to SubjectRef.ofParts.");
        }
        if (id instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (id instanceof BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        if (id instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        if (id instanceof ZonedDateTime time) {
            return time.toInstant().toString();
        }
        return id instanceof Enum<?> constant ? constant.name() : id.toString();
    }

    private static String escape(String text) {
        return text.replace("%", "%25").replace(",", "%2C").replace("=", "%3D");
    }

    private static String unescape(String text) {
        return text.replace("%3D", "=").replace("%2C", ",").replace("%25", "%");
    }

    /** The type and nothing that identifies the person. */
    @Override
    public String toString() {
        return type + "[id withheld]";
    }
}
