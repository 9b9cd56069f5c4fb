package dev.rasura.internal.audit;

import dev.rasura.audit.Reconciliation.AlteredLine;
import dev.rasura.internal.audit.LineWords.Verdict;
import dev.rasura.internal.audit.SortedCopies.Copy;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Idiom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds lines back until there are some hundred of them, and compares what they say with the rows of their events, which are
 * looked up together. A line whose hash is not its row's, or which has no row, is left to the comparison of hashes.
 */
final class LinePages {

    private static final int LINES = 500;
    private static final int BYTES = 4 * 1024 * 1024;

    private final UnitsOfWork units;
    private final AuditStatements sql;
    private final SortedCopies stream;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Named<AlteredLine> altered = new Named<>();
    private int bytes;
    private long masked;
    private long valuesGone;

    /** @param stream takes a copy of each line */
    LinePages(UnitsOfWork units, AuditStatements sql, SortedCopies stream) {
        this.units = units;
        this.sql = sql;
        this.stream = stream;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(StreamLine line, byte[] hash, boolean expected) {}

    /** What the trail has of an event. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(byte[] leaf, List<Leaf.Disclosure> held) {}

    /** @param expected whether the trail must have the line's event */
    void add(StreamLine line, byte[] hash, boolean expected) {
        waiting.add(new Waiting(line, hash, expected));
        bytes += line.bytes();
        if (waiting.size() >= LINES || bytes >= BYTES) {
            compare();
        }
    }

    /** Compares the lines that were held back. */
    void compare() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<UUID, Row> rows = units.own(StreamComparison.CALL, Mode.READ, (connection, session) -> rows(connection));
        for (Waiting each : waiting) {
            boolean isAltered = verdict(each, rows)
                    .filter(verdict -> told(each.line(), verdict))
                    .isPresent();
            stream.add(Copy.of(each.line().id(), each.hash(), each.expected(), isAltered));
        }
        waiting.clear();
        bytes = 0;
    }

    private static Optional<Verdict> verdict(Waiting waiting, Map<UUID, Row> rows) {
        return Optional.ofNullable(rows.get(waiting.line().id()))
                .filter(row -> Arrays.equals(MerkleTree.leafHash(row.leaf()), waiting.hash()))
                .flatMap(row -> LeafReader.read(row.leaf())
                        .map(leaf -> new LineWords(leaf, row.held())
                                .compare(waiting.line().fields())));
    }

    /** Keeps what there is to say of the line, and says whether it was altered. */
    private boolean told(StreamLine line, Verdict verdict) {
        masked += verdict.masked() ? 1 : 0;
        valuesGone += verdict.valuesGone() ? 1 : 0;
        if (verdict.altered().isEmpty()) {
            return false;
        }
        altered.add(new AlteredLine(line.where(), line.id(), verdict.altered()));
        return true;
    }

    // The staged ones first: an event that is sealed in between is found among the leaves.
    private Map<UUID, Row> rows(Connection connection) throws SQLException {
        List<UUID> ids =
                waiting.stream().map(each -> each.line().id()).distinct().toList();
        Map<UUID, Row> rows = new HashMap<>();
        for (String select : List.of(sql.stagedAmong, sql.leavesAmong)) {
            try (PreparedStatement prepared = among(connection, select, ids);
                    ResultSet row = prepared.executeQuery()) {
                while (row.next()) {
                    rows.put(Cells.uuid(row, 1), new Row(Cells.bytes(row, 2), new ArrayList<>()));
                }
            }
        }
        List<UUID> withValues = waiting.stream()
                .filter(each -> each.line().fields().get("values") != null)
                .map(each -> each.line().id())
                .filter(rows::containsKey)
                .distinct()
                .toList();
        if (!withValues.isEmpty()) {
            values(connection, withValues, rows);
        }
        return rows;
    }

    private void values(Connection connection, List<UUID> ids, Map<UUID, Row> rows) throws SQLException {
        try (PreparedStatement prepared = among(connection, sql.disclosuresAmong, ids);
                ResultSet row = prepared.executeQuery()) {
            while (row.next()) {
                Row of = rows.get(Cells.uuid(row, 1));
                if (of != null) {
                    of.held()
                            .add(new Leaf.Disclosure(
                                    Cells.text(row, 2), Cells.text(row, 3), Cells.bytes(row, 4), Cells.text(row, 5)));
                }
            }
        }
    }

    private static PreparedStatement among(Connection connection, String select, List<UUID> ids) throws SQLException {
        Idiom idiom = DatabaseFamily.of(connection).idiom();
        PreparedStatement prepared = connection.prepareStatement(select + idiom.among("event_id", ValueType.UUID));
        try {
            idiom.bindAmong(connection, prepared, 1, ValueType.UUID, ids);
            return prepared;
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    Named<AlteredLine> altered() {
        return altered;
    }

    long masked() {
        return masked;
    }

    long valuesGone() {
        return valuesGone;
    }
}
