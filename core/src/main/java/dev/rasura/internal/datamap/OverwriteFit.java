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
import java.util.ArrayList;
import java.util.List;
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
    private final OwnershipGraph graph;

    OverwriteFit(DatabaseFamily family, OwnershipGraph graph) {
        this.family = family;
        this.graph = graph;
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
        String broken = isMadeUp(overwrite) ? reference(table, column) : null;
        if (broken != null) {
            return broken;
        }
        boolean unique = table.inUniqueKey(column.name());
        return switch (overwrite.strategy()) {
            case AUTO ->
                "its row is anonymised, but a " + column.sqlType() + " that is NOT NULL has no value of course. Choose"
                        + " @PersonalData(onErasure = " + choices(column, unique) + "), or let the row be deleted";
            case NULL ->
                column.nullable()
                        ? null
                        : "cannot be set to null: the column is NOT NULL. " + cure(plan, unique, Strategy.NULL);
            case CONSTANT -> constant(plan, overwrite, unique);
            case TOKEN -> token(plan, unique);
            case KEYED_HASH -> keyedHash(plan, unique);
            case GENERALISE -> generalise(plan, overwrite.cut(), unique);
            case JSON -> json(column, overwrite);
            case CUSTOM -> custom(table, plan, overwrite);
            case KEEP -> null;
        };
    }

    /** Whether what is written is a value of its own, which nothing else holds. */
    private static boolean isMadeUp(Overwrite overwrite) {
        return switch (overwrite.strategy()) {
            case TOKEN, KEYED_HASH, GENERALISE, JSON -> true;
            default -> false;
        };
    }

    /** What refers to a subject's row follows it; what refers to a row that stays can only refer to another. */
    private @Nullable String reference(Table table, Column column) {
        return table.foreignKeys().stream()
                .filter(f -> f.enforced() && f.columns().contains(column.name()) && !graph.leadsToSubjects(f.target()))
                .findFirst()
                .map(f -> "refers to " + f.target() + " by the foreign key " + f.name()
                        + ", which no made-up value would satisfy. Choose "
                        + (column.nullable() ? "NULL, or " : "") + "as CONSTANT a value that stands there, or let the"
                        + " row be deleted")
                .orElse(null);
    }

    /** What the column takes instead of a strategy that does not fit it. */
    private static String cure(ColumnPlan plan, boolean unique, Strategy refused) {
        Column column = plan.column();
        List<String> ways = new ArrayList<>();
        if (refused != Strategy.TOKEN && isPlainText(column) && tooShort(plan, unique) == 0) {
            ways.add("TOKEN");
        }
        if (column.nullable()) {
            ways.add("NULL");
        }
        if (refused != Strategy.CONSTANT && !column.unique() && ConstantValue.isPossible(column)) {
            ways.add("CONSTANT");
        }
        if (refused != Strategy.GENERALISE && !column.unique() && isCoarsened(column)) {
            ways.add("GENERALISE");
        }
        if (ways.isEmpty()) {
            return "Let it be null, " + (isPlainText(column) ? "or longer, " : "") + "or let the row be deleted";
        }
        String last = ways.remove(ways.size() - 1);
        return "Choose " + (ways.isEmpty() ? "" : String.join(", ", ways) + " or ") + last
                + ", or let the row be deleted";
    }

    private static boolean isCoarsened(Column column) {
        return column.type().temporal() || isNumber(column) || isPlainText(column);
    }

    private static boolean isNumber(Column column) {
        boolean number = column.type() == ValueType.INTEGER || column.type() == ValueType.DECIMAL;
        return number && !(column.javaType() != null && column.javaType().isEnum());
    }

    private static @Nullable String constant(ColumnPlan plan, Overwrite overwrite, boolean unique) {
        Column column = plan.column();
        if (column.unique()) {
            return "is unique, so a constant would fail for the second person erased. "
                    + cure(plan, unique, Strategy.CONSTANT);
        }
        if (column.length() >= 0 && overwrite.constant().length() > column.length()) {
            return "the constant is longer than the column's " + column.length() + " characters";
        }
        return ConstantValue.refusal(column, overwrite.constant());
    }

    private static @Nullable String token(ColumnPlan plan, boolean unique) {
        Column column = plan.column();
        if (!isPlainText(column)) {
            return "cannot hold a text token: it is a " + describe(column) + ". " + cure(plan, unique, Strategy.TOKEN);
        }
        int needed = tooShort(plan, unique);
        return needed > 0
                ? "is too short for a token: it holds " + column.length() + " characters and a token needs " + needed
                        + ". " + cure(plan, unique, Strategy.TOKEN)
                : null;
    }

    /** How many characters a token needs, where the column has fewer; else 0. */
    private static int tooShort(ColumnPlan plan, boolean unique) {
        int needed = (unique ? UNIQUE_TOKEN_LENGTH : TOKEN_LENGTH)
                + (plan.category() == DataCategory.EMAIL ? MAIL_SUFFIX : 0);
        long length = plan.column().length();
        return length >= 0 && length < needed ? needed : 0;
    }

    private static @Nullable String keyedHash(ColumnPlan plan, boolean unique) {
        Column column = plan.column();
        if (!isPlainText(column)) {
            return "cannot hold a keyed hash: it is a " + describe(column) + ". "
                    + cure(plan, unique, Strategy.KEYED_HASH);
        }
        return column.length() >= 0 && column.length() < HASH_LENGTH
                ? "is too short for a keyed hash: it holds " + column.length() + " characters and a hash needs "
                        + HASH_LENGTH + ". " + cure(plan, unique, Strategy.KEYED_HASH)
                : null;
    }

    private @Nullable String generalise(ColumnPlan plan, Overwrite.Cut cut, boolean unique) {
        Column column = plan.column();
        String cure = cure(plan, unique, Strategy.GENERALISE);
        if (column.unique()) {
            return "is unique, so values that are made coarser could meet. " + cure;
        }
        if (cut.network()) {
            return network(column, cure);
        }
        if (column.type().temporal()) {
            return null;
        }
        if (isNumber(column)) {
            return bucket(column, cut.bucket());
        }
        if (isPlainText(column)) {
            return cut.prefix() > 0
                    ? null
                    : "needs how many characters of a text are left: @PersonalData(onErasure = GENERALISE, prefix = 2)."
                            + " A network address has the category NETWORK_ADDRESS";
        }
        return "cannot be made coarser: it is a " + describe(column) + ". " + cure;
    }

    private @Nullable String network(Column column, String cure) {
        if (family == DatabaseFamily.POSTGRESQL && column.sqlType().equalsIgnoreCase("inet")) {
            return null;
        }
        if (!isPlainText(column)) {
            return "holds no network address that can be cut: it is a " + describe(column)
                    + ". Choose NULL, or map it to text or inet";
        }
        return column.length() >= 0 && column.length() < NETWORK_LENGTH
                ? "is too short for the network of an IPv6 address: it holds " + column.length() + " characters of "
                        + NETWORK_LENGTH + ". " + cure
                : null;
    }

    private static @Nullable String bucket(Column column, @Nullable BigDecimal width) {
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

    /** What a NOT NULL column takes of which no token fits the type. */
    private static String choices(Column column, boolean unique) {
        boolean coded = column.javaType() != null && column.javaType().isEnum();
        return switch (column.type()) {
            case DATE, TIMESTAMP, TIMESTAMP_TZ, INTEGER, DECIMAL ->
                unique ? "CUSTOM" : coded ? "CONSTANT" : "CONSTANT or GENERALISE";
            case TEXT, CLOB, BOOLEAN, TIME, UUID -> unique ? "CUSTOM" : "CONSTANT";
            case JSON -> "JSON or CUSTOM";
            case BINARY, BLOB, LARGE_OBJECT, OTHER -> "CUSTOM";
        };
    }
}
