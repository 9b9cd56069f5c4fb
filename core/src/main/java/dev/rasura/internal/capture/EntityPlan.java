package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.ColumnValue;
import dev.rasura.internal.sql.RowKey;
import dev.rasura.internal.sql.SubjectKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What matters of an entity's rows.
 *
 * @param name the JPA name
 * @param watched the attribute behind each column that is personal, unclassified, or says whose the row is
 * @param keys the key's columns in each table that holds a part of a row, by the table's key
 * @param paths how its rows belong to people
 * @param parts the key's parts, by name
 * @param reads whether it matters who reads it
 */
record EntityPlan(
        String name,
        Map<ColumnId, String> watched,
        Map<String, List<ColumnId>> keys,
        List<SubjectPath> paths,
        KeyParts parts,
        boolean reads) {

    /** The place of a column in the key, or -1. */
    int keyPosition(ColumnId column) {
        for (List<ColumnId> key : keys.values()) {
            int position = key.indexOf(column);
            if (position >= 0) {
                return position;
            }
        }
        return -1;
    }

    /**
     * A way from a row to a person.
     *
     * @param table the table with the part of the row at which the path begins
     * @param key the columns of the row's key in it
     * @param subject the kind of person
     * @param rootKey the key's columns in the table at which the path ends
     * @param edges the steps; none for the person's own row
     * @param parts the parts of the person's key, by name
     * @param inMemory whether the first step's columns are the entity's own attributes
     */
    record SubjectPath(
            Table table,
            List<String> key,
            RootModel subject,
            List<String> rootKey,
            List<Edge> edges,
            KeyParts parts,
            boolean inMemory) {

        /** Each is made once; to compare what is in them would take long. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        /** The column whose copied value names the person, if the path begins with one. */
        Optional<ColumnId> copied() {
            if (edges.isEmpty()
                    || edges.get(0).kind() != Edge.Kind.SOFT
                    || edges.get(0).when() != null
                    || edges.get(0).fromColumns().size() != 1) {
                return Optional.empty();
            }
            return Optional.of(new ColumnId(
                    table.sql(),
                    table.require(edges.get(0).fromColumns().get(0)).sql()));
        }

        /** The person with the key, given as JDBC binds or reads it. */
        SubjectRef ref(List<Object> values) {
            return EntityPlan.ref(subject.root().name(), parts, values);
        }
    }

    /** The reference to the row with the key, given as JDBC binds or reads it. */
    SubjectRef ref(List<Object> values) {
        return ref(name, parts, values);
    }

    private static SubjectRef ref(String type, KeyParts parts, List<Object> values) {
        List<Object> normal = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            normal.add(ColumnValue.of(parts.parts().get(i).column(), values.get(i)));
        }
        return new SubjectKeys(type, parts).ref(new RowKey(normal));
    }
}
