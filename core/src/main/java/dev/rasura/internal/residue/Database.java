package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** What differs between databases in reading all that they hold. */
interface Database {

    /** The tables in scope that can be read; those that cannot go to {@code skipped}. */
    List<Relation> relations(Connection connection, ScanScope scope, Consumer<Skipped> skipped) throws SQLException;

    /** Reads the rows of a table that are selected; the relation has the columns to read. */
    void read(Connection connection, Relation relation, RowSelection rows, Cells cells)
            throws SQLException, Progress.BudgetSpentException;

    /**
     * Reads, as far as the budget still reaches, what is kept outside tables, if the database has such.
     *
     * @param relations the tables in scope
     * @param found takes what was found, place by place
     */
    void readOutsideTables(
            Connection connection,
            ScanScope scope,
            List<Relation> relations,
            Scan scan,
            Consumer<Skipped> skipped,
            Consumer<Occurrence> found)
            throws SQLException;

    /**
     * Reads what is kept outside tables and named in the selected rows.
     *
     * @param relations with the columns to look at
     * @param rows for each relation
     * @param scope the scan's, which says under which name the objects are reported
     */
    default void readReferred(
            Connection connection,
            ScanScope scope,
            List<Relation> relations,
            List<RowSelection> rows,
            Scan scan,
            Consumer<Skipped> skipped,
            Consumer<Occurrence> found)
            throws SQLException {}

    /** What one scan shares: the compiled needles, the one matcher, the budget. */
    record Scan(NeedleIndex index, CellMatcher matcher, Progress progress) {}

    /** Where the rows of one table go. */
    record Cells(Scan scan, TableFindings findings) {

        CellMatcher matcher() {
            return scan.matcher();
        }

        void beginRow() throws Progress.BudgetSpentException {
            scan.progress().row(scan.matcher().compared());
        }

        /** The matcher has read the cell of this column. */
        void cell(int column) {
            findings.cell(column, scan.matcher().hits());
        }

        void endRow() {
            findings.endRow();
        }
    }
}
