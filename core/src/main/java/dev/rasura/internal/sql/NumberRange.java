package dev.rasura.internal.sql;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which numbers a column holds, by its type. */
final class NumberRange {

    private static final Pattern SIZE = Pattern.compile("\\((\\d+)(?:\\s*,\\s*(\\d+))?");

    private NumberRange() {}

    /** How many bits a whole number of the column has. */
    static int bits(Column column) {
        return switch (column.sqlType().toLowerCase(Locale.ROOT).split("[^a-z0-9]", 2)[0]) {
            case "tinyint", "int1" -> 8;
            case "smallint", "int2" -> 16;
            case "mediumint", "middleint", "int3" -> 24;
            case "integer", "int", "int4" -> 32;
            default -> 64;
        };
    }

    /** Digits in all and behind the point of an exact number; null where it has no bounds, or is not exact. */
    static int @Nullable [] digits(Column column) {
        Matcher size = SIZE.matcher(column.sqlType());
        boolean exact = column.sqlType().toLowerCase(Locale.ROOT).matches("(numeric|decimal).*");
        return exact && size.find()
                ? new int[] {
                    Integer.parseInt(size.group(1)), size.group(2) == null ? 0 : Integer.parseInt(size.group(2))
                }
                : null;
    }

    /** The lowest number that the column holds, or null where its type has no bounds. */
    static @Nullable BigDecimal lowest(Column column) {
        if (column.type() == ValueType.INTEGER) {
            return BigDecimal.valueOf(Long.MIN_VALUE >> (Long.SIZE - bits(column)));
        }
        int[] digits = digits(column);
        return digits == null
                ? null
                : BigDecimal.TEN
                        .pow(digits[0])
                        .subtract(BigDecimal.ONE)
                        .movePointLeft(digits[1])
                        .negate();
    }
}
