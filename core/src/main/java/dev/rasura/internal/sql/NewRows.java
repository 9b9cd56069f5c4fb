package dev.rasura.internal.sql;

import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows to be inserted into one of Rasura's own tables, column by column. Not thread-safe. */
public final class NewRows {

    /** A column of the table, and its value in each row. */
    record Values(String column, ValueType type, List<@Nullable Object> values) {}

    private final String table;
    private final List<Values> columns = new ArrayList<>();

    public NewRows(String table) {
        this.table = table;
    }

    /** Adds a column: a UUID, text, whole number, bytes or, as an OffsetDateTime in UTC, a point in time. */
    public NewRows column(String name, ValueType type) {
        columns.add(new Values(name, type, new ArrayList<>()));
        return this;
    }

    /** Adds a row, with as many values as there are columns. */
    public void add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "A row of " + table + " has " + columns.size() + " columns, but " + values.length + " were given.");
        }
        for (int i = 0; i < values.length; i++) {
            columns.get(i).values().add(values[i]);
        }
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return columns.isEmpty() ? 0 : columns.get(0).values().size();
    }

    String table() {
        return table;
    }

    List<Values> columns() {
        return columns;
    }

    List<String> names() {
        return columns.stream().map(Values::column).toList();
    }
}
