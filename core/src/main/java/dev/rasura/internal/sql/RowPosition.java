package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import java.util.List;

/**
 * Where a row lies: a name of it that every table has, keyed or not, and that holds as long as a snapshot does.
 *
 * @param order in which rows can be read
 * @param selected its parts, as text can carry them
 * @param equal the condition that a row lies there, with a question mark for each part
 */
public record RowPosition(List<String> order, List<String> selected, String equal) {

    private static final RowPosition H2 =
            new RowPosition(List.of(ROW + "._rowid_"), List.of(ROW + "._rowid_"), ROW + "._rowid_ = cast(? as bigint)");

    /** The table's own number too: a partitioned table has the same position in each of its partitions. */
    private static final RowPosition POSTGRESQL = new RowPosition(
            List.of(ROW + ".tableoid", ROW + ".ctid"),
            List.of("cast(" + ROW + ".tableoid as text)", "cast(" + ROW + ".ctid as text)"),
            ROW + ".tableoid = cast(? as oid) and " + ROW + ".ctid = cast(? as tid)");

    public RowPosition {
        order = List.copyOf(order);
        selected = List.copyOf(selected);
    }

    public static RowPosition of(DatabaseFamily family) {
        return switch (family) {
            case H2 -> H2;
            case POSTGRESQL -> POSTGRESQL;
            case MARIADB -> throw new UnsupportedOperationException("MariaDB's rows have no position.");
        };
    }
}
