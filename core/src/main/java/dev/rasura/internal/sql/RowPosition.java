package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a row lies: a name of it that every table has, keyed or not, and that holds as long as a snapshot does.
 *
 * @param order in which rows can be read
 * @param selected its parts, as text can carry them
 * @param equal the condition that a row lies there, with a question mark for each part, or null where a row has no name:
 *     it must then be read whole, and order and parts are its values
 */
public record RowPosition(
        List<String> order, List<String> selected, @Nullable String equal) {

    /** Ordered by the bare number, H2 2.4 takes a condition on the first column for one on the number, and finds nothing. */
    private static final RowPosition H2 = new RowPosition(
            List.of(ROW + "._rowid_ + 0"), List.of(ROW + "._rowid_"), ROW + "._rowid_ = cast(? as bigint)");

    /** The table's own number too: a partitioned table has the same position in each of its partitions. */
    private static final RowPosition POSTGRESQL = new RowPosition(
            List.of(ROW + ".tableoid", ROW + ".ctid"),
            List.of("cast(" + ROW + ".tableoid as text)", "cast(" + ROW + ".ctid as text)"),
            ROW + ".tableoid = cast(? as oid) and " + ROW + ".ctid = cast(? as tid)");

    public RowPosition {
        order = List.copyOf(order);
        selected = List.copyOf(selected);
    }

    /** The position of rows of the table. */
    public static RowPosition of(DatabaseFamily family, Table table) {
        return switch (family) {
            case H2 -> H2;
            case POSTGRESQL -> POSTGRESQL;
            case MARIADB -> values(table, family.idiom());
        };
    }

    /** Rows that are equal in all these may stand in any order. */
    private static RowPosition values(Table table, Idiom idiom) {
        List<String> values = table.columns().stream()
                .filter(c -> !c.type().large() && c.type() != ValueType.OTHER)
                .map(c -> value(c, idiom))
                .toList();
        return new RowPosition(values, values, null);
    }

    private static String value(Column column, Idiom idiom) {
        String value = ROW + "." + column.sql();
        return column.type().text() ? idiom.exact(value) : value;
    }
}
