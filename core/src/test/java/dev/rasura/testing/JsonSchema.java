package dev.rasura.testing;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A published schema, and what does not meet it. It knows the part of JSON Schema 2020-12 that ours use and refuses every
 * other keyword, so that none is passed over in silence.
 */
public final class JsonSchema {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$id", "$defs", "title", "description");

    private final JsonNode root;

    private JsonSchema(JsonNode root) {
        this.root = root;
    }

    /** @param name of a schema in the jar */
    public static JsonSchema published(String name) {
        try (InputStream in = JsonSchema.class.getResourceAsStream("/dev/rasura/schema/" + name)) {
            return new JsonSchema(JSON.readTree(Objects.requireNonNull(in, name)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What is wrong with the document, by place; empty if it meets the schema. */
    public List<String> violations(String document) {
        return violations(JSON.readTree(document));
    }

    /** As {@link #violations(String)}. */
    public List<String> violations(JsonNode document) {
        List<String> violations = new ArrayList<>();
        check(root, document, "$", violations);
        return violations;
    }

    private void check(JsonNode schema, JsonNode value, String at, List<String> violations) {
        for (String keyword : schema.propertyNames()) {
            JsonNode said = schema.get(keyword);
            switch (keyword) {
                case "type" -> {
                    if (!hasType(said.stringValue(), value)) {
                        violations.add(at + " is no " + said.stringValue());
                        return;
                    }
                }
                case "const" -> require(said.equals(value), at + " is not " + said, violations);
                case "enum" -> require(contains(said, value), at + " is none of " + said, violations);
                case "minLength" ->
                    require(value.stringValue().length() >= said.intValue(), at + " is too short", violations);
                case "pattern" ->
                    require(
                            java.util.regex.Pattern.compile(said.stringValue())
                                    .matcher(value.stringValue())
                                    .find(),
                            at + " does not match",
                            violations);
                case "minItems" -> require(value.size() >= said.intValue(), at + " has too few items", violations);
                case "items" -> {
                    for (int i = 0; i < value.size(); i++) {
                        check(said, value.get(i), at + "[" + i + "]", violations);
                    }
                }
                case "required" ->
                    said.forEach(name ->
                            require(value.has(name.stringValue()), at + " lacks " + name.stringValue(), violations));
                case "properties" -> {
                    for (String name : said.propertyNames()) {
                        if (value.has(name)) {
                            check(said.get(name), value.get(name), at + "." + name, violations);
                        }
                    }
                }
                case "additionalProperties" -> {
                    for (String name : value.propertyNames()) {
                        if (schema.has("properties") && schema.get("properties").has(name)) {
                            continue;
                        }
                        if (said.isObject()) {
                            check(said, value.get(name), at + "." + name, violations);
                        } else {
                            violations.add(at + " has the unknown " + name);
                        }
                    }
                }
                case "anyOf" -> {
                    boolean any = false;
                    for (JsonNode choice : said) {
                        List<String> tried = new ArrayList<>();
                        check(choice, value, at, tried);
                        any |= tried.isEmpty();
                    }
                    require(any, at + " is none of what it may be", violations);
                }
                case "$ref" -> check(root.at(said.stringValue().substring(1)), value, at, violations);
                default -> {
                    if (!ANNOTATIONS.contains(keyword)) {
                        throw new IllegalArgumentException("The schema uses '" + keyword + "', which is not checked.");
                    }
                }
            }
        }
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("The schema uses the type '" + type + "'.");
        };
    }

    private static boolean contains(JsonNode choices, JsonNode value) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void require(boolean met, String otherwise, List<String> violations) {
        if (!met) {
            violations.add(otherwise);
        }
    }
}
