package dev.rasura.internal.erasure;

import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ScanArea;
import java.time.Instant;
import java.util.UUID;

/** The stored form of an attestation, version 1: places and counts, no values. */
final class AttestationJson {

    private AttestationJson() {}

    static String write(Attestation attestation) {
        return JsonText.object(json -> {
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
            JsonText.texts(json, "skipped", attestation.skipped());
        });
    }

    static Attestation read(String text) {
        JsonFields json = JsonFields.read(text);
        return new Attestation(
                UUID.fromString(json.text("id")),
                UUID.fromString(json.text("erasure")),
                json.constant(Attestation.Result.class, "result"),
                json.constant(ScanArea.class, "area"),
                Instant.parse(json.text("attestedAt")),
                (int) json.number("residue"),
                (int) json.number("shared"),
                (int) json.number("retained"),
                json.objects("finds").stream().map(AttestationJson::find).toList(),
                json.texts("skipped"),
                json.number("tables"),
                json.number("rows"));
    }

    private static Attestation.Find find(JsonFields json) {
        return new Attestation.Find(json.text("table"), json.text("column"), json.number("count"));
    }
}
