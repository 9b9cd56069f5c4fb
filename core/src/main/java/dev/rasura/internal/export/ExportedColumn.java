package dev.rasura.internal.export;

import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.sql.Fragment;
import org.jspecify.annotations.Nullable;

/**
 * A column that an export holds.
 *
 * @param own for a reference that may name rows of other people: true for rows where it names one of the subject's own
 */
record ExportedColumn(ColumnPlan plan, @Nullable Fragment own) {

    String name() {
        return plan.column().name();
    }
}
