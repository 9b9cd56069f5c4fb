package dev.rasura.internal.erasure;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.Collection;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON as text, member by member. */
final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /** One object, with what the writing puts into it. */
    static String object(Consumer<JsonGenerator> members) {
        return of(json -> {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        });
    }

    /** One value, which the writing writes. */
    static String of(Consumer<JsonGenerator> value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            value.accept(json);
        }
        return text.toString();
    }

    /** As {@link #object}, in UTF-8. */
    static byte[] utf8(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void texts(JsonGenerator json, String name, Collection<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
