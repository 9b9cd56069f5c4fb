package dev.rasura.internal.export;

import dev.rasura.export.ExportManifest;
import dev.rasura.export.ExportManifest.Part;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * An export as a ZIP archive: the rows are read once for each of its parts. Names of parts are made of table and column
 * names and numbers, nothing of a person.
 */
final class ZipArchive {

    static final String DATA = "data.json";
    private static final String MANIFEST = "manifest.json";
    private static final int MANIFEST_VERSION = 1;
    private static final int BUFFER = 64 * 1024;

    private final ExportRun run;
    private final ZipOutputStream zip;
    private final List<Part> parts = new ArrayList<>();

    private ZipArchive(ExportRun run, ZipOutputStream zip) {
        this.run = run;
        this.zip = zip;
    }

    static ExportManifest write(ExportRun run, ExportSink sink) throws SQLException, IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(sink, BUFFER))) {
            try {
                return new ZipArchive(run, zip).write();
            } catch (SQLException | IOException | RuntimeException | Error e) {
                sink.end();
                throw e;
            }
        }
    }

    static String attachment(ExportedTable table, ExportedColumn column, long number, boolean text) {
        return "attachments/" + table.file() + "/" + number + "-" + ExportSelection.plain(column.name())
                + (text ? ".txt" : ".bin");
    }

    private ExportManifest write() throws SQLException, IOException {
        ExportPart data = open(DATA);
        new JsonDocument(run, true).write(data);
        close(data, run.rows());
        for (TableReading table : run.tables()) {
            ExportPart csv = open("csv/" + table.table().file() + ".csv");
            CsvTable.write(table, csv);
            close(csv, table.rows());
        }
        for (TableReading table : run.tables()) {
            if (table.hasLarge()) {
                table.read(new Attachments(table.table()));
            }
        }
        ExportManifest manifest = run.manifest(parts);
        zip.putNextEntry(entry(MANIFEST));
        write(manifest, new ExportPart(MANIFEST, zip));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        return manifest;
    }

    private ExportPart open(String name) throws IOException {
        zip.putNextEntry(entry(name));
        return new ExportPart(name, zip);
    }

    private void close(ExportPart part, long rows) throws IOException {
        zip.closeEntry();
        parts.add(part.done(rows));
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(run.exportedAt(), ZoneOffset.UTC));
        return entry;
    }

    private static void write(ExportManifest manifest, OutputStream out) {
        try (JsonGenerator json = JsonDocument.JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", "rasura-export-manifest");
            json.writeNumberProperty("version", MANIFEST_VERSION);
            json.writeStringProperty("id", manifest.id().toString());
            json.writeStringProperty("subjectType", manifest.subjectType());
            json.writeStringProperty("exportedAt", manifest.exportedAt().toString());
            json.writeBooleanProperty("complete", manifest.complete());
            json.writeBooleanProperty("consistent", manifest.consistent());
            json.writeNumberProperty("rows", manifest.rows());
            json.writeNumberProperty("bytes", manifest.bytes());
            json.writeArrayPropertyStart("parts");
            for (Part part : manifest.parts()) {
                json.writeStartObject();
                json.writeStringProperty("name", part.name());
                json.writeNumberProperty("bytes", part.bytes());
                json.writeNumberProperty("rows", part.rows());
                json.writeStringProperty("sha256", part.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            JsonDocument.writeLeftOut(json, manifest.withheld(), manifest.unclassified());
            json.writeEndObject();
        }
    }

    /** Writes nothing of a row but its large values. */
    private final class Attachments implements Cells {

        private final ExportedTable table;

        Attachments(ExportedTable table) {
            this.table = table;
        }

        @Override
        public void large(int column, long number, LargeValue value) throws IOException, SQLException {
            ExportPart part = open(attachment(table, table.columns().get(column), number, value.text()));
            value.writeTo(part);
            close(part, 0);
        }

        @Override
        public void startRow() {}

        @Override
        public void none(int column) {}

        @Override
        public void withheld(int column) {}

        @Override
        public void text(int column, String value) {}

        @Override
        public void number(int column, long value) {}

        @Override
        public void number(int column, BigDecimal value) {}

        @Override
        public void truth(int column, boolean value) {}

        @Override
        public void json(int column, String value) {}

        @Override
        public void endRow() {}
    }
}
