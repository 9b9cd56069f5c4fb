package dev.rasura.example.quickstart;

import dev.rasura.SubjectRef;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code --report} writes: the whole run in numbers. */
record Report(
        String dataset,
        String database,
        SubjectRef subject,
        DataMap dataMap,
        Export export,
        Erasure erasure,
        Retention retention,
        Audit audit) {

    record DataMap(long tables, long columns, long unclassified) {}

    record Export(String file, long bytes, long rows) {}

    /**
     * @param residue distinctive values that were found after the erasure
     * @param shared values that others had too, before
     * @param verified whether the whole database was scanned and none found
     */
    record Erasure(
            long deleted,
            long anonymised,
            long retained,
            long statements,
            long residue,
            long shared,
            boolean verified) {}

    record Retention(String rule, long matched, long removed, long batches) {}

    record Audit(long events, long treeSize, String rootHash, boolean verified, boolean tamperFound) {}

    void write(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("dataset", dataset);
            json.writeStringProperty("database", database);
            json.writeObjectPropertyStart("subject");
            json.writeStringProperty("type", subject.type());
            json.writeStringProperty("id", subject.id());
            json.writeEndObject();
            writeDataMap(json);
            writeExport(json);
            writeErasure(json);
            writeRetention(json);
            writeAudit(json);
            json.writeEndObject();
        }
    }

    private void writeDataMap(JsonGenerator json) {
        json.writeObjectPropertyStart("dataMap");
        json.writeNumberProperty("tables", dataMap.tables());
        json.writeNumberProperty("columns", dataMap.columns());
        json.writeNumberProperty("unclassified", dataMap.unclassified());
        json.writeEndObject();
    }

    private void writeExport(JsonGenerator json) {
        json.writeObjectPropertyStart("export");
        json.writeStringProperty("file", export.file());
        json.writeNumberProperty("bytes", export.bytes());
        json.writeNumberProperty("rows", export.rows());
        json.writeEndObject();
    }

    private void writeErasure(JsonGenerator json) {
        json.writeObjectPropertyStart("erasure");
        json.writeNumberProperty("deleted", erasure.deleted());
        json.writeNumberProperty("anonymised", erasure.anonymised());
        json.writeNumberProperty("retained", erasure.retained());
        json.writeNumberProperty("statements", erasure.statements());
        json.writeNumberProperty("residue", erasure.residue());
        json.writeNumberProperty("shared", erasure.shared());
        json.writeBooleanProperty("verified", erasure.verified());
        json.writeEndObject();
    }

    private void writeRetention(JsonGenerator json) {
        json.writeObjectPropertyStart("retention");
        json.writeStringProperty("rule", retention.rule());
        json.writeNumberProperty("matched", retention.matched());
        json.writeNumberProperty("removed", retention.removed());
        json.writeNumberProperty("batches", retention.batches());
        json.writeEndObject();
    }

    private void writeAudit(JsonGenerator json) {
        json.writeObjectPropertyStart("audit");
        json.writeNumberProperty("events", audit.events());
        json.writeNumberProperty("treeSize", audit.treeSize());
        json.writeStringProperty("rootHash", audit.rootHash());
        json.writeBooleanProperty("verified", audit.verified());
        json.writeBooleanProperty("tamperFound", audit.tamperFound());
        json.writeEndObject();
    }
}
