package dev.rasura.datamap;

import java.util.List;

/**
 * A table that Hibernate maps.
 *
 * @param name as in a statement
 * @param entities the JPA names of the entities with rows here, or the collection it holds ({@code Candidate.skills})
 * @param owners empty if no row belongs to a data subject
 * @param timeLimits the retention rules that reach its rows; none means that nothing here expires by itself
 */
public record MappedTable(
        String name,
        List<String> entities,
        List<Ownership> owners,
        List<Ground> grounds,
        List<TimeLimit> timeLimits,
        List<MappedColumn> columns) {

    public MappedTable {
        entities = List.copyOf(entities);
        owners = List.copyOf(owners);
        grounds = List.copyOf(grounds);
        timeLimits = List.copyOf(timeLimits);
        columns = List.copyOf(columns);
    }

    /** Whether rows can belong to a data subject. */
    public boolean reachable() {
        return !owners.isEmpty();
    }
}
