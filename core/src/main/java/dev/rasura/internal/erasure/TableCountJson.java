package dev.rasura.internal.erasure;

import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a plan or a receipt writes what is done with the rows of a table. */
final class TableCountJson {

    private TableCountJson() {}

    static Object tree(TableCount count) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("table", count.table());
        json.put("treatment", count.treatment().name());
        json.put("rows", count.rows());
        json.put("columns", count.columns());
        if (count.ground() != null) {
            json.put("ground", count.ground());
        }
        if (count.until() != null) {
            json.put("until", count.until());
        }
        if (count.untilDate() != null) {
            json.put("untilDate", count.untilDate().toString());
        }
        return json;
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
