package dev.rasura.internal.residue;

import java.util.List;

/**
 * A table to be read.
 *
 * @param source what follows FROM, quoted
 * @param columns its searchable columns, in order
 * @param weight the most bytes that a row fetched of it may take, roughly
 */
record Relation(String schema, String table, String source, List<Column> columns, long weight) {

    /** How a column's value is fetched and compared. */
    enum Reading {
        TEXT,
        NUMBER,
        BYTES,
        CHARACTER_STREAM,
        BINARY_STREAM
    }

    /**
     * @param expression what is selected, quoted
     * @param large whether a value may be too large to be fetched with its row
     * @param largeObject whether the value may be the number of a large object kept elsewhere
     */
    record Column(String name, String expression, Reading reading, Shape shape, boolean large, boolean largeObject) {}

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
