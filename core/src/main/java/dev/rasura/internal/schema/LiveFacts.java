package dev.rasura.internal.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only the database knows.
 *
 * @param ownSchema the schema of tables whose mapping names none, as people write it
 * @param tables those that Hibernate does not map, but for Hibernate's, Rasura's and the migration tools' own
 * @param columns of mapped tables, by the table's key, those that Hibernate does not map
 * @param differences where a mapped column or table is otherwise in the database
 * @param indexes of each table, by its key, the columns of each index up to the first expression
 */
public record LiveFacts(
        String ownSchema,
        List<Table> tables,
        Map<String, Set<String>> columns,
        List<Difference> differences,
        Map<String, List<List<String>>> indexes) {

    public LiveFacts {
        tables = List.copyOf(tables);
        columns = Map.copyOf(columns);
        differences = List.copyOf(differences);
        indexes = Map.copyOf(indexes);
    }

    /** Nothing but what is mapped. */
    public static LiveFacts none() {
        return new LiveFacts("", List.of(), Map.of(), List.of(), Map.of());
    }

    /** Whether Hibernate does not map the column of a table that it maps. */
    public boolean unmapped(Table table, String column) {
        return columns.getOrDefault(table.key(), Set.of()).contains(column);
    }

    /** What is otherwise in the database than mapped. */
    public enum Kind {
        NARROWER,
        STRICTER,
        UNIQUE,
        FOREIGN_KEY,
        TRIGGER
    }

    /**
     * A mapped table's difference.
     *
     * @param table its key
     * @param columns which it is about; empty if it is the whole table
     * @param what how it is in the database
     */
    public record Difference(Kind kind, String table, List<String> columns, String what) {
        public Difference {
            columns = List.copyOf(columns);
        }
    }
}
