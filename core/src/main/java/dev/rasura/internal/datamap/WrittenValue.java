package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.sql.ConstantValue;
import dev.rasura.internal.sql.OverwriteSql;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure will write into a column, as far as that is known before there is a value to overwrite.
 *
 * @param known false if it depends on what is there
 * @param value an example, if known
 */
record WrittenValue(boolean known, @Nullable Object value) {

    private static final String DIGITS = "0123456789abcdef".repeat(4);
    private static final WrittenValue UNKNOWN = new WrittenValue(false, null);

    static WrittenValue of(ColumnPlan plan, Column column, Overwrite overwrite) {
        return switch (overwrite.strategy()) {
            case NULL -> new WrittenValue(true, null);
            case CONSTANT -> new WrittenValue(true, ConstantValue.of(column, overwrite.constant()));
            case TOKEN -> {
                String suffix = plan.category() == DataCategory.EMAIL ? "@invalid" : "";
                yield new WrittenValue(true, sample(OverwriteSql.TOKEN_PREFIX, column, 32, suffix));
            }
            case KEYED_HASH -> new WrittenValue(true, sample(OverwriteSql.HASH_PREFIX, column, 64, ""));
            default -> UNKNOWN;
        };
    }

    private static String sample(String prefix, Column column, int most, String suffix) {
        long room = column.length() < 0 ? most : column.length() - prefix.length() - suffix.length();
        return prefix + DIGITS.substring(0, (int) Math.max(0, Math.min(most, room))) + suffix;
    }
}
