package dev.rasura.internal.processing;

import static dev.rasura.processing.RecordOfProcessing.MISSING;

import dev.rasura.internal.render.StableJson;
import dev.rasura.processing.Activity;
import dev.rasura.processing.Activity.TableNote;
import dev.rasura.processing.Party;
import dev.rasura.processing.RecordDetails;
import dev.rasura.processing.RecordOfProcessing;
import dev.rasura.processing.Stated;
import dev.rasura.processing.Transfer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A record as JSON, version 1, by the schema {@code record-of-processing-1.schema.json}; written and read back. */
public final class RecordJson {

    private static final String FORMAT = "rasura-record-of-processing";
    private static final int VERSION = 1;

    private RecordJson() {}

    public static String write(RecordOfProcessing record) {
        RecordDetails details = record.details();
        return StableJson.object(json -> {
            json.writeStringProperty("format", FORMAT);
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("covers", RecordWords.COVERAGE);
            if (!details.system().isBlank()) {
                json.writeStringProperty("system", details.system());
            }
            if (details.asOf() != null) {
                json.writeStringProperty("asOf", details.asOf().toString());
            }
            parties(json, "controller", details.controller());
            parties(json, "jointControllers", details.jointControllers());
            parties(json, "representative", details.representative());
            parties(json, "dataProtectionOfficer", details.dataProtectionOfficer());
            stated(json, "transfers", details.transfers(), transfer -> {
                json.writeStartObject();
                json.writeStringProperty("country", transfer.country());
                json.writeStringProperty("recipient", orMissing(transfer.recipient()));
                json.writeStringProperty("safeguard", orMissing(transfer.safeguard()));
                json.writeEndObject();
            });
            stated(json, "measures", details.measures(), json::writeString);
            StableJson.objects(json, "activities", record.activities(), activity -> write(json, activity));
            StableJson.texts(json, "unclassified", record.unclassified());
            StableJson.texts(json, "missing", record.missing());
        });
    }

    private static void parties(JsonGenerator json, String name, Stated<Party> parties) {
        stated(json, name, parties, party -> {
            json.writeStartObject();
            json.writeStringProperty("name", party.name());
            json.writeStringProperty("address", orMissing(party.address()));
            json.writeStringProperty("contact", orMissing(party.contact()));
            json.writeEndObject();
        });
    }

    private static <T> void stated(JsonGenerator json, String name, Stated<T> stated, Consumer<T> item) {
        if (!stated.said()) {
            json.writeStringProperty(name, MISSING);
            return;
        }
        json.writeArrayPropertyStart(name);
        stated.items().forEach(item);
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Activity activity) {
        json.writeStringProperty("purpose", activity.purpose());
        StableJson.texts(json, "legalBases", activity.legalBases());
        StableJson.texts(json, "people", activity.people());
        StableJson.texts(json, "data", activity.data());
        StableJson.texts(json, "sources", activity.sources());
        StableJson.texts(json, "recipients", activity.recipients());
        notes(json, "timeLimits", activity.timeLimits());
        notes(json, "retained", activity.retained());
        StableJson.texts(json, "tables", activity.tables());
    }

    private static void notes(JsonGenerator json, String name, List<TableNote> notes) {
        StableJson.objects(json, name, notes, note -> {
            json.writeStringProperty("table", note.table());
            json.writeStringProperty("text", note.text());
        });
    }

    private static String orMissing(String text) {
        return text.isBlank() ? MISSING : text;
    }

    public static RecordOfProcessing read(String text) {
        JsonObject json = JsonObject.parse(text, "record of processing");
        if (!json.text("format").equals(FORMAT)) {
            throw new IllegalArgumentException("This is no record of processing: its format is '" + json.text("format")
                    + "', not '" + FORMAT + "'.");
        }
        if (json.number("version") != VERSION) {
            throw new IllegalArgumentException("This record of processing is of version " + json.number("version")
                    + ", and this build reads version " + VERSION + ". Write the older record anew with this build.");
        }
        RecordDetails details = new RecordDetails(
                json.textOr("system", ""),
                stated(json, "controller", RecordJson::party),
                stated(json, "jointControllers", RecordJson::party),
                stated(json, "representative", RecordJson::party),
                stated(json, "dataProtectionOfficer", RecordJson::party),
                stated(
                        json,
                        "transfers",
                        t -> new Transfer(t.text("country"), orBlank(t, "recipient"), orBlank(t, "safeguard"))),
                json.isText("measures") ? Stated.missing() : Stated.of(json.texts("measures")),
                day(json.textOr("asOf", "")));
        return new RecordOfProcessing(
                details,
                json.objects("activities").stream().map(RecordJson::activity).toList(),
                json.texts("unclassified"));
    }

    private static <T> Stated<T> stated(JsonObject json, String name, Function<JsonObject, T> item) {
        return json.isText(name)
                ? Stated.missing()
                : Stated.of(json.objects(name).stream().map(item).toList());
    }

    private static Party party(JsonObject json) {
        return new Party(json.text("name"), orBlank(json, "address"), orBlank(json, "contact"));
    }

    private static Activity activity(JsonObject json) {
        return new Activity(
                json.text("purpose"),
                json.texts("legalBases"),
                json.texts("people"),
                json.texts("data"),
                json.texts("sources"),
                json.texts("recipients"),
                notes(json, "timeLimits"),
                notes(json, "retained"),
                json.texts("tables"));
    }

    private static List<TableNote> notes(JsonObject json, String name) {
        return json.objects(name).stream()
                .map(note -> new TableNote(note.text("table"), note.text("text")))
                .toList();
    }

    private static String orBlank(JsonObject json, String name) {
        return json.text(name).equals(MISSING) ? "" : json.text(name);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("This is no record of processing: its 'asOf' is not a day.");
        }
    }
}
