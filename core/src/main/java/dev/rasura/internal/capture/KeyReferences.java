package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.RowKey;
import dev.rasura.internal.sql.SubjectKeys;
import java.util.ArrayList;
import java.util.List;

/** References to an entity's rows by their keys, given as JDBC binds or reads them. Made once; immutable. */
final class KeyReferences {

    private final SubjectKeys keys;
    private final List<Column> columns;

    KeyReferences(String type, KeyParts parts) {
        this.keys = new SubjectKeys(type, parts);
        this.columns = parts.parts().stream().map(KeyParts.Part::column).toList();
    }

    SubjectRef ref(List<Object> values) {
        if (columns.size() == 1) {
            return keys.ref(RowKey.of(ColumnValue.of(columns.get(0), values.get(0))));
        }
        List<Object> normal = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            normal.add(ColumnValue.of(columns.get(i), values.get(i)));
        }
        return keys.ref(new RowKey(normal));
    }
}
