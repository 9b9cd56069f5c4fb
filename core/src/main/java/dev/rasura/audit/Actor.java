package dev.rasura.audit;

import dev.rasura.SubjectRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
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

    private static final String USER = "user";
    private static final int LONGEST = 255;
    private static final int KEPT = 222;
    private static final int DIGITS = 32;
    private static final Pattern SHORTENED = Pattern.compile("(?s).*~[0-9a-f]{" + DIGITS + "}");

    /** @throws IllegalArgumentException if a part is blank or too long, or who is acted for acts for someone in turn */
    public Actor {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
        if (type.isBlank() || type.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The type of an audit event's actor must have 1 to 255 characters, but has " + type.length() + ".");
        }
        if (id.isBlank() || id.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The id of an audit event's actor must have 1 to 255 characters, but that of a '"
                            + type + "' has " + id.length()
                            + " or is blank. A user's name may be longer: Actor.user(name) shortens"
                            + " it, so that no two names become one.");
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

    /**
     * A person known by a user id only. An id that is longer than 255 characters is kept as its first 222, {@code ~}, and the
     * first 32 hexadecimal digits of the SHA-256 of the whole in UTF-8, so that two long names that begin alike are two
     * actors; so is one that ends as such an id does, whatever its length, because it could else be made to equal another's.
     *
     * @throws IllegalArgumentException if the id is blank
     */
    public static Actor user(String id) {
        return new Actor(USER, id.length() > LONGEST || SHORTENED.matcher(id).matches() ? shortened(id) : id, null);
    }

    private static String shortened(String id) {
        int end = Math.min(id.length(), KEPT);
        String kept = id.substring(0, Character.isHighSurrogate(id.charAt(end - 1)) ? end - 1 : end);
        return kept + "~" + sha256(id).substring(0, DIGITS);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM offers no SHA-256.", e);
        }
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
