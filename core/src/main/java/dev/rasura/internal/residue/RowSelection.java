package dev.rasura.internal.residue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * Some rows of a table, and some of their columns, in which a caller wants the needles counted as a scan counts them.
 *
 * @param table as the catalogue spells it
 * @param columns the columns' names as the catalogue spells them
 * @param condition SQL over the row, which has the alias {@value #ALIAS}
 * @param binder binds the condition's parameters
 */
public record RowSelection(TableName table, Set<String> columns, String condition, Binder binder) {

    /** The alias of the row in the condition. */
    public static final String ALIAS = "t";

    /** Binds parameters, and may be asked to do so more than once. */
    @FunctionalInterface
    public interface Binder {

        /**
         * @param from the number of the first parameter
         * @return the number after the last
         */
        int bind(PreparedStatement statement, int from) throws SQLException;
    }

    public RowSelection {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(binder, "binder");
        columns = Set.copyOf(columns);
    }

    /** Every row of a table, to be read as it comes. */
    static RowSelection all(Relation relation) {
        return new RowSelection(
                new TableName(relation.schema(), relation.table()),
                Set.copyOf(relation.columnNames()),
                "",
                (s, from) -> from);
    }

    /** What follows the table in a FROM clause. */
    String clause() {
        return condition.isEmpty() ? "" : " " + ALIAS + " WHERE " + condition;
    }
}
