package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** PostgreSQL's large objects, which belong to no table: those nobody refers to any more are read like the others. */
final class LargeObjects {

    static final String SCHEMA = "pg_catalog";
    static final String TABLE = "pg_largeobject";
    static final String COLUMN = "data";

    private static final String ALL = "SELECT m.oid::int8 FROM pg_catalog.pg_largeobject_metadata m WHERE ";
    private static final String AFTER = "m.oid > ?::int8::oid ORDER BY m.oid LIMIT ";
    private static final int PIECE = 256 * 1024;
    private static final int BATCH = 1000;

    private final Connection connection;
    private final Database.Scan scan;
    private final Consumer<Skipped> skipped;
    private final Consumer<Occurrence> found;

    LargeObjects(Connection connection, Database.Scan scan, Consumer<Skipped> skipped, Consumer<Occurrence> found) {
        this.connection = connection;
        this.scan = scan;
        this.skipped = skipped;
        this.found = found;
    }

    void readAll() throws SQLException {
        read(ALL, (statement, from) -> from, SCHEMA, TABLE, COLUMN);
    }

    /** Reads the objects that a column of object numbers refers to in some rows, each once. */
    void readReferred(Relation relation, Relation.Column column, RowSelection rows) throws SQLException {
        read(
                ALL + refers(relation, column, rows) + " AND ",
                rows.binder(),
                relation.schema(),
                relation.table(),
                column.name());
    }

    /** Reads the objects that some rows of several tables refer to, each once, as found among all objects. */
    void readReferredByAny(List<Relation> relations, List<RowSelection> rows) throws SQLException {
        List<String> references = new ArrayList<>();
        List<RowSelection.Binder> binders = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
            for (Relation.Column column : relations.get(i).columns()) {
                if (column.largeObject()) {
                    references.add(refers(relations.get(i), column, rows.get(i)));
                    binders.add(rows.get(i).binder());
                }
            }
        }
        if (references.isEmpty()) {
            return;
        }
        RowSelection.Binder all = (statement, from) -> {
            int next = from;
            for (RowSelection.Binder binder : binders) {
                next = binder.bind(statement, next);
            }
            return next;
        };
        read(ALL + "(" + String.join(" OR ", references) + ") AND ", all, SCHEMA, TABLE, COLUMN);
    }

    private static String refers(Relation relation, Relation.Column column, RowSelection rows) {
        String reference = RowSelection.ALIAS + "." + Relation.quote(column.name()) + " = m.oid";
        return "EXISTS (SELECT 1 FROM " + relation.source() + " " + RowSelection.ALIAS + " WHERE " + reference
                + (rows.condition().isEmpty() ? "" : " AND (" + rows.condition() + ")") + ")";
    }

    private void read(String sql, RowSelection.Binder binder, String schema, String table, String column)
            throws SQLException {
        var findings = new TableFindings(scan.index(), List.of(column));
        Savepoint savepoint = connection.setSavepoint();
        try {
            List<Long> batch = after(sql, binder, 0);
            while (!batch.isEmpty()) {
                for (long object : batch) {
                    scan.progress().row(scan.matcher().compared());
                    try {
                        read(object);
                        findings.cell(0, scan.matcher().hits());
                        findings.endRow();
                    } catch (SQLException e) {
                        // An object has no privilege to be asked for before PostgreSQL 18, so it is tried.
                        connection.rollback(savepoint);
                        skipped.accept(new Skipped(
                                schema, table, column, "large object " + object + ": " + ResidueScanner.reason(e)));
                    }
                }
                batch = after(sql, binder, batch.get(batch.size() - 1));
            }
        } catch (SQLException e) {
            connection.rollback(savepoint);
            skipped.accept(new Skipped(schema, table, column, "large objects: " + ResidueScanner.reason(e)));
        } catch (Progress.BudgetSpentException e) {
            skipped.accept(new Skipped(
                    schema, table, column, "stopped among the large objects: " + e.getMessage() + " was spent"));
        }
        findings.occurrences(schema, table).forEach(found);
        connection.releaseSavepoint(savepoint);
    }

    private List<Long> after(String sql, RowSelection.Binder binder, long last)
            throws SQLException, Progress.BudgetSpentException {
        try (PreparedStatement statement = connection.prepareStatement(sql + AFTER + BATCH)) {
            scan.progress().limit(statement);
            statement.setLong(binder.bind(statement, 1), last);
            try (ResultSet rows = statement.executeQuery()) {
                var batch = new ArrayList<Long>();
                while (rows.next()) {
                    batch.add(rows.getLong(1));
                }
                return batch;
            }
        }
    }

    private void read(long object) throws SQLException, Progress.BudgetSpentException {
        CellMatcher matcher = scan.matcher();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_catalog.lo_get(?::int8::oid, ?, " + PIECE + ")")) {
            matcher.beginBytes();
            statement.setLong(1, object);
            for (long offset = 0; ; offset += PIECE) {
                scan.progress().limit(statement);
                statement.setLong(2, offset);
                int length;
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    byte[] piece = row.getBytes(1);
                    length = piece.length;
                    matcher.bytes(piece, length);
                }
                if (length < PIECE) {
                    break;
                }
            }
            matcher.endBytes();
        }
    }
}
