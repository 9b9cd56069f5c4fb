package dev.rasura.spring;

import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.spi.StreamedEvent;
import java.util.Map;
import net.logstash.logback.argument.StructuredArgument;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * An event as the fields of one JSON line. They are values to the encoder and never part of a message, so nothing in them
 * can pass for another field or another line.
 */
final class AuditLine implements StructuredArgument {

    /** The version of the fields, by which readers know such lines. */
    static final int VERSION = 1;

    private final StreamedEvent streamed;
    private boolean written;

    AuditLine(StreamedEvent streamed) {
        this.streamed = streamed;
    }

    /** The line is in the file, whole. */
    void markWritten() {
        written = true;
    }

    boolean isWritten() {
        return written;
    }

    @Override
    public void writeTo(JsonGenerator g) {
        RecordedEvent event = streamed.event();
        g.writeNumberProperty("rasura", VERSION);
        g.writeStringProperty("id", event.id().toString());
        g.writeStringProperty("occurredAt", event.time().toString());
        g.writeStringProperty("type", event.type());
        g.writeStringProperty("action", event.action());
        g.writeStringProperty("outcome", event.outcome().name());
        optional(g, "reason", event.reason());
        party(g, "actor", event.actor());
        if (event.onBehalfOf() != null) {
            party(g, "onBehalfOf", event.onBehalfOf());
        }
        g.writeArrayPropertyStart("subjects");
        event.subjects().forEach(subject -> party(g, subject));
        g.writeEndArray();
        optional(g, "entity", event.entity());
        g.writeArrayPropertyStart("attributes");
        event.attributes().forEach(g::writeString);
        g.writeEndArray();
        optional(g, "purpose", event.purpose());
        optional(g, "legalBasis", event.legalBasis());
        texts(g, "facts", event.facts());
        optional(g, "traceId", event.traceId());
        optional(g, "requestId", event.requestId());
        g.writeStringProperty("node", event.node());
        g.writeStringProperty("epoch", streamed.epoch().toString());
        Long number = streamed.number();
        if (number != null) {
            g.writeNumberProperty("number", number);
        }
        optional(g, "leafHash", streamed.leafHash());
        if (!streamed.values().isEmpty()) {
            texts(g, "values", streamed.values());
        }
    }

    private static void party(JsonGenerator g, String name, Party party) {
        g.writeName(name);
        party(g, party);
    }

    private static void party(JsonGenerator g, Party party) {
        g.writeStartObject();
        g.writeStringProperty("type", party.type());
        g.writeStringProperty("ref", party.ref());
        g.writeEndObject();
    }

    private static void optional(JsonGenerator g, String name, @Nullable String value) {
        if (value != null) {
            g.writeStringProperty(name, value);
        }
    }

    private static void texts(JsonGenerator g, String name, Map<String, String> values) {
        g.writeObjectPropertyStart(name);
        values.forEach(g::writeStringProperty);
        g.writeEndObject();
    }

    /** The event's id: other appenders may format it. */
    @Override
    public String toString() {
        return streamed.event().id().toString();
    }
}
