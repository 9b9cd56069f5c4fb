package dev.rasura.datamap;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.Strategy;
import java.util.Objects;

/**
 * How a value is overwritten where its row survives.
 *
 * @param constant the text form of the value for {@link Strategy#CONSTANT}, else empty
 * @param precision what {@link Strategy#GENERALISE} leaves
 * @param reason why the value may stay, for {@link Strategy#KEEP}, else empty
 */
public record Overwrite(Strategy strategy, String constant, DatePrecision precision, String reason) {

    public Overwrite {
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(constant, "constant");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(reason, "reason");
    }

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
        return new Overwrite(Strategy.CONSTANT, text, DatePrecision.YEAR, "");
    }

    public static Overwrite generalised(DatePrecision precision) {
        return new Overwrite(Strategy.GENERALISE, "", precision, "");
    }

    public static Overwrite kept(String reason) {
        return new Overwrite(Strategy.KEEP, "", DatePrecision.YEAR, reason);
    }

    private static Overwrite of(Strategy strategy) {
        return new Overwrite(strategy, "", DatePrecision.YEAR, "");
    }

    /** As a plan prints it. */
    public String describe() {
        return switch (strategy) {
            case AUTO -> "chosen by type";
            case NULL -> "null";
            case CONSTANT -> "'" + constant + "'";
            case TOKEN -> "random token";
            case KEYED_HASH -> "keyed hash (pseudonym)";
            case GENERALISE -> "cut to its " + precision.name().toLowerCase(java.util.Locale.ROOT);
            case KEEP -> "kept: " + reason;
        };
    }
}
