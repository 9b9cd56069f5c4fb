package dev.rasura.internal.erasure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document in memory: maps, lists, strings, truths, null, and numbers as they are written.
 *
 * @param repeatedNames whether an object has two members of one name, of which the last is here
 */
record JsonTree(@Nullable Object root, boolean repeatedNames) {

    private static final JsonFactory JSON = new JsonFactory();

    /** A number, digit by digit as it stands in the document. */
    record Numeral(String text) {}

    /** @throws tools.jackson.core.JacksonException if it is not one JSON value and nothing else */
    static JsonTree read(String text) {
        return read(JSON.createParser(ObjectReadContext.empty(), text));
    }

    /** @throws tools.jackson.core.JacksonException if it is not one JSON value and nothing else */
    static JsonTree read(byte[] utf8) {
        return read(JSON.createParser(ObjectReadContext.empty(), utf8));
    }

    private static JsonTree read(JsonParser document) {
        try (JsonParser json = document) {
            boolean[] repeated = {false};
            json.nextToken();
            Object root = value(json, repeated);
            if (json.nextToken() != null) {
                throw new StreamReadException(json, "More follows the JSON value.");
            }
            return new JsonTree(root, repeated[0]);
        }
    }

    private static @Nullable Object value(JsonParser json, boolean[] repeated) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                repeated[0] |= members.containsKey(name);
                members.put(name, value(json, repeated));
            }
            return members;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> elements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(json, repeated));
            }
            return elements;
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return new Numeral(json.getString());
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_STRING ? json.getString() : null;
    }

    static String write(@Nullable Object root) {
        return JsonText.of(json -> write(json, root));
    }

    private static void write(JsonGenerator json, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            json.writeStartObject();
            members.forEach((name, member) -> {
                json.writeName((String) name);
                write(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> elements) {
            json.writeStartArray();
            elements.forEach(element -> write(json, element));
            json.writeEndArray();
        } else if (value instanceof Numeral number) {
            json.writeNumber(number.text());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof String string) {
            json.writeString(string);
        } else {
            json.writeNull();
        }
    }
}
