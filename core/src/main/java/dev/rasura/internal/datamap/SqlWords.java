package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.regex.Pattern;

/** Tells which columns a condition names, as far as words can tell. */
final class SqlWords {

    private SqlWords() {}

    /** Whether the text has the column's name as a whole word. */
    static boolean names(String condition, Column column) {
        return names(condition, column.name()) || names(condition, column.sql());
    }

    /** Whether the text has a query in it, and the table's name as a whole word: alone it may be that of a column. */
    static boolean names(String condition, Table table) {
        return names(condition, "select") && names(condition, table.name());
    }

    private static boolean names(String condition, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE)
                .matcher(condition.replaceAll("'[^']*'", "''"))
                .find();
    }
}
