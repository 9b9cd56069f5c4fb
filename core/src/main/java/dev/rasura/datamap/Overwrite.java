package dev.rasura.datamap;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.Strategy;
import dev.rasura.spi.OverwriteStrategy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a value is overwritten where its row survives.
 *
 * @param constant the text form of the value for {@link Strategy#CONSTANT}, else empty
 * @param cut what {@link Strategy#GENERALISE} leaves
 * @param parts the parts of a JSON column that {@link Strategy#JSON} overwrites, else empty
 * @param custom for {@link Strategy#CUSTOM}, else null
 * @param keepWhen an SQL condition over the column's own table under which the value stays, or empty
 * @param reason why the value, or what is not named of it, may stay; else empty
 * @param origin where this was decided, as a reader is told: at the attribute, by whose default, by the type; empty as long
 *     as it is not resolved
 */
public record Overwrite(
        Strategy strategy,
        String constant,
        Cut cut,
        List<Part> parts,
        @Nullable OverwriteStrategy custom,
        String keepWhen,
        String reason,
        String origin) {

    /**
     * How much of a value is left.
     *
     * @param precision of a date or time
     * @param bucket the width of a number's bucket, positive; or null
     * @param prefix how many characters of a text; or 0
     * @param network whether it is a network address, of which its network is left: /24 of IPv4, /48 of IPv6
     */
    public record Cut(DatePrecision precision, @Nullable BigDecimal bucket, int prefix, boolean network) {

        /** To the year: what is left of a date if nothing is said. */
        public static final Cut YEAR = new Cut(DatePrecision.YEAR, null, 0, false);

        /** To the network. */
        public static final Cut NETWORK = new Cut(DatePrecision.YEAR, null, 0, true);

        public Cut {
            Objects.requireNonNull(precision, "precision");
            if (bucket != null && bucket.signum() <= 0) {
                throw new IllegalArgumentException("The width of a bucket must be positive, but is " + bucket + ".");
            }
            if (prefix < 0) {
                throw new IllegalArgumentException("A prefix must have a positive length, but has " + prefix + ".");
            }
        }
    }

    /** One part of a JSON column, by its path ({@code $.contacts[*].email}). */
    public record Part(String path, Overwrite how) {
        public Part {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(how, "how");
            if (how.strategy == Strategy.JSON || how.strategy == Strategy.KEEP || how.strategy == Strategy.CUSTOM) {
                throw new IllegalArgumentException("The part " + path + " of a JSON column cannot be overwritten by "
                        + how.strategy + ". Name its own parts, or leave it out.");
            }
        }

        String describe() {
            return path + ": " + (how.strategy == Strategy.AUTO ? "removed" : how.describe());
        }
    }

    public Overwrite {
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(constant, "constant");
        Objects.requireNonNull(cut, "cut");
        parts = List.copyOf(parts);
        Objects.requireNonNull(keepWhen, "keepWhen");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(origin, "origin");
    }

    /** By the defaults that hold for the attribute, at last by its type. */
    public static Overwrite auto() {
        return of(Strategy.AUTO);
    }

    public static Overwrite withNull() {
        return of(Strategy.NULL);
    }

    public static Overwrite withToken() {
        return of(Strategy.TOKEN);
    }

    public static Overwrite withKeyedHash() {
        return of(Strategy.KEYED_HASH);
    }

    public static Overwrite withConstant(String text) {
        return new Overwrite(Strategy.CONSTANT, text, Cut.YEAR, List.of(), null, "", "", "");
    }

    /** A date or time cut to its year or month. */
    public static Overwrite generalised(DatePrecision precision) {
        return cutTo(new Cut(precision, null, 0, false));
    }

    /** A network address cut to its network: /24 of IPv4, /48 of IPv6. */
    public static Overwrite toNetwork() {
        return cutTo(Cut.NETWORK);
    }

    /** A number cut down to a multiple of the width. */
    public static Overwrite toBucket(BigDecimal width) {
        return cutTo(new Cut(DatePrecision.YEAR, width, 0, false));
    }

    /** A text cut to its first characters. */
    public static Overwrite toPrefix(int characters) {
        return cutTo(new Cut(DatePrecision.YEAR, null, characters, false));
    }

    public static Overwrite cutTo(Cut cut) {
        return new Overwrite(Strategy.GENERALISE, "", cut, List.of(), null, "", "", "");
    }

    /** Parts of a JSON column; {@link #auto()} removes a part. */
    public static Overwrite ofJson(List<Part> parts, String restMayStayBecause) {
        return new Overwrite(Strategy.JSON, "", Cut.YEAR, parts, null, "", restMayStayBecause, "");
    }

    public static Overwrite with(OverwriteStrategy custom) {
        return new Overwrite(Strategy.CUSTOM, "", Cut.YEAR, List.of(), custom, "", "", "");
    }

    public static Overwrite kept(String reason) {
        return new Overwrite(Strategy.KEEP, "", Cut.YEAR, List.of(), null, "", reason, "");
    }

    private static Overwrite of(Strategy strategy) {
        return new Overwrite(strategy, "", Cut.YEAR, List.of(), null, "", "", "");
    }

    /** As this, but in rows where the SQL condition is true the value stays. */
    public Overwrite keptWhen(String condition, String because) {
        return new Overwrite(strategy, constant, cut, parts, custom, condition, because, origin);
    }

    /** As this, with where it was decided. */
    public Overwrite decidedBy(String place) {
        return new Overwrite(strategy, constant, cut, parts, custom, keepWhen, reason, place);
    }

    /** Whether what is written is personal data still, for those who hold a key (GDPR Art. 4(5)). */
    public boolean pseudonymises() {
        return switch (strategy) {
            case KEYED_HASH -> true;
            case CUSTOM -> Objects.requireNonNull(custom).result() == OverwriteStrategy.Result.PSEUDONYMISED;
            case JSON -> parts.stream().anyMatch(p -> p.how.pseudonymises());
            default -> false;
        };
    }

    /** As a plan prints it. */
    public String describe() {
        String text = switch (strategy) {
            case AUTO -> "chosen by type";
            case NULL -> "null";
            case CONSTANT -> "'" + constant + "'";
            case TOKEN -> "random token";
            case KEYED_HASH -> "keyed hash (pseudonym)";
            case GENERALISE -> describeCut();
            case JSON -> parts.stream().map(Part::describe).collect(Collectors.joining(", "));
            case CUSTOM -> Objects.requireNonNull(custom).describe() + (pseudonymises() ? " (pseudonym)" : "");
            case KEEP -> "kept: " + reason;
        };
        return keepWhen.isEmpty() ? text : text + ", kept where " + keepWhen + ": " + reason;
    }

    private String describeCut() {
        if (cut.network) {
            return "cut to its network (/24, /48)";
        }
        if (cut.bucket != null) {
            return "cut to buckets of " + cut.bucket.toPlainString();
        }
        return cut.prefix > 0
                ? "cut to its first " + cut.prefix + " characters"
                : "cut to its " + cut.precision.name().toLowerCase(Locale.ROOT);
    }
}
