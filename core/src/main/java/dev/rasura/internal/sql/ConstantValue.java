package dev.rasura.internal.sql;

import dev.rasura.internal.schema.Column;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
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
                    .anyMatch(c -> column.type().text()
                            ? ((Enum<?>) c).name().equals(text)
                            : String.valueOf(((Enum<?>) c).ordinal()).equals(text));
            return known
                    ? null
                    : "the constant is no value of " + column.javaType().getSimpleName();
        }
        try {
            of(column, text);
            return null;
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return "the constant cannot be read as " + column.sqlType() + ". Choose NULL, or a constant of that type";
        }
    }

    /** @throws IllegalArgumentException or DateTimeException if the text is no value of the column's type */
    public static Object of(Column column, String text) {
        return switch (column.type()) {
            case TEXT, CLOB -> text;
            case INTEGER -> Long.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case BOOLEAN -> bool(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case TIMESTAMP_TZ -> OffsetDateTime.parse(text);
            case UUID -> UUID.fromString(text);
            case BINARY, BLOB, LARGE_OBJECT, JSON, OTHER ->
                throw new IllegalArgumentException("no constants of type " + column.sqlType());
        };
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
