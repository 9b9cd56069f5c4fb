package dev.rasura.internal.sql;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.internal.schema.KeyParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Turns references into the keys of rows, and back. */
public final class SubjectKeys {

    /** What else stands where a name belongs may be a value, which no message may hold. */
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final String type;
    private final KeyParts key;

    public SubjectKeys(String type, KeyParts key) {
        this.type = type;
        this.key = key;
    }

    /** @throws SubjectNotFoundException if the reference cannot name any row, with the reason */
    public RowKey of(SubjectRef subject) {
        if (!key.composite()) {
            return RowKey.of(value(subject.id(), 0, ""));
        }
        Map<String, String> given;
        try {
            given = subject.parts();
        } catch (IllegalArgumentException e) {
            throw noSuch("its key has the parts " + key.names() + ", which the id does not name");
        }
        TreeSet<String> unknown = new TreeSet<>(given.keySet());
        key.names().forEach(unknown::remove);
        boolean nameable = unknown.stream().allMatch(ATTRIBUTE.asMatchPredicate());
        List<String> missing =
                key.names().stream().filter(n -> !given.containsKey(n)).toList();
        if (!unknown.isEmpty() || !missing.isEmpty()) {
            throw noSuch("its key has the parts " + key.names()
                    + (missing.isEmpty() ? "" : ", of which " + missing + " are missing")
                    + (unknown.isEmpty() ? "" : "; unknown are " + (nameable ? unknown : "some that are no names")));
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < key.parts().size(); i++) {
            String name = key.parts().get(i).name();
            values.add(value(given.getOrDefault(name, ""), i, "part '" + name + "' of "));
        }
        return new RowKey(values);
    }

    private Object value(String text, int i, String which) {
        return ColumnValue.parse(key.parts().get(i).column(), text)
                .orElseThrow(() -> noSuch(which + "its key must be "
                        + ColumnValue.expected(key.parts().get(i).column()) + ", which the given one is not"));
    }

    private SubjectNotFoundException noSuch(String reason) {
        return new SubjectNotFoundException("There is no " + type + " with the given key: " + reason + ". Make the"
                + " reference with "
                + (key.composite() ? "SubjectRef.ofParts(\"" + type + "\", Map.of(...))" : "SubjectRef.of")
                + ".");
    }

    /** The reference to the row with the key. */
    public SubjectRef ref(RowKey row) {
        if (!key.composite()) {
            return SubjectRef.of(type, text(row, 0));
        }
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < key.parts().size(); i++) {
            parts.put(key.parts().get(i).name(), text(row, i));
        }
        return SubjectRef.ofParts(type, parts);
    }

    private String text(RowKey row, int i) {
        return ColumnValue.text(key.parts().get(i).column(), row.values().get(i));
    }
}
