package dev.rasura.internal.residue;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan looks.
 *
 * @param reach the whole database, one schema, or the named tables
 * @param schema the schema's name as the catalogue spells it, for {@link Reach#SCHEMA} only
 * @param tables the tables, for {@link Reach#TABLES} only; one that does not exist is reported as skipped
 */
public record ScanScope(Reach reach, @Nullable String schema, List<TableName> tables) {

    /** How far a scan reaches. */
    public enum Reach {
        /** Every schema but the system's own, and on PostgreSQL every large object. */
        DATABASE,
        /** One schema, and the large objects that its tables refer to. */
        SCHEMA,
        /** Named tables, and the large objects that they refer to. */
        TABLES
    }

    /** @throws IllegalArgumentException if the parts do not fit the reach */
    public ScanScope {
        Objects.requireNonNull(reach, "reach");
        tables = List.copyOf(tables);
        if ((schema != null) != (reach == Reach.SCHEMA) || tables.isEmpty() == (reach == Reach.TABLES)) {
            throw new IllegalArgumentException("A scan of reach " + reach + " was given schema " + schema + " and "
                    + tables.size() + " tables: DATABASE takes neither, SCHEMA a schema, TABLES at least one table.");
        }
    }

    public static ScanScope database() {
        return new ScanScope(Reach.DATABASE, null, List.of());
    }

    public static ScanScope schema(String schema) {
        return new ScanScope(Reach.SCHEMA, schema, List.of());
    }

    public static ScanScope tables(List<TableName> tables) {
        return new ScanScope(Reach.TABLES, null, tables);
    }
}
