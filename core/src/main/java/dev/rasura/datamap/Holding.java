package dev.rasura.datamap;

import dev.rasura.annotation.DataCategory;
import java.util.Objects;

/**
 * What kind of personal data is held, and on which terms.
 *
 * @param terms why it is held, where it came from, who receives it
 */
public record Holding(DataCategory category, ProcessingTerms terms) {

    public Holding {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(terms, "terms");
    }
}
