package dev.rasura.internal.residue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. Every type has a text form, so every column is read as text but {@code bytea}. A value too large to be
 * fetched with its row comes in pieces by a statement of its own, which finds the row by its {@code ctid}.
 */
final class PostgresDatabase implements Database {

    /** Octets up to which a value comes with its row. */
    static final int INLINE = 32 * 1024;

    /** Reaching a piece of a compressed value unpacks all before it, so pieces are as large as the heap can bear. */
    static final int PIECE = 4 * 1024 * 1024;

    private static final long FETCHED = 4L * 1024 * 1024;
    private static final int MOST_ROWS = 2000;
    private static final int FEWEST_ROWS = 16;

    @Override
    public List<Relation> relations(Connection connection, ScanScope scope, Consumer<Skipped> skipped)
            throws SQLException {
        return new PostgresCatalogue(connection, scope, skipped).relations();
    }

    @Override
    public void read(Connection connection, Relation relation, RowSelection selected, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        try (PreparedStatement statement = connection.prepareStatement(
                select(relation, selected), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            selected.binder().bind(statement, 1);
            long weight = Math.max(1, relation.weight());
            statement.setFetchSize((int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, FETCHED / weight)));
            cells.scan().progress().limit(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    cells.beginRow();
                    readRow(connection, relation, rows, cells);
                    cells.endRow();
                }
            }
        }
    }

    private static void readRow(Connection connection, Relation relation, ResultSet rows, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        List<Relation.Column> columns = relation.columns();
        String largeRow = rows.getString(columns.size() + 1);
        for (int i = 0; i < columns.size(); i++) {
            Relation.Column column = columns.get(i);
            boolean read = column.reading() == Relation.Reading.BYTES
                    ? readBytes(rows.getBytes(i + 1), cells)
                    : readText(rows.getString(i + 1), column, cells);
            if (!read && column.large() && largeRow != null) {
                long partition = rows.getLong(columns.size() + 2);
                read = readLarge(connection, relation, column, partition, largeRow, cells);
            }
            if (read) {
                cells.cell(i);
            }
        }
    }

    private static boolean readBytes(byte @Nullable [] bytes, Cells cells) {
        if (bytes != null) {
            cells.matcher().bytes(bytes);
        }
        return bytes != null;
    }

    private static boolean readText(@Nullable String text, Relation.Column column, Cells cells) {
        if (text == null) {
            return false;
        }
        if (column.reading() == Relation.Reading.NUMBER) {
            cells.matcher().number(text);
        } else {
            cells.matcher().text(text, column.shape());
        }
        return true;
    }

    /** OFFSET 0 keeps the planner from computing each expression twice. */
    private static String select(Relation relation, RowSelection selected) {
        var inner = new ArrayList<String>();
        var outer = new ArrayList<String>();
        var large = new ArrayList<String>();
        for (int i = 0; i < relation.columns().size(); i++) {
            Relation.Column column = relation.columns().get(i);
            String alias = "c" + i;
            inner.add(column.expression() + " AS " + alias);
            if (column.large()) {
                outer.add("CASE WHEN octet_length(" + alias + ") <= " + INLINE + " THEN " + alias + " END");
                large.add("octet_length(" + alias + ") > " + INLINE);
            } else {
                outer.add(alias);
            }
        }
        if (large.isEmpty()) {
            outer.add("NULL::text, NULL::int8");
            inner.add("NULL::text");
        } else {
            outer.add("CASE WHEN " + String.join(" OR ", large) + " THEN row_place END, row_table::int8");
            inner.add("ctid AS row_place, tableoid AS row_table");
        }
        return "SELECT " + String.join(", ", outer) + " FROM (SELECT " + String.join(", ", inner) + " FROM "
                + relation.source() + selected.clause() + " OFFSET 0) scanned";
    }

    private static boolean readLarge(
            Connection connection, Relation relation, Relation.Column column, long partition, String place, Cells cells)
            throws SQLException, Progress.BudgetSpentException {
        boolean binary = column.reading() == Relation.Reading.BYTES;
        CellMatcher matcher = cells.matcher();
        String sql = "SELECT substring(" + column.expression() + " FROM ? FOR " + PIECE + ") FROM " + relation.source()
                + " WHERE ctid = ?::tid AND tableoid = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (binary) {
                matcher.beginBytes();
            } else {
                matcher.beginText(column.shape());
            }
            statement.setString(2, place);
            statement.setLong(3, partition);
            boolean any = false;
            for (int from = 1; ; from += PIECE) {
                cells.scan().progress().limit(statement);
                statement.setInt(1, from);
                int length = readPiece(statement, binary, matcher);
                any |= length >= 0;
                if (length < PIECE) {
                    break;
                }
            }
            if (binary) {
                matcher.endBytes();
            } else {
                matcher.endText();
            }
            return any;
        }
    }

    /** The length of the piece in the value's own units, or -1 for a null. */
    private static int readPiece(PreparedStatement statement, boolean binary, CellMatcher matcher) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("The row was changed while it was read.", "40001");
            }
            if (binary) {
                byte[] bytes = row.getBytes(1);
                if (bytes == null) {
                    return -1;
                }
                matcher.bytes(bytes, bytes.length);
                return bytes.length;
            }
            String text = row.getString(1);
            if (text == null) {
                return -1;
            }
            matcher.text(text);
            return text.codePointCount(0, text.length());
        }
    }

    @Override
    public void readOutsideTables(
            Connection connection,
            ScanScope scope,
            List<Relation> relations,
            Scan scan,
            Consumer<Skipped> skipped,
            Consumer<Occurrence> found)
            throws SQLException {
        var objects = new LargeObjects(connection, scan, skipped, found);
        if (scope.reach() == ScanScope.Reach.DATABASE) {
            objects.readAll();
            return;
        }
        for (Relation relation : relations) {
            for (Relation.Column column : relation.columns()) {
                if (column.largeObject()) {
                    objects.readReferred(relation, column, RowSelection.all(relation));
                }
            }
        }
    }

    @Override
    public void readReferred(
            Connection connection,
            ScanScope scope,
            List<Relation> relations,
            List<RowSelection> rows,
            Scan scan,
            Consumer<Skipped> skipped,
            Consumer<Occurrence> found)
            throws SQLException {
        var objects = new LargeObjects(connection, scan, skipped, found);
        if (scope.reach() == ScanScope.Reach.DATABASE) {
            objects.readReferredByAny(relations, rows);
            return;
        }
        for (int i = 0; i < relations.size(); i++) {
            for (Relation.Column column : relations.get(i).columns()) {
                if (column.largeObject()) {
                    objects.readReferred(relations.get(i), column, rows.get(i));
                }
            }
        }
    }
}
