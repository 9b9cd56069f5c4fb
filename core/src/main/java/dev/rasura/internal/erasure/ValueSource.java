package dev.rasura.internal.erasure;

import dev.rasura.annotation.DataCategory;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.residue.Needle;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Columns of a table whose values a residue scan will look for.
 *
 * @param columns one, or several whose values count together only
 * @param distinctive whether a value says by itself whose it is
 */
record ValueSource(OwnedTable table, List<ColumnPlan> columns, Needle.Kind kind, boolean distinctive) {

    ValueSource {
        columns = List.copyOf(columns);
    }

    /** The paths by which all of the columns are the root's. */
    List<OwnershipPath> passing() {
        return table.passing().stream()
                .filter(p -> columns.stream().allMatch(c -> table.paths(c).contains(p)))
                .toList();
    }

    /** Whether it is the columns of that name, type and category, in whichever table. */
    boolean hasColumnsOf(ValueSource other) {
        return described().equals(other.described());
    }

    private List<List<Object>> described() {
        return columns.stream()
                .map(c -> List.<Object>of(c.column().name(), c.column().type(), Objects.requireNonNull(c.category())))
                .toList();
    }

    /** Whether it is this part of the root's own name, alone. */
    boolean isPartOfRootsName(DataCategory part) {
        return table.isRoot() && columns.size() == 1 && columns.get(0).category() == part;
    }

    /** Whether the root has one row in the table, and no other row is the root's. */
    boolean isOneRow() {
        return table.isRoot()
                && table.paths().size() == 1
                && Set.copyOf(table.rootKey()).equals(Set.copyOf(table.table().primaryKey()));
    }
}
