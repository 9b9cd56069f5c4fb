package dev.rasura.internal.audit;

import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An event in the trail's own words: those of {@code audit-event-1.schema.json}, with leaf index and values. */
final class EventJson implements EventExport.EventObject {

    @Override
    public void write(JsonGenerator json, RecordedEvent event) {
        json.writeStartObject();
        json.writeStringProperty("id", event.id().toString());
        json.writeStringProperty("time", event.time().toString());
        if (event.leafIndex() != null) {
            json.writeNumberProperty("leafIndex", event.leafIndex());
        }
        json.writeStringProperty("type", event.type());
        json.writeStringProperty("action", event.action());
        json.writeStringProperty("outcome", event.outcome().name());
        text(json, "reason", event.reason());
        party(json, "actor", event.actor());
        party(json, "onBehalfOf", event.onBehalfOf());
        json.writeArrayPropertyStart("subjects");
        event.subjects().forEach(subject -> party(json, subject));
        json.writeEndArray();
        text(json, "entity", event.entity());
        texts(json, "attributes", event.attributes());
        text(json, "purpose", event.purpose());
        text(json, "basis", event.legalBasis());
        texts(json, "facts", event.facts());
        text(json, "trace", event.traceId());
        text(json, "request", event.requestId());
        json.writeStringProperty("node", event.node());
        texts(json, "disclosed", event.disclosed());
        json.writeEndObject();
    }

    static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    static void texts(JsonGenerator json, String name, Collection<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    /** In the order of the names, so that the same event is the same line. */
    static void texts(JsonGenerator json, String name, Map<String, String> values) {
        json.writeObjectPropertyStart(name);
        new TreeMap<>(values).forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    static void party(JsonGenerator json, String name, @Nullable Party party) {
        if (party != null) {
            json.writeName(name);
            party(json, party);
        }
    }

    private static void party(JsonGenerator json, Party party) {
        json.writeStartObject();
        json.writeStringProperty("type", party.type());
        json.writeStringProperty("ref", party.ref());
        json.writeEndObject();
    }
}
