package dev.rasura.internal.datamap;

import dev.rasura.internal.schema.Column;
import java.util.regex.Pattern;

/** Tells which columns a condition names, as far as words can tell. */
final class SqlWords {

    private SqlWords() {}

    /** Whether the text has the column's name as a whole word. */
    static boolean names(String condition, Column column) {
        String name = column.sql().equals(column.name()) ? column.name() : column.sql();
        return Pattern.compile(
                        "(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])|(?<![\\w$])" + Pattern.quote(column.name())
                                + "(?![\\w$])",
                        Pattern.CASE_INSENSITIVE)
                .matcher(condition.replaceAll("'[^']*'", "''"))
                .find();
    }
}
