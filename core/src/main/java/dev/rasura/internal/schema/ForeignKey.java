package dev.rasura.internal.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reference between two tables that Hibernate maps.
 *
 * @param columns in the referring table, in the order of {@code targetColumns}
 * @param target the key of the table referred to
 * @param enforced whether the database has a constraint for it; a reference without one is followed all the same
 * @param when which values beside the columns make them lead to this target, for a reference that may lead to several;
 *     else null
 * @param deferrable whether the constraint may be checked at the end of the transaction
 * @param deletes whether the database deletes the rows that refer along with the one referred to
 */
public record ForeignKey(
        String name,
        List<String> columns,
        String target,
        List<String> targetColumns,
        boolean enforced,
        Entity.@Nullable Discriminator when,
        boolean deferrable,
        boolean deletes) {

    /** A reference that leads to one table only. */
    public ForeignKey(String name, List<String> columns, String target, List<String> targetColumns, boolean enforced) {
        this(name, columns, target, targetColumns, enforced, null, false, false);
    }

    public ForeignKey(
            String name,
            List<String> columns,
            String target,
            List<String> targetColumns,
            boolean enforced,
            Entity.@Nullable Discriminator when) {
        this(name, columns, target, targetColumns, enforced, when, false, false);
    }

    /** When it leads to its target, said of a table that has the same columns; null where it always does. */
    public Entity.@Nullable Discriminator when(String table) {
        return when == null ? null : new Entity.Discriminator(table, when.column(), when.values());
    }

    public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
        if (columns.isEmpty() || columns.size() != targetColumns.size()) {
            throw new IllegalArgumentException("A foreign key needs as many columns as it refers to, but " + name
                    + " has " + columns + " -> " + target + targetColumns + ".");
        }
    }

    /** The same reference with its pairs in the order of the target's columns given; as it is if those are others. */
    public ForeignKey inOrderOf(List<String> order) {
        if (order.size() != targetColumns.size() || !order.containsAll(targetColumns)) {
            return this;
        }
        List<String> ordered =
                order.stream().map(c -> columns.get(targetColumns.indexOf(c))).toList();
        return new ForeignKey(name, ordered, target, order, enforced, when);
    }
}
