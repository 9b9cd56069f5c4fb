package dev.rasura.internal.sql;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Keeps the keys of rows that are found before the work, because they could not be found any more when their turn comes.
 * They are kept in a table of Rasura's own, so that however many rows there are, it is one statement; no other transaction
 * ever sees them, because the same one clears them away.
 *
 * @param table Rasura's own table, as it stands in a statement
 */
public record FoundRows(String table, DatabaseFamily family) {

    /** How many key columns the table holds. */
    public static final int MOST_COLUMNS = 4;

    private static final int LONGEST = 255;

    private static final Set<ValueType> KEPT =
            Set.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.UUID, ValueType.TEXT, ValueType.DATE);

    /** Whether the keys of the rows can be kept as text and compared again. */
    public static boolean canKeep(Table rows) {
        List<String> key = rows.primaryKey();
        return !key.isEmpty()
                && key.size() <= MOST_COLUMNS
                && key.stream().map(rows::require).allMatch(c -> KEPT.contains(c.type()) && c.length() <= LONGEST);
    }

    /** Keeps the keys of rows with the condition. */
    public Fragment keep(int place, Table rows, Fragment condition) {
        List<String> key = rows.primaryKey();
        String columns = IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String values = key.stream()
                .map(rows::require)
                // A text that is longer than the mapping says would be cut by a cast, and its row found no more.
                .map(c -> c.type() == ValueType.TEXT ? ROW + "." + c.sql() : idiom().asKey(ROW + "." + c.sql()))
                .collect(Collectors.joining(", "));
        return Fragment.of("insert into " + table + " (run, place, " + columns + ") select ")
                .then(Fragment.of(idiom().asKey("?"), new Bind.Run()))
                .then(", " + place + ", " + values + " from ")
                .then(idiom().rows(rows.sql(), ROW, condition));
    }

    /** The condition that a row's key was kept. */
    public Fragment kept(int place, Table rows, String alias) {
        List<String> key = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < rows.primaryKey().size(); i++) {
            Column column = rows.require(rows.primaryKey().get(i));
            boolean text = column.type() == ValueType.TEXT;
            String value = alias + "." + column.sql();
            key.add(text ? idiom().exact(value) : value);
            kept.add(text ? idiom().exact("f.k" + i) : idiom().fromKey("f.k" + i, column.type(), column.sqlType()));
        }
        return Fragment.reaching(
                key, kept, table, "f", Fragment.of("f.run = ? and f.place = " + place, new Bind.Run()));
    }

    /** Clears away what this run kept. */
    public Fragment clear() {
        return Fragment.of("delete from " + table + " where run = ?", new Bind.Run());
    }

    private Idiom idiom() {
        return family.idiom();
    }
}
