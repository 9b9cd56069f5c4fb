package dev.rasura.internal.audit;

import dev.rasura.audit.Actor;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf's bytes say.
 *
 * @param event the event, without leaf index and disclosed values
 * @param epoch the start of the process that recorded it
 * @param number its number in that epoch
 * @param commitments base64 by field
 */
record Leaf(RecordedEvent event, UUID epoch, long number, Map<String, String> commitments) {

    /** At most so many bytes. */
    static final int MAX_BYTES = 16 * 1024;

    /** The first part of every tag over a staged row. */
    static final String TAG_LABEL = "rasura/staged/v1";

    static final String HEARTBEAT = "rasura.heartbeat";
    static final String RECOVERED = "rasura.recovered";
    static final String EPOCH_CLOSED = "rasura.epoch-closed";
    static final String ALARM = "rasura.alarm";
    static final String EXPIRED = "rasura.expired";

    Leaf {
        commitments = Map.copyOf(commitments);
    }

    /**
     * With whom the value of a field is erased, by pseudonym: {@link LeafWriter} gives it to these and to nobody else. A value
     * that lay under the name of another person of the event would outlive its own person's erasure.
     */
    Set<String> refs(String field) {
        Party principal = event.onBehalfOf();
        if (field.equals(LeafWriter.PRINCIPAL)) {
            return principal == null ? Set.of() : Set.of(principal.ref());
        }
        Set<String> subjects = event.subjects().stream().map(Party::ref).collect(Collectors.toSet());
        boolean ofSubjects = event.actor().type().equals(Actor.SYSTEM)
                || (field.startsWith(LeafWriter.PERSONAL) && !subjects.isEmpty());
        return ofSubjects ? subjects : Set.of(event.actor().ref());
    }

    /** Whether the salt and the value open the field's commitment. */
    boolean opens(String field, byte[] salt, String value) {
        String committed = commitments.get(field);
        // HMAC knows no empty key.
        return committed != null
                && salt.length > 0
                && committed.equals(LeafWriter.commitment(salt, event.id(), field, value));
    }

    RecordedEvent sealedAt(@Nullable Long leafIndex, Map<String, String> disclosed) {
        return disclosing(event, leafIndex, disclosed);
    }

    /** The event at that place of the log, with these personal values and no others. */
    static RecordedEvent disclosing(RecordedEvent e, @Nullable Long leafIndex, Map<String, String> disclosed) {
        return new RecordedEvent(
                e.id(),
                e.time(),
                e.type(),
                e.action(),
                e.outcome(),
                e.reason(),
                e.actor(),
                e.onBehalfOf(),
                e.subjects(),
                e.entity(),
                e.attributes(),
                e.purpose(),
                e.legalBasis(),
                e.facts(),
                e.traceId(),
                e.requestId(),
                e.node(),
                leafIndex,
                disclosed);
    }

    /**
     * A personal value and what opens its commitment.
     *
     * @param ref the pseudonym of the person with whom it is erased
     * @param field which field of the event it is
     * @param salt the commitment's key
     * @param value the value itself
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Disclosure(String ref, String field, byte[] salt, String value) {}

    /**
     * An event ready to be stored.
     *
     * @param id its id
     * @param number its number
     * @param bytes the exact bytes that are tagged, stored and hashed
     * @param tag the tag over node, epoch, number and bytes
     * @param disclosures its personal values
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Prepared(UUID id, long number, byte[] bytes, byte[] tag, List<Disclosure> disclosures) {}
}
