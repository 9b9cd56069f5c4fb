package dev.rasura.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as the trail holds it. People appear as pseudonyms; personal values are there as long as nobody erased them.
 *
 * @param id the event's id (UUIDv7, RFC 9562)
 * @param time when it was recorded, to the microsecond
 * @param type the kind of event
 * @param action what was done
 * @param outcome how it ended
 * @param reason why it failed or was denied, or null
 * @param actor who acted
 * @param onBehalfOf for whom, or null
 * @param subjects whose data it was
 * @param entity what it was done to, or null
 * @param attributes the names of attributes read or changed
 * @param purpose why, or null
 * @param legalBasis on what ground, or null
 * @param facts what else was kept
 * @param traceId the trace it is part of, or null
 * @param requestId the request it is part of, or null
 * @param node the node that recorded it
 * @param leafIndex its place in the sealed log, or null if it is not sealed yet
 * @param disclosed personal values that are still held, by field ({@code actor.id}, {@code origin.address},
 *     {@code personal.<name>})
 */
public record RecordedEvent(
        UUID id,
        Instant time,
        String type,
        String action,
        Outcome outcome,
        @Nullable String reason,
        Party actor,
        @Nullable Party onBehalfOf,
        List<Party> subjects,
        @Nullable String entity,
        List<String> attributes,
        @Nullable String purpose,
        @Nullable String legalBasis,
        Map<String, String> facts,
        @Nullable String traceId,
        @Nullable String requestId,
        String node,
        @Nullable Long leafIndex,
        Map<String, String> disclosed) {

    /** Copies what it is given. */
    public RecordedEvent {
        subjects = List.copyOf(subjects);
        attributes = List.copyOf(attributes);
        facts = Map.copyOf(facts);
        disclosed = Map.copyOf(disclosed);
    }

    /**
     * Someone in an event.
     *
     * @param type the subject's entity, {@code user} or {@code system}
     * @param ref the pseudonym of a person, or the name of a system
     */
    public record Party(String type, String ref) {}

    /** The event without its personal values. */
    @Override
    public String toString() {
        return "RecordedEvent[" + id + ", " + time + ", " + type + ", " + outcome + ", leafIndex=" + leafIndex + "]";
    }
}
