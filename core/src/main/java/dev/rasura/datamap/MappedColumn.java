package dev.rasura.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A physical column and what is known of it.
 *
 * @param attribute {@code Entity.attribute}, or null for a column that no attribute stands for
 * @param type the column's SQL type as mapped
 * @param category for personal columns, else null; the strictest, where it holds several
 * @param terms why a personal column is held, where it came from, who receives it; empty for others
 * @param note the reason given for a column that is not personal, else empty
 * @param of in a row of several people the {@code @SubjectPath} of the one whose it is; else empty
 * @param onErasure how it is overwritten where its row is anonymised, or null where it never is
 * @param also what else it holds, or on which other terms, where attributes share it or are parts of it
 */
public record MappedColumn(
        String name,
        @Nullable String attribute,
        String type,
        Classification classification,
        @Nullable DataCategory category,
        ProcessingTerms terms,
        String note,
        String of,
        @Nullable Overwrite onErasure,
        List<Holding> also) {

    public MappedColumn {
        also = List.copyOf(also);
    }

    /** All that a personal column holds, the strictest category first; empty for others. */
    public List<Holding> holdings() {
        return category == null
                ? List.of()
                : Stream.concat(Stream.of(new Holding(category, terms)), also.stream())
                        .toList();
    }

    public String purpose() {
        return terms.purpose();
    }

    public LegalBasis basis() {
        return terms.basis();
    }

    public String source() {
        return terms.source();
    }

    public List<String> recipients() {
        return terms.recipients();
    }
}
