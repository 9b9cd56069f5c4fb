package dev.rasura.internal.export;

import dev.rasura.datamap.RetentionRule;
import dev.rasura.export.ExportManifest.Withheld;
import dev.rasura.internal.datamap.OwnedTable;
import dev.rasura.internal.sql.Fragment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an export holds of one table.
 *
 * @param file its name in names of the export's parts
 * @param rows the condition that a row is the subject's
 * @param rules by which the rows expire
 * @param withheld columns that are never given
 * @param unclassified columns left out because nobody said what they are
 * @param leftOut what is given of none of its rows, though it belongs to a row of the subject's, or null if there is no such
 */
record ExportedTable(
        OwnedTable owned,
        String file,
        List<ExportedColumn> columns,
        Fragment rows,
        List<RetentionRule> rules,
        List<Withheld> withheld,
        List<String> unclassified,
        @Nullable LeftOut leftOut) {

    /**
     * Rows that belong to a row of the subject's to which somebody else refers as well: whom they are about, nobody can tell.
     *
     * @param columns by which they belong to it
     * @param rows the condition that a row is one
     */
    record LeftOut(List<String> columns, Fragment rows) {
        LeftOut {
            columns = List.copyOf(columns);
        }
    }

    ExportedTable {
        columns = List.copyOf(columns);
        rules = List.copyOf(rules);
        withheld = List.copyOf(withheld);
        unclassified = List.copyOf(unclassified);
    }

    String name() {
        return owned.table().name();
    }

    /** How the manifest says that the column was given for some rows only. */
    Withheld others(ExportedColumn column) {
        return new Withheld(
                name(),
                column.name(),
                "names rows of other people; given only where it names a row of the subject's own");
    }

    /** How the manifest says that rows were left out. */
    List<Withheld> rowsLeftOut() {
        return leftOut == null
                ? List.of()
                : leftOut.columns().stream()
                        .map(column -> new Withheld(
                                name(),
                                column,
                                "rows are left out that by it belong to a row to which somebody else refers as well"))
                        .toList();
    }
}
