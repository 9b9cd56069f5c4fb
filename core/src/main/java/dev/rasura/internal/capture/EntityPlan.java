package dev.rasura.internal.capture;

import dev.rasura.SubjectRef;
import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.hibernate.ColumnId;
import dev.rasura.internal.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What matters of an entity's rows.
 *
 * @param name the JPA name
 * @param watched the attribute behind each column that is personal, unclassified, or says whose the row is
 * @param keyPositions the place in the key of each column of it, in each table that holds a part of a row
 * @param paths how its rows belong to people
 * @param references makes references to its rows
 * @param kept the attributes whose values are kept, by what is done to a row
 * @param reads whether it matters who reads it
 */
record EntityPlan(
        String name,
        Map<ColumnId, String> watched,
        Map<ColumnId, Integer> keyPositions,
        List<SubjectPath> paths,
        KeyReferences references,
        Map<RowEntry.Kind, Set<String>> kept,
        boolean reads) {

    /** Whether the attribute's values are kept of a row to which that is done. */
    boolean keeps(RowEntry.Kind kind, String attribute) {
        return kept.getOrDefault(kind, Set.of()).contains(attribute);
    }

    /**
     * A way from a row to a person.
     *
     * @param table the table with the part of the row at which the path begins
     * @param key the columns of the row's key in it
     * @param subject the kind of person
     * @param rootKey the key's columns in the table at which the path ends
     * @param edges the steps; none for the person's own row
     * @param steps the columns by which each step leads on
     * @param keyOrder where the last step's columns are the person's key, the place among them of each part of it; else empty
     * @param references makes references to such people
     * @param inMemory whether the first step's columns are the entity's own attributes
     */
    record SubjectPath(
            Table table,
            List<String> key,
            RootModel subject,
            List<String> rootKey,
            List<Edge> edges,
            List<List<ColumnId>> steps,
            List<Integer> keyOrder,
            KeyReferences references,
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
            return Optional.of(steps.get(0).get(0));
        }

        /** The person with the key, given as JDBC binds or reads it. */
        SubjectRef ref(List<Object> values) {
            return references.ref(values);
        }
    }

    /** The reference to the row with the key, given as JDBC binds or reads it. */
    SubjectRef ref(List<Object> values) {
        return references.ref(values);
    }
}
