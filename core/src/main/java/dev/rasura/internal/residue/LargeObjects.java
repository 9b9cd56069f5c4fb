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

    private static final String ALL =
            "SELECT m.oid::int8 FROM pg_catalog.pg_largeobject_metadata m WHERE m.oid > ?::int8::oid";
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
        read(ALL, SCHEMA, TABLE, COLUMN);
    }

    /** Reads the objects that a column of object numbers refers to. */
    void readReferred(Relation relation, Relation.Column column) throws SQLException {
        read(
                ALL + " AND EXISTS (SELECT 1 FROM " + relation.source() + " t WHERE t." + Relation.quote(column.name())
                        + " = m.oid)",
                relation.schema(),
                relation.table(),
                column.name());
    }

    private void read(String sql, String schema, String table, String column) throws SQLException {
        var findings = new TableFindings(scan.index(), List.of(column));
        Savepoint savepoint = connection.setSavepoint();
        try {
            List<Long> batch = after(sql, 0);
            while (!batch.isEmpty()) {
                for (long object : batch) {
                    scan.progress().row();
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
                batch = after(sql, batch.get(batch.size() - 1));
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

    private List<Long> after(String sql, long last) throws SQLException, Progress.BudgetSpentException {
        try (PreparedStatement statement = connection.prepareStatement(sql + " ORDER BY m.oid LIMIT " + BATCH)) {
            scan.progress().limit(statement);
            statement.setLong(1, last);
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
