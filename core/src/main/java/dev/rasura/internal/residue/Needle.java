package dev.rasura.internal.residue;

import java.util.List;
import java.util.Objects;

/**
 * A value, or several that count only together, which the scan looks for. It is known by its number alone: results,
 * messages and {@link #toString()} never hold its parts.
 *
 * @param number the caller's name for it, unique within a scan
 * @param kind how its parts are compared
 * @param parts one value, or for {@link Kind#TOGETHER} two or more; may be blank, then it is never found and is reported
 *     as weak
 * @param distinctive whether the caller holds that nobody else has this value; carried, not used by the scan
 */
public record Needle(int number, Kind kind, List<String> parts, boolean distinctive) {

    /** How a needle is compared. */
    public enum Kind {
        /** One value as a run of whole words: an e-mail address, an address line, an account, a UUID, a number. */
        TEXT,
        /** As {@link #TEXT}, and with its last words first: a full name, family name before the given one. */
        NAME,
        /** As {@link #TEXT}, and by its digits alone, with or without country code. */
        PHONE,
        /** Several values, as given and family name, that stand in one row or side by side in one text. */
        TOGETHER
    }

    /** @throws IllegalArgumentException if the number of parts does not fit the kind */
    public Needle {
        Objects.requireNonNull(kind, "kind");
        parts = List.copyOf(parts);
        if (kind == Kind.TOGETHER ? parts.size() < 2 : parts.size() != 1) {
            throw new IllegalArgumentException("Needle " + number + " is of kind " + kind + " and has " + parts.size()
                    + " parts: TOGETHER takes two or more, the others take one.");
        }
    }

    /** The words of each part, as they are compared: values whose words are the same are one to the scan. */
    public static List<List<String>> words(List<String> parts) {
        return parts.stream().map(Normaliser::tokens).toList();
    }

    /** A distinctive single value. */
    public static Needle text(int number, String value) {
        return new Needle(number, Kind.TEXT, List.of(value), true);
    }

    /** A distinctive telephone number. */
    public static Needle phone(int number, String value) {
        return new Needle(number, Kind.PHONE, List.of(value), true);
    }

    /** A distinctive full name. */
    public static Needle name(int number, String value) {
        return new Needle(number, Kind.NAME, List.of(value), true);
    }

    /** Values that are distinctive only together, as given and family name. */
    public static Needle together(int number, String... parts) {
        return new Needle(number, Kind.TOGETHER, List.of(parts), true);
    }

    /** The number and kind; the parts are withheld. */
    @Override
    public String toString() {
        return "Needle[" + number + ", " + kind + ", parts withheld]";
    }
}
