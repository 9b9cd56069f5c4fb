package dev.rasura.internal.datamap;

import dev.rasura.datamap.Overwrite.Cut;
import dev.rasura.internal.datamap.BeanConstraints.Verdict;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the standard constraints of Bean Validation 3 hold. What is not one of them is unknown. */
final class ConstraintRules {

    private static final Set<String> NEEDS_A_VALUE = Set.of("NotNull", "NotEmpty", "NotBlank");
    private static final Map<String, Integer> FLAGS = Map.of(
            "UNIX_LINES",
            Pattern.UNIX_LINES,
            "CASE_INSENSITIVE",
            Pattern.CASE_INSENSITIVE,
            "COMMENTS",
            Pattern.COMMENTS,
            "MULTILINE",
            Pattern.MULTILINE,
            "DOTALL",
            Pattern.DOTALL,
            "UNICODE_CASE",
            Pattern.UNICODE_CASE,
            "CANON_EQ",
            Pattern.CANON_EQ);

    private ConstraintRules() {}

    /** For a value that will stand there as it is. */
    static Verdict of(Annotation constraint, String name, @Nullable Object value) {
        if (value == null) {
            return verdict(!NEEDS_A_VALUE.contains(name));
        }
        if (name.equals("NotNull")) {
            return Verdict.HOLDS;
        }
        if (name.equals("Null")) {
            return Verdict.VIOLATED;
        }
        if (value instanceof String text) {
            return ofText(constraint, name, text);
        }
        if (value instanceof Long || value instanceof BigDecimal) {
            return ofNumber(constraint, name, new BigDecimal(value.toString()));
        }
        if (value instanceof Boolean truth) {
            return switch (name) {
                case "AssertTrue" -> verdict(truth);
                case "AssertFalse" -> verdict(!truth);
                default -> Verdict.UNKNOWN;
            };
        }
        return ofTime(name, value);
    }

    private static Verdict ofText(Annotation constraint, String name, String text) {
        return switch (name) {
            case "NotEmpty" -> verdict(!text.isEmpty());
            case "NotBlank" -> verdict(!text.isBlank());
            case "Size", "Length" ->
                verdict(text.length() >= BeanConstraints.read(constraint, "min", 0)
                        && text.length() <= BeanConstraints.read(constraint, "max", Integer.MAX_VALUE));
            case "Pattern" -> verdict(pattern(constraint).matcher(text).matches());
            case "Email" ->
                verdict(isMail(text) && mailPattern(constraint).matcher(text).matches());
            default -> {
                try {
                    yield ofNumber(constraint, name, new BigDecimal(text));
                } catch (NumberFormatException e) {
                    yield isNumeric(name) ? Verdict.VIOLATED : Verdict.UNKNOWN;
                }
            }
        };
    }

    private static boolean isNumeric(String name) {
        return Set.of("Min", "Max", "DecimalMin", "DecimalMax", "Digits", "Range")
                .contains(name);
    }

    private static Pattern pattern(Annotation constraint) {
        int flags = 0;
        for (Enum<?> flag : BeanConstraints.read(constraint, "flags", new Enum<?>[0])) {
            flags |= Objects.requireNonNull(FLAGS.get(flag.name()));
        }
        return Pattern.compile(BeanConstraints.read(constraint, "regexp", ".*"), flags);
    }

    private static Pattern mailPattern(Annotation constraint) {
        return pattern(constraint);
    }

    private static boolean isMail(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at < text.length() - 1
                && text.indexOf('@') == at
                && text.chars().noneMatch(Character::isWhitespace);
    }

    private static Verdict ofNumber(Annotation constraint, String name, BigDecimal number) {
        return switch (name) {
            case "Min" -> verdict(number.compareTo(BeanConstraints.number(constraint, "value")) >= 0);
            case "Max" -> verdict(number.compareTo(BeanConstraints.number(constraint, "value")) <= 0);
            case "Range" ->
                verdict(number.compareTo(BeanConstraints.number(constraint, "min")) >= 0
                        && number.compareTo(BeanConstraints.number(constraint, "max")) <= 0);
            case "DecimalMin" -> {
                int sign = number.compareTo(BeanConstraints.number(constraint, "value"));
                yield verdict(sign > 0 || (sign == 0 && BeanConstraints.read(constraint, "inclusive", true)));
            }
            case "DecimalMax" -> {
                int sign = number.compareTo(BeanConstraints.number(constraint, "value"));
                yield verdict(sign < 0 || (sign == 0 && BeanConstraints.read(constraint, "inclusive", true)));
            }
            case "Positive" -> verdict(number.signum() > 0);
            case "PositiveOrZero" -> verdict(number.signum() >= 0);
            case "Negative" -> verdict(number.signum() < 0);
            case "NegativeOrZero" -> verdict(number.signum() <= 0);
            case "Digits" ->
                verdict(number.precision() - number.scale() <= BeanConstraints.read(constraint, "integer", 0)
                        && Math.max(0, number.scale()) <= BeanConstraints.read(constraint, "fraction", 0));
            default -> Verdict.UNKNOWN;
        };
    }

    private static Verdict ofTime(String name, Object value) {
        Instant time = instant(value);
        if (time == null) {
            return Verdict.UNKNOWN;
        }
        Instant now = Instant.now();
        return switch (name) {
            case "Past", "PastOrPresent" -> verdict(time.isBefore(now));
            // What lies in the future now will be past one day.
            case "Future", "FutureOrPresent" -> Verdict.VIOLATED;
            default -> Verdict.UNKNOWN;
        };
    }

    private static @Nullable Instant instant(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        return value instanceof OffsetDateTime time ? time.toInstant() : null;
    }

    /** For a valid value that is made coarser. */
    static Verdict generalised(Annotation constraint, String name, Cut cut) {
        BigDecimal width = cut.bucket();
        if (name.equals("DecimalMin") && !BeanConstraints.read(constraint, "inclusive", true)) {
            return Verdict.VIOLATED;
        }
        return switch (name) {
            case "NotNull",
                    "Past",
                    "PastOrPresent",
                    "Max",
                    "DecimalMax",
                    "NegativeOrZero",
                    "Negative",
                    "PositiveOrZero" -> Verdict.HOLDS;
            case "NotEmpty" -> cut.network() ? Verdict.UNKNOWN : Verdict.HOLDS;
            case "Future", "FutureOrPresent", "Positive", "Email" -> Verdict.VIOLATED;
            case "Min", "DecimalMin" ->
                width == null
                        ? Verdict.UNKNOWN
                        : verdict(BeanConstraints.number(constraint, "value")
                                        .remainder(width)
                                        .signum()
                                == 0);
            case "Size", "Length" ->
                cut.prefix() > 0
                        ? verdict(BeanConstraints.read(constraint, "min", 0) <= cut.prefix())
                        : Verdict.UNKNOWN;
            default -> Verdict.UNKNOWN;
        };
    }

    private static Verdict verdict(boolean holds) {
        return holds ? Verdict.HOLDS : Verdict.VIOLATED;
    }
}
