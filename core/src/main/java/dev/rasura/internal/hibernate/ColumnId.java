package dev.rasura.internal.hibernate;

import java.util.Locale;

/** A column by its names in statements, without quotes and in lower case. Made once for each column that is looked for. */
public record ColumnId(String table, String column) {

    public ColumnId {
        table = bare(table);
        column = bare(column);
    }

    private static String bare(String name) {
        return name.replace("\"", "").replace("`", "").toLowerCase(Locale.ROOT);
    }
}
