package dev.rasura.internal.sql;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of keys and of what is compared with them: as JDBC reads and binds them, and as text. Each value has one text
 * and each text one value, because a subject's pseudonym is computed from the text.
 */
public final class ColumnValue {

    private static final Set<ValueType> COMPARABLE = Set.of(
            ValueType.TEXT,
            ValueType.BOOLEAN,
            ValueType.INTEGER,
            ValueType.DECIMAL,
            ValueType.DATE,
            ValueType.TIME,
            ValueType.TIMESTAMP,
            ValueType.TIMESTAMP_TZ,
            ValueType.UUID,
            ValueType.BINARY);

    private ColumnValue() {}

    /** Whether a column of this type can be part of a subject's key. */
    public static boolean isKey(Column column) {
        return COMPARABLE.contains(column.type());
    }

    /** The value of a result's column, always of the same Java type for the same column. */
    public static @Nullable Object read(ResultSet rows, int index, Column column) throws SQLException {
        return switch (column.type()) {
            case INTEGER -> rows.getObject(index) == null ? null : (Object) rows.getLong(index);
            case DECIMAL -> floating(column) ? rows.getObject(index) : rows.getBigDecimal(index);
            case DATE -> rows.getObject(index, LocalDate.class);
            case TIME -> rows.getObject(index, LocalTime.class);
            case TIMESTAMP -> rows.getObject(index, LocalDateTime.class);
            case TIMESTAMP_TZ -> utc(rows.getObject(index, OffsetDateTime.class));
            case BINARY -> rows.getBytes(index);
            case TEXT -> text(rows.getString(index), column);
            default -> rows.getObject(index);
        };
    }

    private static @Nullable Object utc(@Nullable OffsetDateTime value) {
        return value == null ? null : value.withOffsetSameInstant(ZoneOffset.UTC);
    }

    /** A column of fixed length is filled up with blanks that mean nothing. */
    private static @Nullable String text(@Nullable String value, Column column) {
        return value == null || !fixed(column) ? value : value.stripTrailing();
    }

    /** The value of a mapped attribute, as {@link #read} would return it. */
    // An enum column of a number type holds the ordinal, and attributes may still be of the old Date.
    @SuppressWarnings({"EnumOrdinal", "JavaUtilDate"})
    public static Object of(Column column, Object value) {
        ValueType type = column.type();
        if (value instanceof Enum<?> constant) {
            return type == ValueType.INTEGER ? (Object) (long) constant.ordinal() : constant.name();
        }
        if (value instanceof UUID uuid && type != ValueType.UUID) {
            return type == ValueType.BINARY ? bytes(uuid) : uuid.toString();
        }
        if (value instanceof Number number && type == ValueType.INTEGER) {
            return number.longValue();
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        if (value instanceof Instant time) {
            return type == ValueType.TIMESTAMP_TZ ? time.atOffset(ZoneOffset.UTC) : value;
        }
        if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant().atOffset(ZoneOffset.UTC);
        }
        if (value instanceof Date date && type == ValueType.DATE) {
            return new java.sql.Date(date.getTime()).toLocalDate();
        }
        if (value instanceof Date date && type == ValueType.TIMESTAMP) {
            return new Timestamp(date.getTime()).toLocalDateTime();
        }
        return value instanceof Character ? value.toString() : value;
    }

    /** The canonical text of a value that {@link #read} returned or {@link #parse} made. */
    public static String text(Column column, Object value) {
        if (value instanceof byte[] bytes) {
            return isUuid(column, bytes)
                    ? uuid(bytes).toString()
                    : HexFormat.of().formatHex(bytes);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        return value instanceof BigDecimal number
                ? number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()
                : value.toString();
    }

    /** The value as JDBC binds it, or empty if the text is not the canonical text of a value of that column. */
    public static Optional<Object> parse(Column column, String text) {
        try {
            Object value = switch (column.type()) {
                case INTEGER -> Long.valueOf(text);
                case DECIMAL -> decimal(column, text);
                case UUID -> UUID.fromString(text);
                case BOOLEAN -> Boolean.valueOf(text);
                case DATE -> LocalDate.parse(text);
                case TIME -> LocalTime.parse(text);
                case TIMESTAMP -> LocalDateTime.parse(text);
                case TIMESTAMP_TZ -> Instant.parse(text).atOffset(ZoneOffset.UTC);
                case BINARY -> bytes(column, text);
                case TEXT -> Objects.requireNonNull(text(text, column));
                default -> text;
            };
            // "007" would find subject 7 and record it under a pseudonym that "7" never finds again.
            return Optional.of(value).filter(v -> text(column, v).equals(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Object decimal(Column column, String text) {
        if (!floating(column)) {
            return new BigDecimal(text);
        }
        return column.javaType() == Float.class ? (Object) Float.valueOf(text) : (Object) Double.valueOf(text);
    }

    private static byte[] bytes(Column column, String text) {
        if (column.javaType() != UUID.class) {
            return HexFormat.of().parseHex(text);
        }
        return bytes(UUID.fromString(text));
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static boolean isUuid(Column column, byte[] bytes) {
        return column.javaType() == UUID.class && bytes.length == 2 * Long.BYTES;
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** How a text that is no canonical key of the column would have to look. */
    public static String expected(Column column) {
        return switch (column.type()) {
            case INTEGER -> "a whole number without leading zeroes, as 7 (of an enum, its ordinal)";
            case DECIMAL -> "a number without superfluous zeroes, as 7 or 7.5";
            case UUID -> "a UUID in lower case";
            case BOOLEAN -> "true or false";
            case DATE -> "a date as 2026-01-31";
            case TIME -> "a time as java.time.LocalTime prints it";
            case TIMESTAMP -> "a date and time as java.time.LocalDateTime prints it";
            case TIMESTAMP_TZ -> "a point in time as java.time.Instant prints it";
            case BINARY ->
                column.javaType() == UUID.class ? "a UUID in lower case" : "bytes as hexadecimal digits in lower case";
            default -> "the text as the database holds it";
        };
    }

    /** Float and double, which compare unlike decimals. */
    private static boolean floating(Column column) {
        String type = column.sqlType().toLowerCase(Locale.ROOT);
        return type.startsWith("float") || type.startsWith("double") || type.startsWith("real");
    }

    /** Whether the database fills the column's text up to its length. */
    static boolean fixed(Column column) {
        String type = column.sqlType().toLowerCase(Locale.ROOT);
        return column.type().text()
                && ((type.startsWith("char") && !type.contains("varying")) || type.startsWith("bpchar"));
    }
}
