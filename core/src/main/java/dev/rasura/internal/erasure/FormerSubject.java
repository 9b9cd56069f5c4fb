package dev.rasura.internal.erasure;

import dev.rasura.SubjectRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom an erasure was of, and by which values rows could name that person. Waits encrypted for the sweep; never logged.
 *
 * @param stayed whether the row with the subject's key was still the subject's own after the erasure
 * @param values what the erasure's statements were bound to: table and column to text
 */
record FormerSubject(SubjectRef subject, boolean stayed, Map<List<String>, String> values) {

    FormerSubject {
        values = Map.copyOf(values);
    }

    @Override
    public String toString() {
        return "FormerSubject[withheld]";
    }

    byte[] toBytes() {
        return JsonText.utf8(json -> {
            json.writeNumberProperty("v", 1);
            json.writeStringProperty("type", subject.type());
            json.writeStringProperty("id", subject.id());
            json.writeBooleanProperty("stayed", stayed);
            json.writeArrayPropertyStart("values");
            values.forEach((place, text) -> {
                json.writeStartArray();
                place.forEach(json::writeString);
                json.writeString(text);
                json.writeEndArray();
            });
            json.writeEndArray();
        });
    }

    static FormerSubject of(byte[] bytes) {
        JsonFields json = JsonFields.read(bytes);
        Map<List<String>, String> values = new LinkedHashMap<>();
        json.rows("values").forEach(row -> values.put(row.subList(0, 2), row.get(2)));
        return new FormerSubject(new SubjectRef(json.text("type"), json.text("id")), json.truth("stayed"), values);
    }
}
