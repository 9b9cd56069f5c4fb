package dev.rasura.internal.erasure;

import dev.rasura.annotation.DatePrecision;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.NetworkAddress;
import dev.rasura.internal.sql.OverwriteSql;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one value within a JSON document is overwritten, and whether it has been. */
final class JsonValue {

    private static final Pattern TOKEN = Pattern.compile(OverwriteSql.TOKEN_PREFIX + "[0-9a-f]{32}");
    private static final Pattern HASH = Pattern.compile(OverwriteSql.HASH_PREFIX + "[0-9a-f]{64}");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4})-(\\d{2})-\\d{2}([T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?)?(Z|[+-]\\d{2}:?\\d{2})?");

    private static final int MOST_PLACES = 1_000;

    private JsonValue() {}

    static boolean due(@Nullable Object value, Overwrite how) {
        if (value == null) {
            return false;
        }
        return switch (how.strategy()) {
            case NULL -> true;
            case CONSTANT -> !same(value, constant(how.constant()));
            case TOKEN -> !(value instanceof String text && TOKEN.matcher(text).matches());
            case KEYED_HASH ->
                !(value instanceof String text && HASH.matcher(text).matches());
            case GENERALISE -> !value.equals(cut(value, how.cut()));
            case AUTO, JSON, CUSTOM, KEEP -> throw new IllegalArgumentException("No value: " + how.strategy());
        };
    }

    /** The new value for one that is due. */
    static @Nullable Object written(@Nullable Object value, Overwrite how, KeyRing keys) {
        return switch (how.strategy()) {
            case NULL -> null;
            case CONSTANT -> constant(how.constant());
            case TOKEN ->
                OverwriteSql.TOKEN_PREFIX + UUID.randomUUID().toString().replace("-", "");
            case KEYED_HASH -> OverwriteSql.HASH_PREFIX + keys.keyedHash(text(value));
            case GENERALISE -> cut(Objects.requireNonNull(value), how.cut());
            case AUTO, JSON, CUSTOM, KEEP -> throw new IllegalArgumentException("No value: " + how.strategy());
        };
    }

    /** A database may write a number in another way than it was given. */
    private static boolean same(Object value, Object constant) {
        if (!(value instanceof JsonTree.Numeral one) || !(constant instanceof JsonTree.Numeral other)) {
            return value.equals(constant);
        }
        BigDecimal number = number(one);
        BigDecimal wanted = number(other);
        return (number == null || wanted == null) ? one.equals(other) : number.compareTo(wanted) == 0;
    }

    /** Null for one that is too great or too fine to calculate with. */
    private static @Nullable BigDecimal number(JsonTree.Numeral numeral) {
        try {
            BigDecimal number = new BigDecimal(numeral.text());
            return Math.abs((long) number.scale()) <= MOST_PLACES ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : JsonTree.write(value);
    }

    private static Object constant(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? new JsonTree.Numeral(text) : text;
    }

    /** What cannot be made coarser is taken away. */
    private static @Nullable Object cut(Object value, Overwrite.Cut cut) {
        if (cut.bucket() != null) {
            return value instanceof JsonTree.Numeral number ? bucket(number, cut.bucket()) : null;
        }
        if (!(value instanceof String text)) {
            return null;
        }
        if (cut.network()) {
            return NetworkAddress.networkOf(text);
        }
        if (cut.prefix() > 0) {
            return text.codePointCount(0, text.length()) <= cut.prefix()
                    ? text
                    : text.substring(0, text.offsetByCodePoints(0, cut.prefix()));
        }
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return null;
        }
        String month = cut.precision() == DatePrecision.MONTH ? date.group(2) : "01";
        String time = date.group(3);
        String zone = date.group(4);
        return date.group(1) + "-" + month + "-01" + (time == null ? "" : time.charAt(0) + "00:00:00")
                + (zone == null ? "" : zone);
    }

    private static JsonTree.@Nullable Numeral bucket(JsonTree.Numeral number, BigDecimal width) {
        BigDecimal value = number(number);
        if (value == null) {
            return null;
        }
        BigDecimal low = value.divide(width, 0, RoundingMode.FLOOR).multiply(width);
        return low.compareTo(value) == 0 ? number : new JsonTree.Numeral(low.toPlainString());
    }
}
