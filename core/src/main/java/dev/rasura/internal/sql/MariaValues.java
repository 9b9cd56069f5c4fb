package dev.rasura.internal.sql;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Many values as one JSON text, as MariaDB has no arrays to bind. */
final class MariaValues {

    private static final JsonFactory JSON = new JsonFactory();

    private MariaValues() {}

    static String json(List<? extends Object> values) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (Object value : values) {
                write(json, value);
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal number) {
            json.writeRawValue(number.toPlainString());
        } else if (value instanceof List<?> pair) {
            json.writeStartArray();
            pair.forEach(part -> write(json, part));
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeNumber(truth ? 1 : 0);
        } else if (value instanceof byte[] bytes) {
            json.writeString(HexFormat.of().formatHex(bytes));
        } else {
            json.writeString(value.toString());
        }
    }
}
