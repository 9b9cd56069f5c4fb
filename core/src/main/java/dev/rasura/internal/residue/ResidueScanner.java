package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Searches a database for values that should be gone: every needle in every row of every table in scope, in one pass
 * however many needles there are.
 *
 * <p><b>Transaction</b>: the caller's, on the given connection, which must not be in auto-commit; a read-only one with a
 * snapshot ({@code REPEATABLE READ}) sees one state of the database. It is neither committed nor rolled back, save to
 * savepoints of the scan's own around each table, so that a table that cannot be read does not end the transaction.
 *
 * <p><b>Locks</b>: those of a SELECT. <b>Memory</b>: constant, whatever the number of rows and the size of values, as far
 * as the driver streams. <b>Logs</b>: nothing. <b>Results</b> name places, numbers of needles and counts, never a value.
 *
 * <p>Immutable and thread-safe; connections are not shared between calls.
 */
public final class ResidueScanner {

    /** Stands for what is kept outside tables, as a table that a slice has finished. */
    private static final ReadTable OUTSIDE = new ReadTable(null, "(outside tables)", "");

    /**
     * Scans all that is in scope, however long it takes: one slice to the end.
     *
     * @param needles what to look for; their numbers must differ
     * @throws IllegalArgumentException if two needles bear one number
     * @throws IllegalStateException if the connection is in auto-commit
     * @throws SQLException if the catalogue cannot be read or the connection fails; a failure on one table is listed in
     *     the result instead
     */
    public ScanResult scan(Connection connection, ScanScope scope, List<Needle> needles) throws SQLException {
        return ScanResult.of(slice(connection, scope, needles, ScanBudget.unlimited(), Set.of()));
    }

    /**
     * Reads on where slices before have stopped: tables that are not yet finished, one after the other, until the budget is
     * spent or nothing is left. A table is read to its end or not at all, so that all that is found in it is of one reading;
     * the first one is read whatever the budget, so that each slice gets on.
     *
     * @param scope the same for all slices of a scan
     * @param needles the same for all slices of a scan
     * @param finished what slices before have finished
     * @throws IllegalArgumentException if two needles bear one number
     * @throws IllegalStateException if the connection is in auto-commit
     * @throws SQLException if the catalogue cannot be read or the connection fails
     */
    public ScanSlice slice(
            Connection connection, ScanScope scope, List<Needle> needles, ScanBudget budget, Set<ReadTable> finished)
            throws SQLException {
        requireTransaction(connection);
        var index = new NeedleIndex(needles);
        var limited = new Progress(budget);
        var free = new Progress(ScanBudget.unlimited());
        var matcher = new CellMatcher(index);
        var unreachable = new ArrayList<Skipped>();
        var unreadable = new ArrayList<Skipped>();
        var occurrences = new ArrayList<Occurrence>();
        var read = new ArrayList<ReadTable>();
        Database database = databaseOf(connection);
        List<Relation> relations = database.relations(connection, scope, unreachable::add);
        boolean ended = false;
        try {
            for (Relation relation : relations) {
                if (finished.contains(relation.read())) {
                    continue;
                }
                limited.check(matcher.compared(), !read.isEmpty());
                var scan = new Database.Scan(index, matcher, read.isEmpty() ? free : limited);
                var findings = new TableFindings(index, relation.columnNames());
                Savepoint savepoint = connection.setSavepoint();
                try {
                    database.read(connection, relation, RowSelection.all(relation), new Database.Cells(scan, findings));
                    connection.releaseSavepoint(savepoint);
                } catch (SQLException e) {
                    connection.rollback(savepoint);
                    unreadable.add(new Skipped(relation.schema(), relation.table(), null, reason(e)));
                } catch (Progress.BudgetSpentException e) {
                    connection.rollback(savepoint);
                    throw e;
                }
                occurrences.addAll(findings.occurrences(relation.schema(), relation.table()));
                read.add(relation.read());
            }
            if (!finished.contains(OUTSIDE)) {
                // Read to the end in any case: what was found in half of them could not be told apart from the rest.
                limited.check(matcher.compared(), !read.isEmpty());
                database.readOutsideTables(
                        connection,
                        scope,
                        relations,
                        new Database.Scan(index, matcher, free),
                        unreadable::add,
                        occurrences::add);
                read.add(OUTSIDE);
            }
            ended = true;
        } catch (Progress.BudgetSpentException e) {
            // The next slice goes on here.
        }
        return new ScanSlice(
                occurrences,
                read,
                unreadable,
                unreachable,
                limited.rows() + free.rows(),
                matcher.compared(),
                index.weak(),
                ended);
    }

    /**
     * Counts the needles in some rows, by the same rules and readings as a scan: what a caller knows to be kept there.
     *
     * @param scope that of the scan, from which the result is to be taken off
     * @param outside whether what the rows refer to outside tables is counted too
     * @return what was found, under the names under which the scan reports it
     * @throws SQLException if the rows cannot be read
     */
    public List<Occurrence> count(
            Connection connection,
            ScanScope scope,
            List<RowSelection> selections,
            List<Needle> needles,
            boolean outside)
            throws SQLException {
        requireTransaction(connection);
        var index = new NeedleIndex(needles);
        var scan = new Database.Scan(index, new CellMatcher(index), new Progress(ScanBudget.unlimited()));
        var occurrences = new ArrayList<Occurrence>();
        if (selections.isEmpty()) {
            return occurrences;
        }
        Database database = databaseOf(connection);
        List<TableName> names =
                selections.stream().map(RowSelection::table).distinct().toList();
        List<Relation> known = database.relations(connection, ScanScope.tables(names), skipped -> {});
        var relations = new ArrayList<Relation>();
        var rows = new ArrayList<RowSelection>();
        for (RowSelection selection : selections) {
            for (Relation relation : known) {
                if (new TableName(relation.schema(), relation.table()).equals(selection.table())) {
                    relations.add(relation.with(selection.columns()));
                    rows.add(selection);
                }
            }
        }
        try {
            for (int i = 0; i < relations.size(); i++) {
                Relation relation = relations.get(i);
                if (!relation.columns().isEmpty()) {
                    var findings = new TableFindings(index, relation.columnNames());
                    database.read(connection, relation, rows.get(i), new Database.Cells(scan, findings));
                    occurrences.addAll(findings.occurrences(relation.schema(), relation.table()));
                }
            }
        } catch (Progress.BudgetSpentException e) {
            throw new IllegalStateException("An unlimited budget cannot be spent.", e);
        }
        if (outside) {
            database.readReferred(connection, scope, relations, rows, scan, skipped -> {}, occurrences::add);
        }
        return occurrences;
    }

    private static void requireTransaction(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "The residue scan was given a connection in auto-commit, on which rows cannot be"
                            + " streamed nor failures contained. Call setAutoCommit(false) first.");
        }
    }

    /** A driver's message may quote a value, so its codes must do. */
    static String reason(SQLException failure) {
        String state = failure.getSQLState();
        String meaning = switch (state == null ? "" : state) {
            case "42501", "90096" -> "permission denied";
            case "57014" -> "cancelled, as by a time-out";
            case "55P03" -> "locked";
            default -> "could not be read";
        };
        return meaning + " (SQLSTATE " + state + ", vendor code " + failure.getErrorCode() + ")";
    }

    private static Database databaseOf(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> new PostgresDatabase();
            case "MariaDB" -> new MariaDatabase();
            default -> new StandardDatabase(product);
        };
    }
}
