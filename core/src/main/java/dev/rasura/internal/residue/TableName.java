package dev.rasura.internal.residue;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table as the database's catalogue spells it, case included.
 *
 * @param schema the schema, or null for the connection's current one
 * @param table the bare name, not quoted
 */
public record TableName(@Nullable String schema, String table) {

    public TableName {
        Objects.requireNonNull(table, "table");
    }

    @Override
    public String toString() {
        return schema == null ? table : schema + "." + table;
    }
}
