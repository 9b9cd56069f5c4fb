package dev.rasura.internal.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, each of which must be what it is asked for. */
record JsonFields(Map<?, ?> members) {

    /** A member is missing or of another kind. */
    static final class MissingFieldException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingFieldException(String name) {
            super("The JSON's member '" + name + "' is missing or of another kind.");
        }
    }

    static JsonFields of(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> members) {
            return new JsonFields(members);
        }
        throw new MissingFieldException("");
    }

    /** @throws tools.jackson.core.JacksonException if it is no JSON */
    static JsonFields read(String text) {
        return of(JsonTree.read(text).root());
    }

    /** @throws tools.jackson.core.JacksonException if it is no JSON */
    static JsonFields read(byte[] utf8) {
        return of(JsonTree.read(utf8).root());
    }

    String text(String name) {
        String text = optional(name);
        if (text == null) {
            throw new MissingFieldException(name);
        }
        return text;
    }

    @Nullable
    String optional(String name) {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw new MissingFieldException(name);
    }

    long number(String name) {
        if (members.get(name) instanceof JsonTree.Numeral number
                && number.text().matches("\\d{1,18}")) {
            return Long.parseLong(number.text());
        }
        throw new MissingFieldException(name);
    }

    boolean truth(String name) {
        if (members.get(name) instanceof Boolean truth) {
            return truth;
        }
        throw new MissingFieldException(name);
    }

    <E extends Enum<E>> E constant(Class<E> type, String name) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new MissingFieldException(name);
    }

    JsonFields object(String name) {
        return of(members.get(name));
    }

    List<JsonFields> objects(String name) {
        return list(name).stream().map(JsonFields::of).toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(element -> text(name, element)).toList();
    }

    /** Lists of texts and truths; a truth reads as the word for it. */
    List<List<String>> rows(String name) {
        List<List<String>> rows = new ArrayList<>();
        for (Object row : list(name)) {
            if (!(row instanceof List<?> elements)) {
                throw new MissingFieldException(name);
            }
            rows.add(elements.stream()
                    .map(element -> element instanceof Boolean truth ? truth.toString() : text(name, element))
                    .toList());
        }
        return rows;
    }

    private static String text(String name, @Nullable Object element) {
        if (element instanceof String text) {
            return text;
        }
        throw new MissingFieldException(name);
    }

    private List<? extends @Nullable Object> list(String name) {
        if (members.get(name) instanceof List<?> list) {
            return list;
        }
        throw new MissingFieldException(name);
    }
}
