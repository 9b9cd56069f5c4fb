package dev.rasura.internal.erasure;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.datamap.Edge;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.datamap.OwnershipPath;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.Idiom;
import dev.rasura.internal.sql.RowColumns;
import dev.rasura.internal.sql.RowConditions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The statements that lock the rows through which others belong to the root, from the root outwards and in key order, so that
 * two erasures that meet take their locks in the same order.
 *
 * <p>Tables that do not belong to the root through one another may be locked by one statement. A table that does needs a
 * statement of its own: an insert in flight is waited for by the lock on what it refers to, and only the next statement sees
 * it.
 */
final class ParentLocks {

    private final MappedSchema schema;
    private final RootModel model;
    private final RowConditions rows;
    private final Idiom idiom;

    ParentLocks(MappedSchema schema, RootModel model, RowConditions rows, DatabaseFamily family) {
        this.schema = schema;
        this.model = model;
        this.rows = rows;
        this.idiom = family.idiom();
    }

    /** The statements in order. */
    List<Fragment> statements() {
        return steps().stream()
                .flatMap(queries -> idiom.locking(queries).stream())
                .toList();
    }

    /** From the root outwards, queries of the rows to be locked that may be asked together. */
    private List<List<Fragment>> steps() {
        List<List<Fragment>> steps = new ArrayList<>();
        Set<String> lockedTogether = new HashSet<>();
        for (int i = model.tables().size() - 1; i >= 0; i--) {
            OwnedTable table = model.tables().get(i);
            List<OwnershipPath> paths = locked(table);
            if (paths.isEmpty()) {
                continue;
            }
            boolean through = paths.stream()
                    .flatMap(path -> path.edges().stream())
                    .map(Edge::to)
                    .anyMatch(lockedTogether::contains);
            if (steps.isEmpty() || through) {
                steps.add(new ArrayList<>());
                lockedTogether.clear();
            }
            lockedTogether.add(table.table().key());
            steps.get(steps.size() - 1).add(inOrder(table, paths));
        }
        return steps;
    }

    /** The paths whose rows are locked: of tables that others refer to, and of rows that belong to two people. */
    private List<OwnershipPath> locked(OwnedTable table) {
        boolean referredTo = schema.tables().values().stream()
                .flatMap(t -> t.foreignKeys().stream())
                .anyMatch(f -> f.target().equals(table.table().key()));
        List<OwnershipPath> passing = table.passing();
        if (table.isRoot() && table.paths().size() == 1) {
            return List.of();
        }
        // Rows of two people are changed by several steps, so that two erasures could wait for each other.
        return table.paths().size() > 1 ? table.paths() : referredTo ? passing : List.of();
    }

    private Fragment inOrder(OwnedTable table, List<OwnershipPath> paths) {
        String key = new RowColumns(ROW, table.table(), orderOf(table)).list();
        return Fragment.of("select " + key + " from ")
                .then(idiom.rowsToLock(table.table().sql(), ROW, rows.belongs(table, paths, ROW)))
                .then(" order by " + key);
    }

    /** Of a table without a key of its own, what it refers by; where the database knows of no reference, what was declared. */
    private static List<String> orderOf(OwnedTable owned) {
        Table table = owned.table();
        if (!table.primaryKey().isEmpty()) {
            return table.primaryKey();
        }
        Stream<String> columns = table.foreignKeys().isEmpty()
                ? owned.paths().stream()
                        .flatMap(path -> path.edges().stream().limit(1))
                        .flatMap(edge -> edge.fromColumns().stream())
                : table.foreignKeys().stream().flatMap(f -> f.columns().stream());
        return columns.distinct().toList();
    }
}
