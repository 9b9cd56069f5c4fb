package dev.rasura.internal.export;

import dev.rasura.annotation.LegalBasis;
import dev.rasura.datamap.Holding;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.export.ExportManifest.Withheld;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** The whole of an export as one JSON document, version 1. A row is a line. */
final class JsonDocument {

    static final String FORMAT = "rasura-export";
    static final int VERSION = 1;

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final ExportRun run;
    private final boolean attached;

    /** @param attached whether large values are named as attachments, or else stand in their place */
    JsonDocument(ExportRun run, boolean attached) {
        this.run = run;
        this.attached = attached;
    }

    void write(OutputStream out) throws SQLException, IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", FORMAT);
            json.writeNumberProperty("version", VERSION);
            json.writeName("subject");
            json.writeStartObject();
            json.writeStringProperty("type", run.subjectType());
            json.writeEndObject();
            json.writeStringProperty("exportedAt", run.exportedAt().toString());
            json.writeStringProperty("id", run.id().toString());
            json.writeBooleanProperty("complete", run.unclassified().isEmpty());
            json.writeArrayPropertyStart("tables");
            for (TableReading table : run.tables()) {
                write(json, table);
            }
            json.writeEndArray();
            writeLeftOut(json, run.withheld(), run.unclassified());
            json.writeEndObject();
        }
    }

    static void writeLeftOut(JsonGenerator json, List<Withheld> withheld, List<String> unclassified) {
        json.writeArrayPropertyStart("withheld");
        for (Withheld one : withheld) {
            json.writeStartObject();
            json.writeStringProperty("table", one.table());
            json.writeStringProperty("column", one.column());
            json.writeStringProperty("reason", one.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("unclassified");
        unclassified.forEach(json::writeString);
        json.writeEndArray();
    }

    private void write(JsonGenerator json, TableReading reading) throws SQLException, IOException {
        ExportedTable table = reading.table();
        json.writeStartObject();
        json.writeStringProperty("table", table.name());
        json.writeStringProperty("entity", table.owned().label());
        json.writeArrayPropertyStart("columns");
        table.columns().forEach(c -> describe(json, c.plan()));
        json.writeEndArray();
        writeRetention(json, table);
        json.writeArrayPropertyStart("rows");
        reading.read(new Rows(json, table));
        json.writeEndArray();
        json.writeEndObject();
    }

    /** For how long the rows are stored, and on what grounds they outlive an erasure (Art. 15(1)(d)). */
    private static void writeRetention(JsonGenerator json, ExportedTable table) {
        if (!table.rules().isEmpty()) {
            json.writeArrayPropertyStart("retention");
            for (RetentionRule rule : table.rules()) {
                json.writeStartObject();
                json.writeStringProperty("rule", rule.name());
                json.writeStringProperty("start", rule.entity() + "." + rule.start());
                json.writeStringProperty("period", rule.period().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!table.owned().grounds().isEmpty()) {
            json.writeArrayPropertyStart("retained");
            for (OwnedTable.Condition condition : table.owned().grounds()) {
                json.writeStartObject();
                json.writeStringProperty("ground", condition.ground().ground());
                if (!condition.ground().until().isEmpty()) {
                    json.writeStringProperty("until", condition.ground().until());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void describe(JsonGenerator json, ColumnPlan plan) {
        json.writeStartObject();
        json.writeStringProperty("name", plan.column().name());
        if (plan.attribute() != null) {
            json.writeStringProperty("attribute", plan.attribute());
        }
        if (plan.category() != null) {
            describe(json, new Holding(plan.category(), plan.terms()));
        }
        if (!plan.also().isEmpty()) {
            json.writeArrayPropertyStart("also");
            plan.also().forEach(holding -> {
                json.writeStartObject();
                describe(json, holding);
                json.writeEndObject();
            });
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void describe(JsonGenerator json, Holding holding) {
        ProcessingTerms terms = holding.terms();
        json.writeStringProperty("category", holding.category().name().toLowerCase(Locale.ROOT));
        if (!terms.purpose().isEmpty()) {
            json.writeStringProperty("purpose", terms.purpose());
        }
        if (terms.basis() != LegalBasis.UNSPECIFIED) {
            json.writeStringProperty("basis", terms.basis().name().toLowerCase(Locale.ROOT));
        }
        if (!terms.source().isEmpty()) {
            json.writeStringProperty("source", terms.source());
        }
        if (!terms.recipients().isEmpty()) {
            json.writeArrayPropertyStart("recipients");
            terms.recipients().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    /** The rows of one table. */
    private final class Rows implements Cells {

        private final JsonGenerator json;
        private final ExportedTable table;
        private final SerializedString[] names;

        Rows(JsonGenerator json, ExportedTable table) {
            this.json = json;
            this.table = table;
            this.names = table.columns().stream()
                    .map(c -> new SerializedString(c.name()))
                    .toArray(SerializedString[]::new);
        }

        @Override
        public void startRow() {
            json.writeRaw('\n');
            json.writeStartObject();
        }

        @Override
        public void none(int column) {
            json.writeName(names[column]);
            json.writeNull();
        }

        @Override
        public void withheld(int column) {
            // Not even a null, which would say that nothing is stored.
        }

        @Override
        public void text(int column, String value) {
            json.writeName(names[column]);
            json.writeString(value);
        }

        @Override
        public void number(int column, long value) {
            json.writeName(names[column]);
            json.writeNumber(value);
        }

        @Override
        public void number(int column, BigDecimal value) {
            json.writeName(names[column]);
            json.writeNumber(value);
        }

        @Override
        public void truth(int column, boolean value) {
            json.writeName(names[column]);
            json.writeBoolean(value);
        }

        @Override
        public void json(int column, String value) {
            json.writeName(names[column]);
            if (isJson(value)) {
                json.writeRawValue(value);
            } else {
                json.writeString(value);
            }
        }

        @Override
        public void large(int column, long number, LargeValue value) throws IOException, SQLException {
            json.writeName(names[column]);
            if (attached) {
                json.writeStartObject();
                json.writeStringProperty(
                        "attachment",
                        ZipArchive.attachment(table, table.columns().get(column), number, value.text()));
                json.writeNumberProperty("bytes", value.bytes());
                json.writeEndObject();
            } else {
                value.writeTo(json);
            }
        }

        @Override
        public void endRow() {
            json.writeEndObject();
        }
    }

    /** Whether the text is one JSON value, and can stand where a value can. */
    private static boolean isJson(String value) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
