package dev.rasura.internal.erasure;

import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How a plan or a receipt writes what is done with the rows of a table. */
final class TableCountJson {

    private TableCountJson() {}

    static void write(JsonGenerator json, List<TableCount> tables) {
        json.writeArrayPropertyStart("tables");
        tables.forEach(count -> write(json, count));
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, TableCount count) {
        json.writeStartObject();
        json.writeStringProperty("table", count.table());
        json.writeStringProperty("treatment", count.treatment().name());
        json.writeNumberProperty("rows", count.rows());
        JsonText.texts(json, "columns", count.columns());
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

    static TableCount read(JsonFields json) {
        @Nullable String date = json.optional("untilDate");
        return new TableCount(
                json.text("table"),
                json.constant(Treatment.class, "treatment"),
                json.number("rows"),
                json.texts("columns"),
                json.optional("ground"),
                json.optional("until"),
                date == null ? null : LocalDate.parse(date));
    }
}
