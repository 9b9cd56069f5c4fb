package dev.rasura.internal.audit;

import dev.rasura.audit.Actor;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import tools.jackson.core.JsonGenerator;

/**
 * An event as Open Cybersecurity Schema Framework 1.2.0 has it, class API Activity (6003): the class for what is done to
 * resources by calls of an application, which also holds reads.
 */
final class OcsfEvent implements EventExport.EventObject {

    private static final int CLASS = 6003;

    @Override
    public void write(JsonGenerator json, RecordedEvent event) {
        int activity = switch (DoneAs.of(event)) {
            case CREATE -> 1;
            case READ -> 2;
            case UPDATE -> 3;
            case DELETE -> 4;
            case OTHER -> 99;
        };
        boolean success = event.outcome() == Outcome.SUCCESS;
        json.writeStartObject();
        json.writeNumberProperty("category_uid", 6);
        json.writeNumberProperty("class_uid", CLASS);
        json.writeNumberProperty("activity_id", activity);
        json.writeStringProperty("activity_name", event.action());
        json.writeNumberProperty("type_uid", CLASS * 100L + activity);
        json.writeNumberProperty("severity_id", success ? 1 : 2);
        json.writeNumberProperty("time", event.time().toEpochMilli());
        json.writeNumberProperty("status_id", success ? 1 : 2);
        json.writeStringProperty("status", success ? "Success" : "Failure");
        json.writeStringProperty("status_code", event.outcome().name());
        EventJson.text(json, "status_detail", event.reason());
        metadata(json, event);
        actor(json, event);
        json.writeObjectPropertyStart("api");
        json.writeStringProperty("operation", event.type());
        if (event.entity() != null) {
            json.writeObjectPropertyStart("service");
            json.writeStringProperty("name", event.entity());
            json.writeEndObject();
        }
        json.writeEndObject();
        endpoint(json, event);
        request(json, event);
        json.writeArrayPropertyStart("resources");
        for (Party subject : event.subjects()) {
            json.writeStartObject();
            json.writeStringProperty("uid", subject.ref());
            json.writeStringProperty("type", subject.type());
            json.writeEndObject();
        }
        json.writeEndArray();
        unmapped(json, event);
        json.writeEndObject();
    }

    private static void metadata(JsonGenerator json, RecordedEvent event) {
        json.writeObjectPropertyStart("metadata");
        json.writeStringProperty("version", "1.2.0");
        json.writeStringProperty("uid", event.id().toString());
        json.writeStringProperty("event_code", event.type());
        json.writeStringProperty("log_name", "rasura.audit");
        json.writeStringProperty("original_time", event.time().toString());
        if (event.leafIndex() != null) {
            json.writeNumberProperty("sequence", event.leafIndex());
        }
        EventJson.text(json, "correlation_uid", event.traceId());
        json.writeObjectPropertyStart("product");
        json.writeStringProperty("name", "Rasura");
        json.writeStringProperty("vendor_name", "Rasura");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void actor(JsonGenerator json, RecordedEvent event) {
        json.writeObjectPropertyStart("actor");
        if (system(event)) {
            json.writeStringProperty("app_name", event.actor().ref());
        }
        json.writeObjectPropertyStart("user");
        json.writeStringProperty("uid", event.actor().ref());
        json.writeStringProperty(
                "type", system(event) ? "System" : event.actor().type());
        json.writeNumberProperty("type_id", system(event) ? 3 : 99);
        EventJson.text(json, "name", event.disclosed().get("actor.id"));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A system acts on its node; where a person's call came from may be unknown, or erased, and the class requires it. */
    private static void endpoint(JsonGenerator json, RecordedEvent event) {
        json.writeObjectPropertyStart("src_endpoint");
        String address = event.disclosed().get("origin.address");
        if (address != null) {
            json.writeStringProperty("ip", address);
        } else {
            json.writeStringProperty("name", system(event) ? event.node() : "unknown");
        }
        json.writeEndObject();
    }

    private static void request(JsonGenerator json, RecordedEvent event) {
        String userAgent = event.disclosed().get("origin.userAgent");
        if (event.requestId() != null || userAgent != null) {
            json.writeObjectPropertyStart("http_request");
            EventJson.text(json, "uid", event.requestId());
            EventJson.text(json, "user_agent", userAgent);
            json.writeEndObject();
        }
    }

    private static void unmapped(JsonGenerator json, RecordedEvent event) {
        json.writeObjectPropertyStart("unmapped");
        EventJson.text(json, "purpose", event.purpose());
        EventJson.text(json, "legal_basis", event.legalBasis());
        EventJson.texts(json, "attributes", event.attributes());
        EventJson.party(json, "on_behalf_of", event.onBehalfOf());
        EventJson.texts(json, "facts", event.facts());
        json.writeStringProperty("node", event.node());
        EventJson.texts(json, "disclosed", event.disclosed());
        json.writeEndObject();
    }

    private static boolean system(RecordedEvent event) {
        return event.actor().type().equals(Actor.SYSTEM);
    }
}
