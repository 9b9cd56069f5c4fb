package dev.rasura.internal.erasure;

import dev.rasura.erasure.Attestation;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
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
}
