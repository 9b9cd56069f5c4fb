package dev.rasura.internal.hibernate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row as Hibernate has it in memory: to be looked at now, and not kept. Columns go by their names in statements. */
public interface RowView {

    /** Hibernate's name of the entity. */
    String entity();

    /** The values of the key's columns, in the mapping's order. */
    List<Object> key();

    /** Whether the entity has an attribute in the column, and its value is in memory. */
    boolean knows(ColumnId column);

    /** The value that JDBC binds for the column. */
    @Nullable
    Object value(ColumnId column);

    /** The row that an association by this column, perhaps among others, leads to, if it is managed, so that what it says is true. */
    Optional<RowView> referred(ColumnId column);
}
