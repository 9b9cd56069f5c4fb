package dev.rasura.internal.erasure;

import dev.rasura.erasure.ResidueScan;
import dev.rasura.internal.residue.Needle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the residue scan will look for, read before the erasure. Waits encrypted; never logged.
 *
 * @param subjectType the JPA name of the subject's entity
 * @param values what to look for; those that are not distinctive are reported as shared, wherever they are found
 * @param root the values by which the subject's retained rows are found again: table and column to text
 * @param rows the keys of retained rows that may not be found by those values any more
 * @param unsearched distinctive columns whose values are not looked for, with the reason
 * @param truncated whether there were more values than are kept
 */
record RememberedValues(
        String subjectType,
        List<Value> values,
        Map<List<String>, String> root,
        RetainedKeys rows,
        List<String> unsearched,
        boolean truncated) {

    /** One value, or several that count only together. */
    record Value(Needle.Kind kind, List<String> parts, boolean distinctive) {

        Needle needle(int number) {
            return new Needle(number, kind, parts, distinctive);
        }

        void addTo(ResidueScan scan) {
            switch (kind) {
                case TEXT -> scan.remember(parts.get(0));
                case NAME -> scan.rememberName(parts.get(0));
                case PHONE -> scan.rememberPhone(parts.get(0));
                case TOGETHER -> scan.rememberTogether(parts.toArray(String[]::new));
            }
        }

        @Override
        public String toString() {
            return kind + "[withheld]";
        }
    }

    /** Lets a test's scan look for the distinctive values, and say for which it cannot. */
    void addTo(ResidueScan scan) {
        values.stream().filter(Value::distinctive).forEach(value -> value.addTo(scan));
        for (String column : unsearched) {
            int end = column.indexOf(": ");
            scan.cannotSearch(column.substring(0, end), column.substring(end + 2));
        }
    }

    @Override
    public String toString() {
        return "RememberedValues[" + values.size() + " withheld]";
    }

    /** The same, with the rows to be found by other values. */
    RememberedValues with(Map<List<String>, String> newRoot) {
        return new RememberedValues(subjectType, values, newRoot, rows, unsearched, truncated);
    }

    /** The same, with the keys of rows. */
    RememberedValues with(RetainedKeys keys) {
        return new RememberedValues(subjectType, values, root, keys, unsearched, truncated);
    }

    byte[] toBytes() {
        return JsonText.utf8(json -> {
            json.writeNumberProperty("v", 1);
            json.writeStringProperty("type", subjectType);
            json.writeBooleanProperty("truncated", truncated);
            JsonText.texts(json, "unsearched", unsearched);
            json.writeArrayPropertyStart("values");
            for (Value value : values) {
                json.writeStartArray();
                json.writeString(value.kind().name());
                json.writeBoolean(value.distinctive());
                value.parts().forEach(json::writeString);
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("rows");
            rows.keys()
                    .forEach((table, keys) -> keys.forEach(key -> {
                        json.writeStartArray();
                        json.writeString(table);
                        key.forEach(json::writeString);
                        json.writeEndArray();
                    }));
            json.writeEndArray();
            json.writeArrayPropertyStart("root");
            root.forEach((place, text) -> {
                json.writeStartArray();
                place.forEach(json::writeString);
                json.writeString(text);
                json.writeEndArray();
            });
            json.writeEndArray();
        });
    }

    static RememberedValues of(byte[] bytes) {
        JsonFields json = JsonFields.read(bytes);
        List<Value> values = new ArrayList<>();
        for (List<String> row : json.rows("values")) {
            values.add(new Value(
                    Needle.Kind.valueOf(row.get(0)), row.subList(2, row.size()), Boolean.parseBoolean(row.get(1))));
        }
        Map<String, List<List<String>>> rows = new LinkedHashMap<>();
        for (List<String> row : json.rows("rows")) {
            rows.computeIfAbsent(row.get(0), t -> new ArrayList<>()).add(row.subList(1, row.size()));
        }
        Map<List<String>, String> root = new LinkedHashMap<>();
        json.rows("root").forEach(row -> root.put(row.subList(0, 2), row.get(2)));
        return new RememberedValues(
                json.text("type"),
                values,
                root,
                new RetainedKeys(rows),
                json.texts("unsearched"),
                json.truth("truncated"));
    }
}
