package dev.rasura.datamap;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A table that Hibernate maps. Columns, owners and grounds are in an order that depends on what they are called only, and
 * so is the same on every database.
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
        owners = owners.stream()
                .sorted(Comparator.comparing(Ownership::toString))
                .toList();
        grounds =
                grounds.stream().sorted(Comparator.comparing(Ground::toString)).toList();
        timeLimits = List.copyOf(timeLimits);
        columns = columns.stream()
                .sorted(Comparator.comparing((MappedColumn c) -> c.name().toLowerCase(Locale.ROOT))
                        .thenComparing(MappedColumn::name))
                .toList();
    }

    /** Whether rows can belong to a data subject. */
    public boolean reachable() {
        return !owners.isEmpty();
    }
}
