package dev.rasura.internal.erasure;

import dev.rasura.SubjectRef;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Whom an erasure was of, and by which values rows could name that person. Waits encrypted for the sweep; never logged.
 *
 * @param stayed whether the row with the subject's key was still the subject's own after the erasure
 * @param values what the erasure's statements were bound to: table and column to text
 */
record FormerSubject(SubjectRef subject, boolean stayed, Map<List<String>, String> values) {

    private static final JsonFactory JSON = new JsonFactory();

    FormerSubject {
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return "FormerSubject[withheld]";
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("v", 1);
            json.writeStringProperty("type", subject.type());
            json.writeStringProperty("id", subject.id());
            json.writeBooleanProperty("stayed", stayed);
            json.writeArrayPropertyStart("values");
            values.forEach((place, text) -> {
                json.writeStartArray();
                place.forEach(json::writeString);
                json.writeString(text);
                json.writeEndArray();
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static FormerSubject of(byte[] bytes) {
        String type = "";
        String id = "";
        boolean stayed = false;
        Map<List<String>, String> values = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "type" -> type = json.getString();
                    case "id" -> id = json.getString();
                    case "stayed" -> stayed = json.getBooleanValue();
                    case "values" -> {
                        while (json.nextToken() == JsonToken.START_ARRAY) {
                            List<String> parts = new ArrayList<>();
                            while (json.nextToken() == JsonToken.VALUE_STRING) {
                                parts.add(json.getString());
                            }
                            values.put(List.copyOf(parts.subList(0, 2)), parts.get(2));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        }
        return new FormerSubject(new SubjectRef(type, id), stayed, values);
    }
}
