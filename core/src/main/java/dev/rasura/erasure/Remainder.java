package dev.rasura.erasure;

import java.util.Objects;

/**
 * What is left in rows that survive, and may still lead to the person or link rows of one person together. Whether what is
 * left is anonymous is the controller's judgement (Recital 26); this is what there is to judge.
 *
 * @param column of a row that survives
 * @param note how, as a reader is told
 */
public record Remainder(String table, String column, Kind kind, String note) {

    /** Why it is left. */
    public enum Kind {
        /** A key or a reference: it links rows. */
        STRUCTURE,
        /** A personal value that is kept, in whole or where a condition holds. */
        KEPT,
        /** A pseudonym: personal data still, for those who hold the key (GDPR Art. 4(5)). */
        PSEUDONYM,
        /** A value made coarser. */
        COARSE,
        /** Nobody has said what it is. */
        UNCLASSIFIED
    }

    public Remainder {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(note, "note");
    }
}
