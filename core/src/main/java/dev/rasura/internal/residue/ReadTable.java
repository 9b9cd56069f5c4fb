package dev.rasura.internal.residue;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table that a slice of a scan has done with.
 *
 * @param schema null for what is no table
 * @param identity what the database knows it by whatever its name, or empty where it has no such thing: another table may
 *     bear the name by the next slice
 */
public record ReadTable(@Nullable String schema, String table, String identity) {

    public ReadTable {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(identity, "identity");
    }
}
