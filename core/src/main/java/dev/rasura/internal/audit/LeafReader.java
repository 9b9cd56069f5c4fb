package dev.rasura.internal.audit;

import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.RecordedEvent.Party;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the bytes of a leaf. What cannot be read was not written by {@link LeafWriter}. */
final class LeafReader {

    private static final JsonFactory JSON = new JsonFactory();

    private LeafReader() {}

    /** What the bytes say, or empty if they are no leaf of a version that this build knows. */
    static Optional<Leaf> read(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            parser.nextToken();
            if (!(value(parser) instanceof Map<?, ?> fields)
                    || !"1".equals(fields.get("v"))
                    || parser.nextToken() != null) {
                return Optional.empty();
            }
            RecordedEvent event = new RecordedEvent(
                    UUID.fromString(text(fields, "id")),
                    Instant.parse(text(fields, "time")),
                    text(fields, "type"),
                    text(fields, "action"),
                    Outcome.valueOf(text(fields, "outcome")),
                    optional(fields, "reason"),
                    party(fields.get("actor")),
                    fields.get("onBehalfOf") == null ? null : party(fields.get("onBehalfOf")),
                    list(fields, "subjects").stream().map(LeafReader::party).toList(),
                    optional(fields, "entity"),
                    list(fields, "attributes").stream().map(LeafReader::text).toList(),
                    optional(fields, "purpose"),
                    optional(fields, "basis"),
                    texts(fields, "facts"),
                    optional(fields, "trace"),
                    optional(fields, "request"),
                    text(fields, "node"),
                    null,
                    Map.of());
            return Optional.of(new Leaf(
                    event,
                    UUID.fromString(text(fields, "epoch")),
                    Long.parseLong(text(fields, "n")),
                    texts(fields, "commitments")));
        } catch (JacksonException | IllegalArgumentException | DateTimeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** The value that the parser stands at: objects as maps, arrays as lists, all else as its text; null stands for null. */
    static @Nullable Object value(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return fields;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<@Nullable Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return items;
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getString();
    }

    private static String text(Map<?, ?> fields, String name) {
        return text(fields.get(name));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text");
    }

    private static @Nullable String optional(Map<?, ?> fields, String name) {
        return (String) fields.get(name);
    }

    private static List<?> list(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof List<?> items ? items : List.of();
    }

    private static Party party(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return new Party(text(fields, "type"), text(fields, "ref"));
        }
        throw new IllegalArgumentException("no party");
    }

    private static Map<String, String> texts(Map<?, ?> fields, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (fields.get(name) instanceof Map<?, ?> values) {
            values.forEach((key, value) -> texts.put((String) key, text(value)));
        }
        return texts;
    }
}
