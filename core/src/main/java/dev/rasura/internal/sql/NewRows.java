package dev.rasura.internal.sql;

import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows to be inserted into one of Rasura's own tables. Not thread-safe. */
public final class NewRows {

    private final Into into;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** A column into which rows are inserted. */
    record Column(String name, ValueType type) {}

    /** A table with the columns of its new rows, in the order in which a row gives its values. Immutable. */
    public static final class Into {
        private final String table;
        private final List<Column> columns;
        private final String start;
        private final String oneRow;

        private Into(String table, List<Column> columns) {
            String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
            this.table = table;
            this.columns = List.copyOf(columns);
            this.start = "insert into " + table + " (" + names + ") ";
            this.oneRow = start + "values (" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        }

        /** The same with one more column: of UUIDs, texts, whole numbers, bytes or, as an OffsetDateTime in UTC, points in time. */
        public Into column(String name, ValueType type) {
            List<Column> more = new ArrayList<>(columns);
            more.add(new Column(name, type));
            return new Into(table, more);
        }

        /** No rows yet. */
        public NewRows rows() {
            return new NewRows(this);
        }

        List<Column> columns() {
            return columns;
        }

        /** How a statement that inserts begins. */
        String start() {
            return start;
        }

        /** The statement that inserts one row, a parameter for each column. */
        String oneRow() {
            return oneRow;
        }
    }

    private NewRows(Into into) {
        this.into = into;
    }

    public static Into into(String table) {
        return new Into(table, List.of());
    }

    /** Adds a row, with as many values as there are columns. */
    public void add(@Nullable Object... row) {
        if (row.length != into.columns.size()) {
            throw new IllegalArgumentException("A row of " + into.table + " has " + into.columns.size()
                    + " columns, but " + row.length + " were given.");
        }
        rows.add(row.clone());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    Into into() {
        return into;
    }

    /** The values of a row, in the order of the columns. */
    @Nullable
    Object[] row(int number) {
        return rows.get(number);
    }

    /** The values of a column, in the order of the rows. */
    @Nullable
    Object[] column(int number) {
        @Nullable Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[number];
        }
        return values;
    }
}
