package dev.rasura.internal.erasure;

import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
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

/** The stored form of a receipt, version 1. */
final class ReceiptJson {

    private static final int VERSION = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private ReceiptJson() {}

    static String write(ErasureReceipt receipt) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("v", VERSION);
            json.writeStringProperty("id", receipt.id().toString());
            json.writeStringProperty("subjectType", receipt.subjectType());
            json.writeStringProperty("subject", receipt.subject());
            json.writeStringProperty("executedAt", receipt.executedAt().toString());
            json.writeStringProperty("planHash", receipt.planHash());
            json.writeNumberProperty("statements", receipt.statements());
            if (receipt.auditEvent() != null) {
                json.writeStringProperty("auditEvent", receipt.auditEvent().toString());
            }
            json.writeArrayPropertyStart("tables");
            for (TableCount count : receipt.tables()) {
                write(json, count);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, TableCount count) {
        json.writeStartObject();
        json.writeStringProperty("table", count.table());
        json.writeStringProperty("treatment", count.treatment().name());
        json.writeNumberProperty("rows", count.rows());
        json.writeArrayPropertyStart("columns");
        count.columns().forEach(json::writeString);
        json.writeEndArray();
        if (count.ground() != null) {
            json.writeStringProperty("ground", count.ground());
        }
        if (count.until() != null) {
            json.writeStringProperty("until", count.until());
        }
        if (count.untilDate() != null) {
            json.writeStringProperty("untilDate", count.untilDate().toString());
        }
        json.writeEndObject();
    }

    static ErasureReceipt read(String text, ErasureReceipt.Outcome outcome) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            Fields fields = new Fields();
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.take(name, json);
            }
            return fields.receipt(outcome);
        }
    }

    private static final class Fields {
        private String id = "";
        private String subjectType = "";
        private String subject = "";
        private String executedAt = "";
        private String planHash = "";
        private int statements;
        private @Nullable String auditEvent;
        private final List<TableCount> tables = new ArrayList<>();

        void take(String name, JsonParser json) {
            switch (name) {
                case "id" -> id = json.getString();
                case "subjectType" -> subjectType = json.getString();
                case "subject" -> subject = json.getString();
                case "executedAt" -> executedAt = json.getString();
                case "planHash" -> planHash = json.getString();
                case "statements" -> statements = json.getIntValue();
                case "auditEvent" -> auditEvent = json.getString();
                case "tables" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        tables.add(table(json));
                    }
                }
                default -> json.skipChildren();
            }
        }

        private static TableCount table(JsonParser json) {
            String table = "";
            String treatment = "";
            long rows = 0;
            List<String> columns = new ArrayList<>();
            String ground = null;
            String until = null;
            LocalDate untilDate = null;
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "table" -> table = json.getString();
                    case "treatment" -> treatment = json.getString();
                    case "rows" -> rows = json.getLongValue();
                    case "columns" -> {
                        while (json.nextToken() == JsonToken.VALUE_STRING) {
                            columns.add(json.getString());
                        }
                    }
                    case "ground" -> ground = json.getString();
                    case "until" -> until = json.getString();
                    case "untilDate" -> untilDate = LocalDate.parse(json.getString());
                    default -> json.skipChildren();
                }
            }
            return new TableCount(table, Treatment.valueOf(treatment), rows, columns, ground, until, untilDate);
        }

        ErasureReceipt receipt(ErasureReceipt.Outcome outcome) {
            return new ErasureReceipt(
                    UUID.fromString(id),
                    outcome,
                    subjectType,
                    subject,
                    Instant.parse(executedAt),
                    planHash,
                    tables,
                    statements,
                    auditEvent == null ? null : UUID.fromString(auditEvent));
        }
    }
}
