package dev.rasura.internal.erasure;

import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ScanArea;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The stored form of an attestation, version 1: places and counts, no values. */
final class AttestationJson {

    private static final JsonFactory JSON = new JsonFactory();

    private AttestationJson() {}

    static String write(Attestation attestation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("v", 1);
            json.writeStringProperty("id", attestation.id().toString());
            json.writeStringProperty("erasure", attestation.erasure().toString());
            json.writeStringProperty("result", attestation.result().name());
            json.writeStringProperty("area", attestation.area().name());
            json.writeStringProperty("attestedAt", attestation.attestedAt().toString());
            json.writeNumberProperty("residue", attestation.residue());
            json.writeNumberProperty("shared", attestation.shared());
            json.writeNumberProperty("retained", attestation.retained());
            json.writeNumberProperty("tables", attestation.tables());
            json.writeNumberProperty("rows", attestation.rows());
            json.writeArrayPropertyStart("finds");
            for (Attestation.Find find : attestation.finds()) {
                json.writeStartObject();
                json.writeStringProperty("table", find.table());
                json.writeStringProperty("column", find.column());
                json.writeNumberProperty("count", find.count());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("skipped");
            attestation.skipped().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    static Attestation read(String text) {
        Map<String, String> strings = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        List<Attestation.Find> finds = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (name.equals("finds")) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        finds.add(find(json));
                    }
                } else if (name.equals("skipped")) {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        skipped.add(json.getString());
                    }
                } else if (token == JsonToken.VALUE_STRING) {
                    strings.put(name, json.getString());
                } else if (token == JsonToken.VALUE_NUMBER_INT) {
                    numbers.put(name, json.getLongValue());
                } else {
                    json.skipChildren();
                }
            }
        }
        return new Attestation(
                UUID.fromString(required(strings, "id")),
                UUID.fromString(required(strings, "erasure")),
                Attestation.Result.valueOf(required(strings, "result")),
                ScanArea.valueOf(required(strings, "area")),
                Instant.parse(required(strings, "attestedAt")),
                required(numbers, "residue").intValue(),
                required(numbers, "shared").intValue(),
                required(numbers, "retained").intValue(),
                finds,
                skipped,
                required(numbers, "tables"),
                required(numbers, "rows"));
    }

    private static Attestation.Find find(JsonParser json) {
        String table = "";
        String column = "";
        long count = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "table" -> table = json.getString();
                case "column" -> column = json.getString();
                case "count" -> count = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return new Attestation.Find(table, column, count);
    }

    private static <T> T required(Map<String, T> properties, String name) {
        T value = properties.get(name);
        if (value == null) {
            throw new IllegalStateException("A stored attestation lacks '" + name + "'.");
        }
        return value;
    }
}
