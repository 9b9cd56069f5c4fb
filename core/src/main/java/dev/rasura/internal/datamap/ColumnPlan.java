package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.Holding;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.internal.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column and all that is said of it.
 *
 * @param attribute {@code Entity.attribute} or null
 * @param overwrite for personal columns: how it is overwritten where the row survives; its strategy is {@code AUTO} only
 *     where no row ever is
 * @param whose in rows of several people: the path by which the one it is of is reached; else empty
 * @param also what else it holds, or on which other terms
 */
public record ColumnPlan(
        Column column,
        @Nullable String attribute,
        Classification classification,
        @Nullable DataCategory category,
        @Nullable Overwrite overwrite,
        ProcessingTerms terms,
        String note,
        String whose,
        List<Holding> also) {

    public ColumnPlan {
        also = List.copyOf(also);
    }

    public ColumnPlan(
            Column column,
            @Nullable String attribute,
            Classification classification,
            @Nullable DataCategory category,
            @Nullable Overwrite overwrite,
            ProcessingTerms terms,
            String note) {
        this(column, attribute, classification, category, overwrite, terms, note, "", List.of());
    }

    /** The same, of one of several people. */
    ColumnPlan ofPath(String path) {
        return new ColumnPlan(column, attribute, classification, category, overwrite, terms, note, path, also);
    }

    public boolean personal() {
        return classification == Classification.PERSONAL;
    }

    /** Whether it is overwritten in this way where the row survives. */
    public boolean becomes(Strategy strategy) {
        return overwrite != null && overwrite.strategy() == strategy;
    }

    /** What is said of the column, said of another that holds the same. */
    ColumnPlan of(Column other) {
        return new ColumnPlan(other, attribute, classification, category, overwrite, terms, note, whose, also);
    }

    ColumnPlan alsoHolding(List<Holding> others) {
        return new ColumnPlan(column, attribute, classification, category, overwrite, terms, note, whose, others);
    }

    ColumnPlan with(Overwrite resolved) {
        return new ColumnPlan(column, attribute, classification, category, resolved, terms, note, whose, also);
    }
}
