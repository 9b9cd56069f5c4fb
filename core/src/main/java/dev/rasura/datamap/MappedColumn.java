package dev.rasura.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import org.jspecify.annotations.Nullable;

/**
 * A physical column and what is known of it.
 *
 * @param attribute {@code Entity.attribute}, or null for a column that no attribute stands for
 * @param type the column's SQL type as mapped
 * @param category for personal columns, else null
 * @param note the reason given for a column that is not personal, else empty
 * @param onErasure how it is overwritten where its row is anonymised, or null where it never is
 */
public record MappedColumn(
        String name,
        @Nullable String attribute,
        String type,
        Classification classification,
        @Nullable DataCategory category,
        String purpose,
        LegalBasis basis,
        String note,
        @Nullable Overwrite onErasure) {}
