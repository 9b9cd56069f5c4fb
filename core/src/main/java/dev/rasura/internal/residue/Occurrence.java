package dev.rasura.internal.residue;

/**
 * A needle was found in a column. Never holds the value.
 *
 * @param schema the schema as the catalogue spells it
 * @param table the table; a partition's rows count for the partitioned table they were read through
 * @param column the column, or the columns of one row that hold the parts together, as {@code first_name+last_name}
 * @param needle the needle's number
 * @param count the rows (for large objects: the objects) in which it stands there
 */
public record Occurrence(String schema, String table, String column, int needle, long count) {}
