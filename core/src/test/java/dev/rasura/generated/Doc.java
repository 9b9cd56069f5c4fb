package dev.rasura.generated;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A JSON document, by its members; those that are null are as good as none. */
record Doc(TreeMap<String, Object> members) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Doc of(String name, @Nullable Object value) {
        return new Doc(new TreeMap<>()).with(name, value);
    }

    static Doc parse(String json) {
        Doc doc = new Doc(new TreeMap<>());
        Map<?, ?> members = JSON.readValue(json, Map.class);
        for (Map.Entry<?, ?> member : members.entrySet()) {
            doc = doc.with((String) member.getKey(), member.getValue());
        }
        return doc;
    }

    /** With another value of a member, or without it. */
    Doc with(String name, @Nullable Object value) {
        TreeMap<String, Object> changed = new TreeMap<>(members);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Doc(changed);
    }

    String json() {
        return JSON.writeValueAsString(members);
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
