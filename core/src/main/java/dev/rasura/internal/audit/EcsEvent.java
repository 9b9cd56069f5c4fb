package dev.rasura.internal.audit;

import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** An event as Elastic Common Schema 8.11 has it; what it has no field for is under {@code rasura}. */
final class EcsEvent implements EventExport.EventObject {

    @Override
    public void write(JsonGenerator json, RecordedEvent event) {
        json.writeStartObject();
        json.writeStringProperty("@timestamp", event.time().toString());
        object(json, "ecs", "version", "8.11.0");
        event(json, event);
        json.writeObjectPropertyStart("user");
        EventJson.text(json, "id", event.disclosed().get("actor.id"));
        json.writeStringProperty("hash", event.actor().ref());
        json.writeEndObject();
        object(json, "source", "ip", event.disclosed().get("origin.address"));
        object(json, "user_agent", "original", event.disclosed().get("origin.userAgent"));
        object(json, "trace", "id", event.traceId());
        if (event.requestId() != null) {
            json.writeObjectPropertyStart("http");
            object(json, "request", "id", event.requestId());
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("service");
        object(json, "node", "name", event.node());
        json.writeEndObject();
        own(json, event);
        json.writeEndObject();
    }

    private static void event(JsonGenerator json, RecordedEvent event) {
        json.writeObjectPropertyStart("event");
        json.writeStringProperty("kind", "event");
        json.writeArrayPropertyStart("category");
        json.writeString("database");
        json.writeEndArray();
        json.writeArrayPropertyStart("type");
        json.writeString(
                switch (DoneAs.of(event)) {
                    case READ -> "access";
                    case CREATE, UPDATE, DELETE -> "change";
                    case OTHER -> "info";
                });
        json.writeEndArray();
        json.writeStringProperty("id", event.id().toString());
        json.writeStringProperty("action", event.action());
        json.writeStringProperty("code", event.type());
        json.writeStringProperty("outcome", event.outcome() == Outcome.SUCCESS ? "success" : "failure");
        EventJson.text(json, "reason", event.reason());
        if (event.leafIndex() != null) {
            json.writeNumberProperty("sequence", event.leafIndex());
        }
        json.writeStringProperty("provider", "rasura");
        json.writeStringProperty("dataset", "rasura.audit");
        json.writeEndObject();
    }

    private static void own(JsonGenerator json, RecordedEvent event) {
        json.writeObjectPropertyStart("rasura");
        json.writeStringProperty("outcome", event.outcome().name());
        EventJson.party(json, "actor", event.actor());
        EventJson.party(json, "on_behalf_of", event.onBehalfOf());
        json.writeArrayPropertyStart("subjects");
        for (Party subject : event.subjects()) {
            json.writeStartObject();
            json.writeStringProperty("type", subject.type());
            json.writeStringProperty("ref", subject.ref());
            json.writeEndObject();
        }
        json.writeEndArray();
        EventJson.text(json, "entity", event.entity());
        EventJson.texts(json, "attributes", event.attributes());
        EventJson.text(json, "purpose", event.purpose());
        EventJson.text(json, "legal_basis", event.legalBasis());
        EventJson.texts(json, "facts", event.facts());
        EventJson.texts(json, "disclosed", event.disclosed());
        json.writeEndObject();
    }

    private static void object(JsonGenerator json, String name, String field, @Nullable String value) {
        if (value != null) {
            json.writeObjectPropertyStart(name);
            json.writeStringProperty(field, value);
            json.writeEndObject();
        }
    }
}
