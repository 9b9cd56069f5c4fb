package dev.rasura.internal.sql;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A constant of the data map, from its text form to what JDBC binds. */
public final class ConstantValue {

    private ConstantValue() {}

    /** Why the text is no value of the column, or null if it is one. */
    @SuppressWarnings("EnumOrdinal") // it is what an enum column of a number type holds
    public static @Nullable String refusal(Column column, String text) {
        if (column.javaType() != null && column.javaType().isEnum()) {
            boolean known = Arrays.stream(column.javaType().getEnumConstants())
                    .anyMatch(c -> (column.type().text() || isNamedEnum(column))
                            ? ((Enum<?>) c).name().equals(text)
                            : String.valueOf(((Enum<?>) c).ordinal()).equals(text));
            return known
                    ? null
                    : "the constant is no value of " + column.javaType().getSimpleName();
        }
        try {
            return unfit(column, of(column, text));
        } catch (IllegalArgumentException | DateTimeException e) {
            return "the constant cannot be read as " + column.sqlType() + ". Choose NULL, or a constant of that type";
        }
    }

    /** What the database would round or refuse: a rounded constant would never be known again. */
    private static @Nullable String unfit(Column column, Object value) {
        String sqlType = column.sqlType().toLowerCase(Locale.ROOT);
        if (value instanceof Long number) {
            int bits = NumberRange.bits(column);
            return number >> (bits - 1) == 0 || number >> (bits - 1) == -1
                    ? null
                    : "the constant is beyond the range of " + column.sqlType();
        }
        if (value instanceof BigDecimal number) {
            int[] digits = NumberRange.digits(column);
            if (digits != null) {
                BigDecimal plain = number.stripTrailingZeros();
                return plain.scale() > digits[1] || plain.precision() - plain.scale() > digits[0] - digits[1]
                        ? "the constant does not fit " + column.sqlType() + " without rounding"
                        : null;
            }
            boolean single = sqlType.equals("real") || sqlType.startsWith("float(24") || sqlType.equals("float4");
            return single && new BigDecimal(number.floatValue()).compareTo(number) != 0
                    ? "the constant cannot be told exactly as " + column.sqlType()
                            + ". Choose one that can, as 0 or 0.5"
                    : null;
        }
        boolean tooFine = value instanceof Temporal time
                && time.isSupported(ChronoField.NANO_OF_SECOND)
                && time.get(ChronoField.NANO_OF_SECOND) % 1_000 != 0;
        return tooFine ? "the constant is finer than the microseconds that a database keeps" : null;
    }

    /** How many decimal places the column keeps: those of its type for an exact one, none for others. */
    public static int scale(Column column) {
        int[] digits = NumberRange.digits(column);
        return digits == null ? 0 : digits[1];
    }

    /** @throws IllegalArgumentException or DateTimeException if the text is no value of the column's type */
    public static Object of(Column column, String text) {
        return switch (column.type()) {
            case TEXT -> ColumnValue.fixed(column) ? text.stripTrailing() : text;
            case CLOB -> text;
            case INTEGER -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case BOOLEAN -> bool(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case TIMESTAMP_TZ -> OffsetDateTime.parse(text);
            case UUID -> UUID.fromString(text);
            case BINARY, BLOB, LARGE_OBJECT, JSON, OTHER -> {
                if (isPossible(column)) {
                    yield text;
                }
                throw new IllegalArgumentException("no constants of type " + column.sqlType());
            }
        };
    }

    /** Whether there are constants of the column's type. */
    public static boolean isPossible(Column column) {
        return switch (column.type()) {
            case BINARY, BLOB, LARGE_OBJECT, JSON, OTHER -> isNamedEnum(column);
            default -> true;
        };
    }

    /** A type of the database's own that has the names of an enum's constants. */
    static boolean isNamedEnum(Column column) {
        return column.type() == ValueType.OTHER
                && column.javaType() != null
                && column.javaType().isEnum();
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
