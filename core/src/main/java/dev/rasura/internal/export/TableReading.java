package dev.rasura.internal.export;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.Fragment;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowPosition;
import dev.rasura.internal.sql.SqlRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the subject's rows of one table, in the order of their keys, by a cursor. It can do so several times; each pass
 * must find the same rows.
 */
final class TableReading {

    private final ExportedTable table;
    private final List<ValueKind> kinds;
    private final RowPosition position;
    private final SqlRun run;
    private final RootValues root;
    private final Fragment select;
    private final int flagsFrom;
    private final int keyFrom;
    private final int keyParts;
    private final int positionFrom;
    private final Set<ExportedColumn> partly = new TreeSet<>(Comparator.comparing(ExportedColumn::name));
    private byte[] passed = {};
    private long rows;

    private TableReading(
            ExportedTable table, List<ValueKind> kinds, RowPosition position, SqlRun run, RootValues root) {
        this.table = table;
        this.kinds = kinds;
        this.position = position;
        this.run = run;
        this.root = root;
        List<Fragment> selected = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            String column = value(i);
            selected.add(Fragment.of(fetched(i) ? "octet_length(" + column + ")" : column));
        }
        this.flagsFrom = selected.size() + 1;
        for (ExportedColumn column : table.columns()) {
            if (column.own() != null) {
                selected.add(Fragment.of("case when ").then(column.own()).then(" then 1 end"));
            }
        }
        Table physical = table.owned().table();
        List<String> order = physical.primaryKey().stream()
                .map(c -> ROW + "." + physical.require(c).sql())
                .toList();
        this.keyFrom = selected.size() + 1;
        boolean keyless = order.isEmpty();
        List<String> key = keyless ? position.selected() : order;
        key.forEach(part -> selected.add(Fragment.of(part)));
        this.keyParts = key.size();
        this.positionFrom = keyless ? keyFrom : selected.size() + 1;
        if (!keyless && position.equal() != null && kinds.stream().anyMatch(ValueKind::fetched)) {
            position.selected().forEach(part -> selected.add(Fragment.of(part)));
        }
        this.select = Fragment.of("select ")
                .then(Fragment.join(", ", selected))
                .then(" from " + physical.sql() + " " + ROW + " where ")
                .then(table.rows())
                .then(" order by " + String.join(", ", keyless ? position.order() : order));
    }

    /** Finds out what the columns are in the database; reads no row. */
    static TableReading of(ExportedTable table, RowPosition position, SqlRun run, RootValues root) throws SQLException {
        List<ValueKind> kinds = new ArrayList<>();
        if (!table.columns().isEmpty()) {
            String columns = table.columns().stream()
                    .map(c -> ROW + "." + c.plan().column().sql())
                    .collect(Collectors.joining(", "));
            Fragment none = Fragment.of(
                    "select " + columns + " from " + table.owned().table().sql() + " " + ROW + " where 1 = 0");
            try (PreparedStatement statement = run.prepare(none, root);
                    ResultSet result = statement.executeQuery()) {
                ResultSetMetaData live = result.getMetaData();
                for (int i = 0; i < table.columns().size(); i++) {
                    kinds.add(ValueKind.of(table.columns().get(i).plan().column(), live, i + 1));
                }
            }
        }
        return new TableReading(table, kinds, position, run, root);
    }

    ExportedTable table() {
        return table;
    }

    boolean hasLarge() {
        return kinds.stream().anyMatch(ValueKind::large);
    }

    /** How many rows a pass found. */
    long rows() {
        return rows;
    }

    /** The columns of which a pass withheld some value. */
    Set<ExportedColumn> partly() {
        return partly;
    }

    boolean hasRows() throws SQLException {
        return any(table.rows());
    }

    /** Whether there are rows that are left out. */
    boolean leavesOut() throws SQLException {
        return table.leftOut() != null && any(table.leftOut().rows());
    }

    private boolean any(Fragment rows) throws SQLException {
        Fragment any = Fragment.of("select 1 from " + table.owned().table().sql() + " " + ROW + " where ")
                .then(rows);
        try (PreparedStatement statement = run.prepare(any, root)) {
            statement.setMaxRows(1);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        }
    }

    /** Hands over all rows. */
    void read(Cells cells) throws SQLException, IOException {
        MessageDigest keys = ExportPart.sha256();
        long count = 0;
        FetchSize fetch = new FetchSize();
        try (PreparedStatement statement = run.prepare(select, root);
                CellReader reader = new CellReader(this, run.connection())) {
            // Where rows are read whole, as many as are asked for are in memory at once.
            boolean whole = position.equal() == null && hasLarge();
            statement.setFetchSize(whole ? 1 : fetch.size());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    cells.startRow();
                    row(result, reader, cells);
                    cells.endRow();
                    count++;
                    for (int i = keyFrom; i < keyFrom + keyParts; i++) {
                        keys.update(String.valueOf(result.getString(i)).getBytes(StandardCharsets.UTF_8));
                        keys.update((byte) 0);
                    }
                    if (!whole && fetch.read(reader.weight())) {
                        result.setFetchSize(fetch.size());
                    }
                }
            }
        }
        byte[] found = keys.digest();
        if (passed.length > 0 && !MessageDigest.isEqual(passed, found)) {
            throw new RowsMovedException();
        }
        passed = found;
        rows = count;
    }

    private void row(ResultSet result, CellReader reader, Cells cells) throws SQLException, IOException {
        reader.startRow(result);
        int flag = flagsFrom;
        for (int i = 0; i < kinds.size(); i++) {
            ExportedColumn column = table.columns().get(i);
            boolean own = column.own() == null || result.getInt(flag++) == 1;
            if (own) {
                reader.read(i, cells);
            } else if (result.getObject(i + 1) == null) {
                cells.none(i);
            } else {
                partly.add(column);
                cells.withheld(i);
            }
        }
    }

    /** Whether the row holds but the length of the value, which is asked for by the row's position. */
    boolean fetched(int column) {
        return position.equal() != null && kinds.get(column).fetched();
    }

    ValueKind kind(int column) {
        return kinds.get(column);
    }

    /** The column, as it stands in a statement. */
    String value(int column) {
        return ROW + "." + table.columns().get(column).plan().column().sql();
    }

    RowPosition position() {
        return position;
    }

    int positionFrom() {
        return positionFrom;
    }
}
