package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What only Hibernate or the database can tell, at start, of a value that an erasure is to write. */
public interface ValueTrial {

    DatabaseFamily family();

    /** Whether the application could not read the value back: the attribute's converter fails on it. */
    boolean unreadable(Table table, Column column, Object value);

    /** Whether the expression that stores the column's values makes another of the same value each time. */
    boolean changing(Table table, Column column);

    /** The check constraints that the mapping gives the table or one of its columns. */
    List<Check> checks(Table table);

    /**
     * Whether the constraint lets the values pass, as the database has it; empty if it cannot be tried.
     *
     * @param values for every column that the constraint names
     */
    Optional<Boolean> passes(Check check, Map<Column, @Nullable Object> values);

    /** Why the database does not understand the condition over the table's rows, as SQLSTATE; empty if it does, or cannot say. */
    Optional<String> misunderstood(Table table, String condition);

    /** @param name as it can be told to a person */
    record Check(String name, String condition) {}
}
