package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * Scans.
     *
     * @param needles what to look for; their numbers must differ
     * @throws IllegalArgumentException if two needles bear one number
     * @throws IllegalStateException if the connection is in auto-commit
     * @throws SQLException if the catalogue cannot be read or the connection fails; a failure on one table is listed in
     *     the result instead
     */
    public ScanResult scan(Connection connection, ScanScope scope, List<Needle> needles, ScanBudget budget)
            throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "The residue scan was given a connection in auto-commit, on which rows cannot be"
                            + " streamed nor failures contained. Call setAutoCommit(false) first.");
        }
        var index = new NeedleIndex(needles);
        var progress = new Progress(budget);
        var scan = new Database.Scan(index, new CellMatcher(index), progress);
        var skipped = new ArrayList<Skipped>();
        var occurrences = new ArrayList<Occurrence>();
        Database database = databaseOf(connection);

        List<Relation> relations = database.relations(connection, scope, skipped::add);
        long tables = 0;
        long columns = 0;
        String spent = null;
        for (Relation relation : relations) {
            if (spent != null) {
                skipped.add(
                        new Skipped(relation.schema(), relation.table(), null, "not reached: " + spent + " was spent"));
                continue;
            }
            tables++;
            columns += relation.columns().size();
            long before = progress.rows();
            var findings = new TableFindings(index, relation.columnNames());
            Savepoint savepoint = connection.setSavepoint();
            try {
                database.read(connection, relation, new Database.Cells(scan, findings));
                connection.releaseSavepoint(savepoint);
            } catch (SQLException e) {
                connection.rollback(savepoint);
                skipped.add(new Skipped(
                        relation.schema(), relation.table(), null, reason(e) + after(progress.rows() - before)));
            } catch (Progress.BudgetSpentException e) {
                connection.rollback(savepoint);
                spent = e.getMessage();
                skipped.add(new Skipped(
                        relation.schema(),
                        relation.table(),
                        null,
                        "stopped: " + spent + " was spent" + after(progress.rows() - before)));
            }
            occurrences.addAll(findings.occurrences(relation.schema(), relation.table()));
        }
        database.readOutsideTables(connection, scope, relations, scan, skipped::add, occurrences::add);
        return new ScanResult(
                occurrences,
                tables,
                columns,
                progress.rows(),
                scan.matcher().compared(),
                skipped,
                index.weak(),
                progress.took(),
                skipped.isEmpty());
    }

    /**
     * Counts, by the same rules as a scan, in the rows of one query: what a caller knows to be kept there.
     *
     * @param rows read to their end, not closed; the columns' labels name the columns
     */
    public List<Occurrence> count(ResultSet rows, List<Needle> needles) throws SQLException {
        var index = new NeedleIndex(needles);
        var matcher = new CellMatcher(index);
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            columns.add(rows.getMetaData().getColumnLabel(i));
        }
        var findings = new TableFindings(index, columns);
        while (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
                String cell = rows.getString(i + 1);
                if (cell != null) {
                    findings.cell(i, matcher.text(cell, Shape.UNKNOWN));
                }
            }
            findings.endRow();
        }
        return findings.occurrences("", "");
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

    private static String after(long rows) {
        return rows == 0 ? "" : ", after " + rows + " rows";
    }

    private static Database databaseOf(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return product.equals("PostgreSQL") ? new PostgresDatabase() : new StandardDatabase(product);
    }
}
