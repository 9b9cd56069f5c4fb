package dev.rasura.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value (RFC 8259): objects as maps, arrays as lists, everything else as its text, null as null. A name that
 * comes twice in an object, and whatever else two readers may understand in two ways, is an error.
 */
final class JsonText {

    private static final int DEEPEST = 32;

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** The value, or null if the bytes are no JSON object in UTF-8. */
    static @Nullable Map<?, ?> object(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonText json = new JsonText(text);
            Object value = json.value(0);
            json.space();
            return json.at == text.length() && value instanceof Map<?, ?> map ? map : null;
        } catch (CharacterCodingException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }

    private @Nullable Object value(int depth) {
        if (depth > DEEPEST) {
            throw wrong();
        }
        space();
        char first = text.charAt(at);
        if (first == '{') {
            return members(depth);
        }
        if (first == '[') {
            return items(depth);
        }
        return first == '"' ? string() : literal();
    }

    private Map<String, @Nullable Object> members(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        space();
        if (text.charAt(at) == '}') {
            at++;
            return members;
        }
        do {
            space();
            String name = string();
            space();
            expect(':');
            if (members.containsKey(name)) {
                throw wrong();
            }
            members.put(name, value(depth + 1));
            space();
        } while (another('}'));
        return members;
    }

    private List<@Nullable Object> items(int depth) {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        space();
        if (text.charAt(at) == ']') {
            at++;
            return items;
        }
        do {
            items.add(value(depth + 1));
            space();
        } while (another(']'));
        return items;
    }

    private boolean another(char end) {
        char next = text.charAt(at++);
        if (next != ',' && next != end) {
            throw wrong();
        }
        return next == ',';
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char next = text.charAt(at++);
            if (next == '"') {
                return string.toString();
            }
            if (next < ' ') {
                throw wrong();
            }
            string.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() {
        char kind = text.charAt(at++);
        return switch (kind) {
            case 'u' -> unicode();
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '/' -> kind;
            default -> throw wrong();
        };
    }

    private char unicode() {
        String digits = text.substring(at, at + 4);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw wrong();
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private @Nullable String literal() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String literal = text.substring(start, at);
        if (literal.equals("null")) {
            return null;
        }
        if (!literal.matches("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw wrong();
        }
        return literal;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char wanted) {
        if (text.charAt(at++) != wanted) {
            throw wrong();
        }
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON");
    }
}
