package dev.rasura.internal.residue;

import java.util.List;
import java.util.Set;

/**
 * A table to be read.
 *
 * @param source what follows FROM, quoted
 * @param columns its searchable columns, in order
 * @param weight the most bytes that a row fetched of it may take, roughly
 * @param identity what the database knows the table by whatever its name; empty where it has no such thing
 */
record Relation(String schema, String table, String source, List<Column> columns, long weight, String identity) {

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

    ReadTable read() {
        return new ReadTable(schema, table, identity);
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** With some of its columns only. */
    Relation with(Set<String> names) {
        return new Relation(
                schema,
                table,
                source,
                columns.stream().filter(c -> names.contains(c.name())).toList(),
                weight,
                identity);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
