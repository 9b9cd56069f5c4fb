package dev.rasura.internal.erasure;

import dev.rasura.ErasureRefusedException;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.JsonPath;
import dev.rasura.internal.datamap.JsonPath.Element;
import dev.rasura.internal.datamap.JsonPath.Every;
import dev.rasura.internal.datamap.JsonPath.Member;
import dev.rasura.internal.datamap.JsonPath.Step;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Overwrites parts of a JSON document by path. What a path does not find is not there to be overwritten. */
final class JsonEdit implements ComputedValue {

    private record Part(List<Step> steps, Overwrite how) {}

    private final List<Part> parts;
    private final Column column;

    private JsonEdit(List<Part> parts, Column column) {
        this.parts = parts;
        this.column = column;
    }

    static JsonEdit of(List<Overwrite.Part> declared, Column column) {
        List<Part> parts = new ArrayList<>();
        for (Overwrite.Part part : declared) {
            parts.add(new Part(JsonPath.parse(part.path()).steps(), part.how()));
        }
        return new JsonEdit(parts, column);
    }

    @Override
    public boolean due(String value) {
        JsonTree tree = read(value);
        // Of two members of one name the tree has the last.
        return tree.repeatedNames() || edit(tree.root(), null);
    }

    @Override
    public String write(String value, KeyRing keys) {
        JsonTree tree = read(value);
        edit(tree.root(), keys);
        String text = JsonTree.write(tree.root());
        if (column.length() >= 0 && text.length() > column.length()) {
            throw new ErasureRefusedException("The erasure is refused: a document in " + column.name()
                    + " would be longer than its " + column.length()
                    + " characters after its parts are overwritten. Let the parts be removed, or widen the column.");
        }
        return text;
    }

    private JsonTree read(String value) {
        try {
            return JsonTree.read(value);
        } catch (JacksonException e) {
            // Its message quotes the document.
            throw new ErasureRefusedException("The erasure is refused: a value in " + column.name()
                    + " is no JSON, so its parts cannot be overwritten. Set it right first, or choose another strategy for the"
                    + " column.");
        }
    }

    /** Whether anything is due; with keys it is done as well. */
    private boolean edit(@Nullable Object root, @Nullable KeyRing keys) {
        boolean due = false;
        for (Part part : parts) {
            due |= edit(root, part, 0, keys);
        }
        return due;
    }

    @SuppressWarnings("unchecked")
    private static boolean edit(@Nullable Object node, Part part, int at, @Nullable KeyRing keys) {
        Step step = part.steps().get(at);
        boolean last = at == part.steps().size() - 1;
        if (step instanceof Member member && node instanceof Map<?, ?> map && map.containsKey(member.name())) {
            return last
                    ? editMember((Map<String, @Nullable Object>) map, member.name(), part.how(), keys)
                    : edit(map.get(member.name()), part, at + 1, keys);
        }
        if (!(node instanceof List<?> list)) {
            return false;
        }
        if (step instanceof Every && last && part.how().strategy() == Strategy.AUTO) {
            boolean due = !list.isEmpty();
            if (keys != null) {
                list.clear();
            }
            return due;
        }
        boolean due = false;
        for (int i = 0; i < list.size(); i++) {
            if (step instanceof Every || (step instanceof Element element && element.index() == i)) {
                due |= last
                        ? editElement((List<@Nullable Object>) list, i, part.how(), keys)
                        : edit(list.get(i), part, at + 1, keys);
            }
        }
        return due;
    }

    private static boolean editMember(
            Map<String, @Nullable Object> map, String name, Overwrite how, @Nullable KeyRing keys) {
        if (how.strategy() == Strategy.AUTO) {
            if (keys != null) {
                map.remove(name);
            }
            return true;
        }
        Object value = map.get(name);
        boolean due = JsonValue.due(value, how);
        if (due && keys != null) {
            map.put(name, JsonValue.written(value, how, keys));
        }
        return due;
    }

    private static boolean editElement(List<@Nullable Object> list, int i, Overwrite how, @Nullable KeyRing keys) {
        boolean due = JsonValue.due(list.get(i), how);
        if (due && keys != null) {
            list.set(i, JsonValue.written(list.get(i), how, keys));
        }
        return due;
    }
}
