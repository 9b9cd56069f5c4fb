package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.ConstantValue;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.OwnStrategy;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a strategy fits a column: which types it accepts, how much room it needs, what it does to unique ones. */
final class OverwriteFit {

    /** {@code erased-} and enough random digits to tell rows apart. */
    static final int TOKEN_LENGTH = 15;

    /** Enough random digits that no two rows meet, however many people are erased. */
    static final int UNIQUE_TOKEN_LENGTH = 23;

    private static final int MAIL_SUFFIX = "@invalid".length();
    private static final int HASH_LENGTH = 19;

    /** As much as the longest address that is cut to its network: {@code ffff:ffff:ffff::}. */
    private static final int NETWORK_LENGTH = 16;

    private final DatabaseFamily family;

    OverwriteFit(DatabaseFamily family) {
        this.family = family;
    }

    @Nullable
    String refusal(Table table, ColumnPlan plan, Overwrite overwrite) {
        Column column = plan.column();
        if (overwrite.strategy() == Strategy.KEEP) {
            return overwrite.reason().isBlank()
                    ? "a personal value that is kept needs its reason: @PersonalData(onErasure = KEEP, reason = \"...\")"
                    : null;
        }
        if (table.primaryKey().contains(column.name()) && overwrite.strategy() != Strategy.NULL) {
            boolean token = overwrite.strategy() == Strategy.TOKEN && isPlainText(column);
            if (!token) {
                return "is personal and part of the primary key, where only a text can be overwritten, by a TOKEN. Let the"
                        + " row be deleted (@OnErasure(DELETE)), or use a surrogate key";
            }
        }
        if (!column.writable()) {
            return "is computed by the database and cannot be overwritten. Leave onErasure out here, and overwrite what it is"
                    + " computed from";
        }
        boolean written = overwrite.strategy() != Strategy.NULL
                && overwrite.strategy() != Strategy.CUSTOM
                && overwrite.strategy() != Strategy.AUTO;
        if (column.form() == Column.Form.TRANSFORMED && written) {
            return "is read through an expression of the database (@ColumnTransformer), which could not read what "
                    + overwrite.strategy() + " writes. Choose NULL, or a CUSTOM strategy that writes the stored form";
        }
        boolean unique = table.inUniqueKey(column.name());
        return switch (overwrite.strategy()) {
            case AUTO ->
                "its row is anonymised, but a " + column.sqlType() + " that is NOT NULL has no value of course. Choose"
                        + " @PersonalData(onErasure = ...), or let the row be deleted";
            case NULL ->
                column.nullable()
                        ? null
                        : "cannot be set to null: the column is NOT NULL. Choose TOKEN, CONSTANT or"
                                + " GENERALISE, or let the row be deleted";
            case CONSTANT -> constant(column, overwrite);
            case TOKEN -> token(plan, unique);
            case KEYED_HASH -> keyedHash(column);
            case GENERALISE -> generalise(column, overwrite.cut());
            case JSON -> json(column, overwrite);
            case CUSTOM -> custom(table, plan, overwrite);
            case KEEP -> null;
        };
    }

    private static @Nullable String constant(Column column, Overwrite overwrite) {
        if (column.unique()) {
            return "is unique, so a constant would fail for the second person erased. Choose TOKEN";
        }
        if (column.length() >= 0 && overwrite.constant().length() > column.length()) {
            return "the constant is longer than the column's " + column.length() + " characters";
        }
        return ConstantValue.refusal(column, overwrite.constant());
    }

    private static @Nullable String token(ColumnPlan plan, boolean unique) {
        Column column = plan.column();
        if (!isPlainText(column)) {
            return "cannot hold a text token: it is a " + describe(column) + ". Choose NULL or CONSTANT";
        }
        int needed = (unique ? UNIQUE_TOKEN_LENGTH : TOKEN_LENGTH)
                + (plan.category() == DataCategory.EMAIL ? MAIL_SUFFIX : 0);
        return column.length() >= 0 && column.length() < needed
                ? "is too short for a token: it holds " + column.length() + " characters and a token needs " + needed
                        + ". Choose NULL or CONSTANT"
                : null;
    }

    private static @Nullable String keyedHash(Column column) {
        if (!isPlainText(column)) {
            return "cannot hold a keyed hash: it is a " + describe(column) + ". Choose NULL or CONSTANT";
        }
        return column.length() >= 0 && column.length() < HASH_LENGTH
                ? "is too short for a keyed hash: it holds " + column.length() + " characters and a hash needs "
                        + HASH_LENGTH + ". Choose TOKEN, NULL or CONSTANT"
                : null;
    }

    private @Nullable String generalise(Column column, Overwrite.Cut cut) {
        if (column.unique()) {
            return "is unique, so values that are made coarser could meet. Choose NULL or TOKEN";
        }
        if (cut.network()) {
            return network(column);
        }
        if (column.type().temporal()) {
            return null;
        }
        if (column.type() == ValueType.INTEGER || column.type() == ValueType.DECIMAL) {
            return bucket(column, cut.bucket());
        }
        if (isPlainText(column)) {
            return cut.prefix() > 0
                    ? null
                    : "needs how many characters of a text are left: @PersonalData(onErasure = GENERALISE, prefix = 2)."
                            + " A network address has the category NETWORK_ADDRESS";
        }
        return "cannot be made coarser: it is a " + describe(column) + ". Choose NULL or CONSTANT";
    }

    private @Nullable String network(Column column) {
        if (family == DatabaseFamily.POSTGRESQL && column.sqlType().equalsIgnoreCase("inet")) {
            return null;
        }
        if (!isPlainText(column)) {
            return "holds no network address that can be cut: it is a " + describe(column)
                    + ". Choose NULL, or map it to text or inet";
        }
        return column.length() >= 0 && column.length() < NETWORK_LENGTH
                ? "is too short for the network of an IPv6 address: it holds " + column.length() + " characters of "
                        + NETWORK_LENGTH + ". Choose NULL"
                : null;
    }

    private static @Nullable String bucket(Column column, @Nullable BigDecimal width) {
        if (column.javaType() != null && column.javaType().isEnum()) {
            return "cannot be put into buckets: it is a " + describe(column) + ". Choose NULL or CONSTANT";
        }
        if (width == null) {
            return "needs the width of the buckets: @PersonalData(onErasure = GENERALISE, bucket = \"10000\")";
        }
        int places = Math.max(0, width.stripTrailingZeros().scale());
        int allowed = column.type() == ValueType.INTEGER ? 0 : ConstantValue.scale(column);
        return places > allowed
                ? "cannot hold multiples of " + width.toPlainString() + ": it has " + allowed
                        + " decimal places for them. Choose a wider bucket"
                : null;
    }

    private static @Nullable String json(Column column, Overwrite overwrite) {
        if (column.type() != ValueType.JSON && !isPlainText(column)) {
            return "holds no JSON that can be overwritten by path: it is a " + describe(column)
                    + ". Choose NULL, or map it to JSON or text";
        }
        if (overwrite.parts().isEmpty()) {
            return "JSON needs the paths of what is overwritten: json = @JsonPart(path = \"$.name\")";
        }
        if (overwrite.reason().isBlank()) {
            return "what no path names stays, which needs its reason: @PersonalData(onErasure = JSON, json = ...,"
                    + " reason = \"...\")";
        }
        try {
            JsonPath.checked(overwrite.parts());
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private @Nullable String custom(Table table, ColumnPlan plan, Overwrite overwrite) {
        return new OwnStrategy(Objects.requireNonNull(overwrite.custom()), family, table, plan).refusal();
    }

    static boolean isPlainText(Column column) {
        return column.type().text() && (column.javaType() == null || column.javaType() == String.class);
    }

    private static String describe(Column column) {
        return column.sqlType()
                + (column.javaType() == null || column.javaType() == String.class
                        ? ""
                        : " of " + column.javaType().getSimpleName());
    }
}
