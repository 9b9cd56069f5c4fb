package dev.rasura.internal.render;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** JSON that is read by people in a diff: indented by two, lines ended by a line feed on every system. */
public final class StableJson {

    public static final JsonFactory FACTORY = new JsonFactory();

    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");

    private static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            return new DefaultPrettyPrinter(SEPARATORS).withArrayIndenter(lines).withObjectIndenter(lines);
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    };

    private StableJson() {}

    /** One object, written by the consumer between its braces. */
    public static String object(Consumer<JsonGenerator> properties) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(INDENTED, text)) {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /** A property that is an array of objects. */
    public static <T> void objects(JsonGenerator json, String name, List<T> values, Consumer<T> properties) {
        json.writeArrayPropertyStart(name);
        for (T value : values) {
            json.writeStartObject();
            properties.accept(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A property that is an array of texts. */
    public static void texts(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
