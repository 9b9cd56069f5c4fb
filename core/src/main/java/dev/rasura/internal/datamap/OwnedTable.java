package dev.rasura.internal.datamap;

import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Ground;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with rows that belong to a root.
 *
 * @param label the entities or the collection whose rows they are
 * @param rootKey for a part of the root itself: the columns of its key, else empty
 */
public record OwnedTable(
        Table table,
        String label,
        List<String> rootKey,
        List<OwnershipPath> paths,
        List<ColumnPlan> columns,
        List<Condition> grounds) {

    /**
     * A ground to retain rows, as SQL over the table's columns.
     *
     * @param sql what the developer wrote, in parentheses, or a constant truth
     * @param rows the tables whose rows decide: this one, or those of the entity whose parts or values it holds
     * @param start the column of this table at which the ground's period starts, or null
     */
    public record Condition(
            Ground ground,
            String sql,
            List<String> rows,
            @Nullable Column start) {

        public Condition {
            rows = List.copyOf(rows);
        }

        /** Whether it decides by the column. */
        public boolean asks(String table, Column column) {
            return rows.contains(table) && SqlWords.names(ground.when(), column);
        }

        /** Whether it decides by rows of the table, beside those that it is of. */
        public boolean asks(Table other) {
            return !rows.contains(other.key()) && SqlWords.names(ground.when(), other);
        }
    }

    public OwnedTable {
        rootKey = List.copyOf(rootKey);
        paths = List.copyOf(paths);
        columns = List.copyOf(columns);
        grounds = List.copyOf(grounds);
    }

    /** Whether rows are the root's: those that are merely unlinked are not. */
    public boolean belongs() {
        return !passing().isEmpty();
    }

    public boolean isRoot() {
        return !rootKey.isEmpty();
    }

    public boolean has(RowAction action) {
        return paths.stream().anyMatch(p -> p.action() == action);
    }

    /** Whether all rows of the root in this table go, but for those a ground retains. */
    public boolean onlyDeleted() {
        return paths.stream().allMatch(p -> p.action() == RowAction.DELETE);
    }

    public List<OwnershipPath> paths(RowAction action) {
        return paths.stream().filter(p -> p.action() == action).toList();
    }

    /** The paths by which rows are the root's, and not merely linked to it. */
    public List<OwnershipPath> passing() {
        return paths.stream().filter(p -> p.action() != RowAction.UNLINK).toList();
    }

    /** The paths by which the column is the root's: in a row of several people it may be of one of them. */
    public List<OwnershipPath> paths(ColumnPlan column) {
        return column.whose().isEmpty()
                ? paths
                : paths.stream().filter(p -> p.leads(column.whose())).toList();
    }

    /** The paths with the action by which columns of that whose are the root's, with these columns alone. */
    public OwnedTable part(String whose) {
        List<OwnershipPath> of = paths.stream()
                .filter(p -> whose.isEmpty() || p.action() != RowAction.ANONYMISE || p.leads(whose))
                .toList();
        return new OwnedTable(
                table,
                label,
                rootKey,
                of,
                columns.stream().filter(c -> c.whose().equals(whose)).toList(),
                grounds);
    }

    /** Whether a row of the root can be left in this table after an erasure. */
    public boolean survives() {
        return has(RowAction.ANONYMISE) || has(RowAction.UNLINK) || !grounds.isEmpty();
    }

    /** The columns whose values are overwritten where the row survives. */
    public List<ColumnPlan> overwritten() {
        return columns.stream()
                .filter(c -> c.overwrite() != null
                        && c.overwrite().strategy() != Strategy.AUTO
                        && c.overwrite().strategy() != Strategy.KEEP)
                .toList();
    }

    /** Whether it is a part of the root's row in which something is overwritten. */
    public boolean overwritesRoot() {
        return isRoot() && has(RowAction.ANONYMISE) && !overwritten().isEmpty();
    }

    public List<ColumnPlan> unclassified() {
        return columns.stream()
                .filter(c -> c.classification() == Classification.UNCLASSIFIED)
                .toList();
    }
}
