package dev.rasura.internal.erasure;

import dev.rasura.internal.erasure.ScanFindings.Count;
import dev.rasura.internal.erasure.ScanFindings.Place;
import dev.rasura.internal.residue.TableName;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How far a pass has come, in the form in which it waits, encrypted, for the next call on any node. Version 1. */
final class ScanProgressJson {

    private static final JsonFactory JSON = new JsonFactory();

    private ScanProgressJson() {}

    static byte[] write(ScanFindings findings, SearchedValues values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("v", 1);
            json.writeNumberProperty("rows", findings.rows());
            json.writeArrayPropertyStart("finished");
            for (TableName table : findings.finished()) {
                json.writeStartArray();
                json.writeString(table.table());
                if (table.schema() != null) {
                    json.writeString(table.schema());
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("unreadable");
            findings.unreadable().forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("places");
            findings.places().forEach((place, count) -> {
                json.writeStartArray();
                json.writeString(place.schema());
                json.writeString(place.table());
                json.writeString(place.column());
                json.writeString(values.owner(place.needle()).erasure().toString());
                json.writeString(Integer.toString(values.position(place.needle())));
                json.writeString(Long.toString(count.found()));
                json.writeString(Long.toString(count.kept()));
                json.writeEndArray();
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** What was found of erasures that were attested meanwhile is left out. */
    static ScanFindings read(byte @Nullable [] bytes, SearchedValues values) {
        ScanFindings findings = new ScanFindings();
        if (bytes == null) {
            return findings;
        }
        long rows = 0;
        List<TableName> finished = new ArrayList<>();
        List<String> unreadable = List.of();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "rows" -> rows = json.getLongValue();
                    case "finished" -> {
                        while (json.nextToken() == JsonToken.START_ARRAY) {
                            List<String> parts = strings(json);
                            finished.add(new TableName(parts.size() > 1 ? parts.get(1) : null, parts.get(0)));
                        }
                    }
                    case "unreadable" -> unreadable = strings(json);
                    case "places" -> {
                        while (json.nextToken() == JsonToken.START_ARRAY) {
                            List<String> parts = strings(json);
                            int needle = values.needle(UUID.fromString(parts.get(3)), Integer.parseInt(parts.get(4)));
                            if (needle >= 0) {
                                Count count = new Count(Long.parseLong(parts.get(5)), Long.parseLong(parts.get(6)));
                                Place place = new Place(parts.get(0), parts.get(1), parts.get(2), needle);
                                findings.count(place, count.found(), count.kept());
                            }
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        }
        findings.resume(finished, unreadable, rows);
        return findings;
    }

    private static List<String> strings(JsonParser json) {
        List<String> strings = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            strings.add(json.getString());
        }
        return strings;
    }
}
