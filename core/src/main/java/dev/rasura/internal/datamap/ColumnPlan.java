package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.internal.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * A column and all that is said of it.
 *
 * @param attribute {@code Entity.attribute} or null
 * @param overwrite for personal columns: how it is overwritten where the row survives; its strategy is {@code AUTO} only
 *     where no row ever is
 */
public record ColumnPlan(
        Column column,
        @Nullable String attribute,
        Classification classification,
        @Nullable DataCategory category,
        @Nullable Overwrite overwrite,
        ProcessingTerms terms,
        String note) {

    public boolean personal() {
        return classification == Classification.PERSONAL;
    }

    /** What is said of the column, said of another that holds the same. */
    ColumnPlan of(Column other) {
        return new ColumnPlan(other, attribute, classification, category, overwrite, terms, note);
    }

    ColumnPlan with(Overwrite resolved) {
        return new ColumnPlan(column, attribute, classification, category, resolved, terms, note);
    }
}
