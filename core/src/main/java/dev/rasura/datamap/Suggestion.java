package dev.rasura.datamap;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a column may be, judged by its name and type alone. Nothing is ever done because of a suggestion; it saves a person
 * the search.
 *
 * @param attribute {@code Entity.attribute}, or null where no attribute stands for the column
 * @param why what spoke for it
 * @param paste the line to paste if the suggestion is right
 */
public record Suggestion(
        Kind kind,
        String table,
        String column,
        @Nullable String attribute,
        Confidence confidence,
        String why,
        String paste) {

    /** What the column may be. */
    public enum Kind {
        /** It may hold personal data. */
        PERSONAL,
        /** It may refer to a data subject without an association. */
        SOFT_REFERENCE
    }

    /** How much speaks for a suggestion. */
    public enum Confidence {
        LOW,
        MEDIUM,
        HIGH
    }

    public Suggestion {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(confidence, "confidence");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(paste, "paste");
    }

    /** In one line, as the start logs it. */
    public String describe() {
        return table + "." + column + " " + why + " (" + confidence.name().toLowerCase(Locale.ROOT)
                + " confidence). If so: " + paste;
    }
}
