package dev.rasura.internal.processing;

import dev.rasura.internal.render.StableJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** A JSON object that somebody else wrote: each member is asked for by name and type, and named if it is not there. */
final class JsonObject {

    private final String what;
    private final Map<String, @Nullable Object> members;

    private JsonObject(String what, Map<String, @Nullable Object> members) {
        this.what = what;
        this.members = members;
    }

    /** @throws IllegalArgumentException if the text is not one JSON object */
    static JsonObject parse(String text, String what) {
        try (JsonParser json = StableJson.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            Object read = value(json, what);
            if (read instanceof JsonObject object && json.nextToken() == null) {
                return object;
            }
        } catch (JacksonException e) {
            // Its message quotes the text.
            throw new IllegalArgumentException("This is no " + what + ": it is not JSON.");
        }
        throw new IllegalArgumentException("This is no " + what + ": it is not one JSON object.");
    }

    private static @Nullable Object value(JsonParser json, String what) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                members.put(name, value(json, what));
            }
            return new JsonObject(what, members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(json, what));
            }
            return items;
        }
        if (token == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        return token == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : null;
    }

    String text(String name) {
        return member(name, String.class, "a text");
    }

    String textOr(String name, String otherwise) {
        return members.containsKey(name) ? text(name) : otherwise;
    }

    boolean isText(String name) {
        return members.get(name) instanceof String;
    }

    long number(String name) {
        return member(name, Long.class, "a number");
    }

    List<String> texts(String name) {
        return items(name, String.class, "texts");
    }

    List<JsonObject> objects(String name) {
        return items(name, JsonObject.class, "objects");
    }

    private <T> List<T> items(String name, Class<T> type, String kind) {
        List<T> items = new ArrayList<>();
        for (Object item : member(name, List.class, "a list of " + kind)) {
            if (!type.isInstance(item)) {
                throw new IllegalArgumentException(
                        "This is no " + what + ": its '" + name + "' is not a list of " + kind + ".");
            }
            items.add(type.cast(item));
        }
        return items;
    }

    private <T> T member(String name, Class<T> type, String kind) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("This is no " + what + ": its '" + name + "' is not " + kind + ".");
        }
        return type.cast(value);
    }
}
