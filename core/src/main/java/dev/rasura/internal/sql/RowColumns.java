package dev.rasura.internal.sql;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.List;

/**
 * Some columns of a row.
 *
 * @param alias the row's in the statement
 */
public record RowColumns(String alias, Table table, List<String> names) {

    public RowColumns {
        names = List.copyOf(names);
    }

    /** As they stand in a statement, one by one. */
    public List<String> each() {
        return columns().stream().map(this::sql).toList();
    }

    /** As they stand in a statement, one after the other. */
    public String list() {
        return String.join(", ", each());
    }

    List<Column> columns() {
        return names.stream().map(table::require).toList();
    }

    List<ValueType> types() {
        return columns().stream().map(Column::type).toList();
    }

    String sql(Column column) {
        return alias + "." + column.sql();
    }
}
