package dev.rasura.internal.erasure;

import dev.rasura.internal.erasure.ScanFindings.Place;
import dev.rasura.internal.residue.ReadTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a pass has come, in the form in which it waits, encrypted, for the next call on any node. Version 1. */
final class ScanProgressJson {

    private ScanProgressJson() {}

    static byte[] write(ScanFindings findings, SearchedValues values) {
        return JsonText.utf8(json -> {
            json.writeNumberProperty("v", 1);
            json.writeNumberProperty("rows", findings.rows());
            json.writeArrayPropertyStart("finished");
            for (ReadTable table : findings.finished()) {
                json.writeStartArray();
                json.writeString(table.table());
                json.writeString(table.identity());
                if (table.schema() != null) {
                    json.writeString(table.schema());
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            JsonText.texts(json, "unreadable", findings.unreadable());
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
        });
    }

    /** What was found of erasures that were attested meanwhile is left out. */
    static ScanFindings read(byte @Nullable [] bytes, SearchedValues values) {
        ScanFindings findings = new ScanFindings();
        if (bytes == null) {
            return findings;
        }
        JsonFields json = JsonFields.read(bytes);
        for (List<String> row : json.rows("places")) {
            int needle = values.needle(UUID.fromString(row.get(3)), Integer.parseInt(row.get(4)));
            if (needle >= 0) {
                Place place = new Place(row.get(0), row.get(1), row.get(2), needle);
                findings.count(place, Long.parseLong(row.get(5)), Long.parseLong(row.get(6)));
            }
        }
        List<ReadTable> finished = json.rows("finished").stream()
                .map(row -> new ReadTable(row.size() > 2 ? row.get(2) : null, row.get(0), row.get(1)))
                .toList();
        findings.resume(finished, json.texts("unreadable"), json.number("rows"));
        return findings;
    }
}
