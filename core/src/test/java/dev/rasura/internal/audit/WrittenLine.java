package dev.rasura.internal.audit;

import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import dev.rasura.spi.StreamedEvent;
import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A line of the stream with the fields that docs/audit-stream.md lists, as an appender of somebody's own writes it. */
final class WrittenLine {

    private WrittenLine() {}

    static String of(StreamedEvent streamed) {
        RecordedEvent event = streamed.event();
        StringWriter line = new StringWriter();
        try (JsonGenerator g = new JsonFactory().createGenerator(ObjectWriteContext.empty(), line)) {
            g.writeStartObject();
            g.writeStringProperty("time", "2026-01-01T00:00:00Z");
            g.writeNumberProperty("rasura", 1);
            g.writeStringProperty("id", event.id().toString());
            g.writeStringProperty("occurredAt", event.time().toString());
            g.writeStringProperty("type", event.type());
            g.writeStringProperty("action", event.action());
            g.writeStringProperty("outcome", event.outcome().name());
            g.writeStringProperty("reason", event.reason());
            g.writeName("actor");
            party(g, event.actor());
            if (event.onBehalfOf() != null) {
                g.writeName("onBehalfOf");
                party(g, event.onBehalfOf());
            }
            g.writeArrayPropertyStart("subjects");
            event.subjects().forEach(subject -> party(g, subject));
            g.writeEndArray();
            g.writeStringProperty("entity", event.entity());
            g.writeArrayPropertyStart("attributes");
            event.attributes().forEach(g::writeString);
            g.writeEndArray();
            g.writeStringProperty("purpose", event.purpose());
            g.writeStringProperty("legalBasis", event.legalBasis());
            texts(g, "facts", event.facts());
            g.writeStringProperty("traceId", event.traceId());
            g.writeStringProperty("requestId", event.requestId());
            g.writeStringProperty("node", event.node());
            g.writeStringProperty("epoch", streamed.epoch().toString());
            if (streamed.number() != null) {
                g.writeNumberProperty("number", streamed.number());
            }
            g.writeStringProperty("leafHash", streamed.leafHash());
            if (!streamed.values().isEmpty()) {
                texts(g, "values", streamed.values());
            }
            g.writeEndObject();
        }
        return line + "\n";
    }

    private static void party(JsonGenerator g, Party party) {
        g.writeStartObject();
        g.writeStringProperty("type", party.type());
        g.writeStringProperty("ref", party.ref());
        g.writeEndObject();
    }

    private static void texts(JsonGenerator g, String name, Map<String, String> texts) {
        g.writeObjectPropertyStart(name);
        texts.forEach(g::writeStringProperty);
        g.writeEndObject();
    }
}
