package dev.rasura.datamap;

import dev.rasura.annotation.DataCategory;
import java.util.Objects;

/**
 * What is said of a personal attribute, as {@link dev.rasura.annotation.PersonalData} says it.
 *
 * @param onErasure how its value is overwritten where the row survives
 * @param terms what is said of it alone; the rest is as its entity says
 */
public record PersonalAttribute(DataCategory category, Overwrite onErasure, ProcessingTerms terms) {

    public PersonalAttribute {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(onErasure, "onErasure");
        Objects.requireNonNull(terms, "terms");
    }

    /** Of the category, with the overwriting that its type suggests. */
    public static PersonalAttribute of(DataCategory category) {
        return new PersonalAttribute(category, Overwrite.auto(), ProcessingTerms.none());
    }

    public PersonalAttribute withOverwrite(Overwrite overwrite) {
        return new PersonalAttribute(category, overwrite, terms);
    }

    public PersonalAttribute withTerms(ProcessingTerms processing) {
        return new PersonalAttribute(category, onErasure, processing);
    }
}
