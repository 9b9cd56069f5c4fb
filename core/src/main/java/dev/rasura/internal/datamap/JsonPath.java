package dev.rasura.internal.datamap;

import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a part within a JSON document: members by name, elements by index or all of them. A part of JSONPath (RFC 9535)
 * without filters, slices and descent, whose result would depend on what is in the document.
 */
public record JsonPath(List<Step> steps) {

    public JsonPath {
        steps = List.copyOf(steps);
    }

    /** One step down. */
    public sealed interface Step {}

    public record Member(String name) implements Step {}

    public record Element(int index) implements Step {}

    /** All elements of an array. */
    public record Every() implements Step {}

    /** @throws IllegalArgumentException saying what is wrong with it */
    public static JsonPath parse(String path) {
        if (!path.startsWith("$") || path.length() == 1) {
            throw unreadable(path);
        }
        List<Step> steps = new ArrayList<>();
        int at = 1;
        while (at < path.length()) {
            int end;
            if (path.charAt(at) == '.') {
                end = at + 1;
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                String name = path.substring(at + 1, end);
                if (name.isEmpty() || name.equals("*")) {
                    throw unreadable(path);
                }
                steps.add(new Member(name));
            } else if (path.charAt(at) == '[') {
                end = closing(path, at) + 1;
                steps.add(bracket(path, path.substring(at + 1, end - 1)));
            } else {
                throw unreadable(path);
            }
            at = end;
        }
        return new JsonPath(steps);
    }

    /** Reads all paths, of which none may lead into what another one overwrites. */
    public static List<JsonPath> checked(List<Overwrite.Part> parts) {
        List<JsonPath> paths = new ArrayList<>();
        for (Overwrite.Part part : parts) {
            JsonPath path = parse(part.path());
            boolean element = path.steps.get(path.steps.size() - 1) instanceof Element;
            if (element && part.how().strategy() == Strategy.AUTO) {
                throw new IllegalArgumentException("the element at " + part.path()
                        + " would be removed, and the next one take its place. Choose NULL or another strategy, or name all"
                        + " elements by [*]");
            }
            for (JsonPath other : paths) {
                if (path.meets(other)) {
                    throw new IllegalArgumentException("the path " + part.path()
                            + " leads to a part that another path overwrites as well. Say of each part once what becomes of"
                            + " it");
                }
            }
            paths.add(path);
        }
        return paths;
    }

    private boolean meets(JsonPath other) {
        for (int i = 0; i < Math.min(steps.size(), other.steps.size()); i++) {
            Step mine = steps.get(i);
            Step theirs = other.steps.get(i);
            boolean elements = !(mine instanceof Member) && !(theirs instanceof Member);
            boolean every = mine instanceof Every || theirs instanceof Every;
            if (!mine.equals(theirs) && !(elements && every)) {
                return false;
            }
        }
        return true;
    }

    private static int closing(String path, int open) {
        char quote = open + 1 < path.length() ? path.charAt(open + 1) : ' ';
        int close = quote == '\'' || quote == '"' ? path.indexOf(quote + "]", open + 2) + 1 : path.indexOf(']', open);
        if (close <= open) {
            throw unreadable(path);
        }
        return close;
    }

    private static Step bracket(String path, String inner) {
        if (inner.equals("*")) {
            return new Every();
        }
        if (inner.matches("\\d{1,9}")) {
            return new Element(Integer.parseInt(inner));
        }
        if (inner.matches("'.+'|\".+\"")) {
            return new Member(inner.substring(1, inner.length() - 1));
        }
        throw unreadable(path);
    }

    private static IllegalArgumentException unreadable(String path) {
        return new IllegalArgumentException("the JSON path '" + path
                + "' cannot be read. Write members and elements from the top, as $.contacts[*].email, $.tags[0] or"
                + " $['full name']");
    }
}
