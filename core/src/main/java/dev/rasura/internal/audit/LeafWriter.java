package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.keys.LengthPrefixed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an event as the bytes of a leaf: UTF-8 JSON, version 1, fields in a fixed order, absent ones left out. The bytes
 * are made once and never again; what is tagged, hashed and stored is always these. A personal value enters them as a
 * commitment only: base64 of HMAC-SHA-256 under a fresh salt over event id, field and value, each length-prefixed.
 */
final class LeafWriter {

    /** The field with the id of whom an actor acts for. */
    static final String PRINCIPAL = "onBehalfOf.id";

    /** How the fields of an event's personal values begin. */
    static final String PERSONAL = "personal.";

    private static final int SALT_BYTES = 32;

    private final JsonFactory json = new JsonFactory();
    private final SecureRandom random = new SecureRandom();
    private final KeyRing keys;
    private final String node;
    private final UUID epoch;

    LeafWriter(KeyRing keys, String node, UUID epoch) {
        this.keys = keys;
        this.node = node;
        this.epoch = epoch;
    }

    /** @throws AuditException if the leaf would be larger than 16 KiB */
    Leaf.Prepared write(AuditEvent event, UUID id, Instant time, long number) {
        Map<String, String> commitments = new LinkedHashMap<>();
        List<Leaf.Disclosure> disclosures = new ArrayList<>();
        String actor = ref(event.actor());
        List<String> subjects = event.subjects().stream().map(keys::pseudonym).toList();
        personalFields(event, actor, subjects).forEach((field, personal) -> {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            commitments.put(field, commitment(salt, id, field, personal.value()));
            personal.refs().forEach(ref -> disclosures.add(new Leaf.Disclosure(ref, field, salt, personal.value())));
        });
        byte[] bytes = bytes(event, actor, subjects, id, time, number, commitments);
        if (bytes.length > Leaf.MAX_BYTES) {
            throw new AuditException(
                    "Audit event '" + event.type() + "' has " + bytes.length + " bytes, but a leaf holds at most "
                            + Leaf.MAX_BYTES + ". Record counts and names instead of long lists, or several events.");
        }
        return new Leaf.Prepared(id, number, bytes, tag(keys, node, epoch, number, bytes), disclosures);
    }

    static byte[] tag(KeyRing keys, String node, UUID epoch, long number, byte[] bytes) {
        return keys.tag(utf8(Leaf.TAG_LABEL), utf8(node), utf8(epoch.toString()), utf8(Long.toString(number)), bytes);
    }

    static String commitment(byte[] salt, UUID id, String field, String value) {
        byte[] message =
                new LengthPrefixed().add(id.toString()).add(field).add(value).toBytes();
        return Base64.getEncoder().encodeToString(KeyRing.hmac(salt, message));
    }

    private record Personal(String value, List<String> refs) {
        Personal {
            value = storable(value);
        }
    }

    private Map<String, Personal> personalFields(AuditEvent event, String actorRef, List<String> subjects) {
        Map<String, Personal> fields = new LinkedHashMap<>();
        Actor actor = event.actor();
        List<String> actorOrSubjects = actor.isSystem() ? subjects : List.of(actorRef);
        if (!actor.isSystem()) {
            fields.put("actor.id", new Personal(actor.id(), actorOrSubjects));
        }
        Actor principal = actor.onBehalfOf();
        if (principal != null && !principal.isSystem()) {
            fields.put(PRINCIPAL, new Personal(principal.id(), List.of(ref(principal))));
        }
        if (event.origin().address() != null) {
            fields.put("origin.address", new Personal(event.origin().address(), actorOrSubjects));
        }
        if (event.origin().userAgent() != null) {
            fields.put("origin.userAgent", new Personal(event.origin().userAgent(), actorOrSubjects));
        }
        List<String> subjectsOrActor = subjects.isEmpty() ? actorOrSubjects : subjects;
        event.personal().forEach((name, value) -> fields.put(PERSONAL + name, new Personal(value, subjectsOrActor)));
        return fields;
    }

    private String ref(Actor actor) {
        return ref(keys, actor);
    }

    /** How an actor appears in a leaf. */
    static String ref(KeyRing keys, Actor actor) {
        return actor.isSystem() ? storable(actor.id()) : keys.pseudonym(new SubjectRef(actor.type(), actor.id()));
    }

    private byte[] bytes(
            AuditEvent event,
            String actor,
            List<String> subjects,
            UUID id,
            Instant time,
            long number,
            Map<String, String> commitments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator g = json.createGenerator(ObjectWriteContext.empty(), out)) {
            g.writeStartObject();
            g.writeNumberProperty("v", 1);
            g.writeStringProperty("id", id.toString());
            g.writeStringProperty("time", time.toString());
            g.writeStringProperty("type", event.type());
            g.writeStringProperty("action", storable(event.action()));
            g.writeStringProperty("outcome", event.outcome().name());
            optional(g, "reason", event.reason());
            party(g, "actor", event.actor().type(), actor);
            Actor principal = event.actor().onBehalfOf();
            if (principal != null) {
                party(g, "onBehalfOf", principal.type(), ref(principal));
            }
            g.writeArrayPropertyStart("subjects");
            for (int i = 0; i < subjects.size(); i++) {
                party(g, event.subjects().get(i).type(), subjects.get(i));
            }
            g.writeEndArray();
            optional(g, "entity", event.entity());
            g.writeArrayPropertyStart("attributes");
            event.attributes().forEach(name -> g.writeString(storable(name)));
            g.writeEndArray();
            optional(g, "purpose", event.purpose());
            optional(g, "basis", event.legalBasis());
            texts(g, "facts", event.facts());
            optional(g, "trace", event.origin().traceId());
            optional(g, "request", event.origin().requestId());
            g.writeStringProperty("node", node);
            g.writeStringProperty("epoch", epoch.toString());
            g.writeNumberProperty("n", number);
            texts(g, "commitments", commitments);
            g.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void party(JsonGenerator g, String name, String type, String ref) {
        g.writeName(name);
        party(g, type, ref);
    }

    private static void party(JsonGenerator g, String type, String ref) {
        g.writeStartObject();
        g.writeStringProperty("type", storable(type));
        g.writeStringProperty("ref", ref);
        g.writeEndObject();
    }

    private static void optional(JsonGenerator g, String name, @Nullable String value) {
        if (value != null) {
            g.writeStringProperty(name, storable(value));
        }
    }

    private static void texts(JsonGenerator g, String name, Map<String, String> values) {
        g.writeObjectPropertyStart(name);
        values.forEach((key, value) -> g.writeStringProperty(key, storable(value)));
        g.writeEndObject();
    }

    /**
     * The text with what no database stores as it is, NUL and half surrogate pairs, replaced by U+FFFD: a caller's header must
     * be able to break neither the event nor its commitment.
     */
    static String storable(String text) {
        if (allStorable(text)) {
            return text;
        }
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints().map(each -> unstorable(each) ? 0xFFFD : each).forEach(storable::appendCodePoint);
        return storable.toString();
    }

    /** Most texts are: one look at each character, and no stream of them. */
    private static boolean allStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return text.codePoints().noneMatch(LeafWriter::unstorable);
            }
        }
        return true;
    }

    private static boolean unstorable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
