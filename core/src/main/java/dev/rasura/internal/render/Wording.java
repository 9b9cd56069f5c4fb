package dev.rasura.internal.render;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Ground;
import dev.rasura.datamap.RetentionRule;
import dev.rasura.datamap.TimeLimit;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Terms of the library in the words of a reviewer. */
public final class Wording {

    private Wording() {}

    /** {@code POSTAL_CODE} as {@code postal code}. */
    public static String of(Enum<?> term) {
        return term.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static String of(DataCategory category) {
        return switch (category) {
            case EMAIL -> "e-mail";
            case NATIONAL_ID -> "national ID";
            case HEALTH -> "health (Art. 9)";
            case SPECIAL -> "special category (Art. 9)";
            default -> of((Enum<?>) category);
        };
    }

    /** With the letter of Art. 6(1); empty if not said. */
    public static String of(LegalBasis basis) {
        return switch (basis) {
            case UNSPECIFIED -> "";
            case CONSENT -> "consent (Art. 6(1)(a))";
            case CONTRACT -> "contract (Art. 6(1)(b))";
            case LEGAL_OBLIGATION -> "legal obligation (Art. 6(1)(c))";
            case VITAL_INTERESTS -> "vital interests (Art. 6(1)(d))";
            case PUBLIC_TASK -> "public task (Art. 6(1)(e))";
            case LEGITIMATE_INTERESTS -> "legitimate interests (Art. 6(1)(f))";
        };
    }

    public static String of(RowAction action) {
        return switch (action) {
            case DELETE -> "deleted";
            case ANONYMISE -> "anonymised";
            case UNLINK -> "unlinked";
        };
    }

    /** {@code P1Y2M} as {@code 1 year 2 months}. */
    public static String of(Period period) {
        List<String> parts = new ArrayList<>();
        part(parts, period.getYears(), "year");
        part(parts, period.getMonths(), "month");
        part(parts, period.getDays(), "day");
        return String.join(" ", parts);
    }

    private static void part(List<String> parts, int number, String unit) {
        if (number != 0) {
            parts.add(number + " " + unit + (number == 1 ? "" : "s"));
        }
    }

    public static String of(TimeLimit limit) {
        RetentionRule rule = limit.rule();
        return of(limit.action()) + " " + of(rule.period()) + " after " + rule.entity() + "." + rule.start()
                + (rule.when().isBlank() ? "" : ", where " + rule.when()) + " (" + rule.name() + ")";
    }

    public static String of(Ground ground) {
        return ground.ground()
                + (ground.period() == null ? "" : ", for " + of(ground.period()) + " from " + ground.start())
                + (ground.until().isBlank() ? "" : ", until " + ground.until())
                + (ground.when().isBlank() ? "" : ", where " + ground.when());
    }
}
