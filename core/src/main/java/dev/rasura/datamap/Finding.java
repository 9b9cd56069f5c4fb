package dev.rasura.datamap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the database holds more, or allows less, than the mapping says, and where personal data is nobody's or may be two
 * people's. Found at start by reading the catalogue of each schema that a mapped table lies in, or from which a foreign key
 * leads there.
 *
 * @param table the table's name as in the database; of one that is not mapped with its schema, {@code schema.table}, where
 *     that is not the connection's own
 * @param column the column, or several joined by {@code +}, or null where the finding is of the table
 * @param what a sentence without the names above
 * @param cure what to do: lines to paste where there are any, else a sentence; empty if nothing needs to be done
 * @param blocking whether data of a person could be missed: {@link DataMap#assertComplete()} fails, and an erasure that an
 *     unmapped table concerns is refused
 */
public record Finding(Kind kind, String table, @Nullable String column, String what, String cure, boolean blocking) {

    /** What was found. */
    public enum Kind {
        /** A table that Hibernate does not map refers to rows that can belong to a person. */
        UNMAPPED_TABLE,
        /** A column that Hibernate does not map, in a table with rows that can belong to a person. */
        UNMAPPED_COLUMN,
        /** The database holds fewer characters than the mapping says. */
        NARROWER_COLUMN,
        /** The database forbids null where the mapping allows it. */
        STRICTER_COLUMN,
        /** Values that must differ, by a constraint or index that the mapping does not have. */
        UNIQUE_KEY,
        /** A foreign key between mapped tables that the mapping does not have. */
        FOREIGN_KEY,
        /** What the database does of its own accord when rows of the table change. */
        TRIGGER,
        /** A copied value by which a row may be deleted, or a mention overwritten, with either of two people. */
        SHARED_VALUE,
        /** Columns said to be personal, in a table whose rows lead to no data subject. */
        OUT_OF_REACH
    }

    public Finding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(cure, "cure");
    }

    /** In one line, as the start logs it. */
    public String describe() {
        return place() + " " + what + (cure.isEmpty() ? "" : ". " + cure);
    }

    /** {@code table} or {@code table.column}. */
    public String place() {
        return column == null ? table : table + "." + column;
    }
}
