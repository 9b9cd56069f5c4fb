package dev.rasura.internal.sql;

import dev.rasura.annotation.DataCategory;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.spi.OverwriteExpression;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy writes, and how a value that it has written is known again. The second half makes an erasure repeatable:
 * a row is touched only where something is still to be overwritten, so running twice changes nothing, and what came after
 * the first time is found by the second.
 */
public final class OverwriteSql {

    /** How a token begins; with the version so that later forms can be told apart. */
    public static final String TOKEN_PREFIX = "erased-";

    /** How a keyed hash begins. */
    public static final String HASH_PREFIX = "p1-";

    private static final String MAIL_SUFFIX = "@invalid";
    private static final int TOKEN_DIGITS = 32;
    private static final int HASH_DIGITS = 64;
    private static final Pattern WRITTEN = Pattern.compile(TOKEN_PREFIX + "[0-9a-f]{8," + TOKEN_DIGITS + "}("
            + MAIL_SUFFIX + ")?|" + HASH_PREFIX + "[0-9a-f]{16," + HASH_DIGITS + "}");

    /** The networks that {@link NetworkAddress} writes. */
    private static final String NETWORK_PATTERN = "^([0-9]{1,3}[.]){3}0$|^([0-9a-f]{1,4}:){1,3}:$|^::$";

    private final DatabaseFamily family;
    private final Idiom idiom;

    public OverwriteSql(DatabaseFamily family) {
        this.family = family;
        this.idiom = family.idiom();
    }

    /** Whether the database can compute the new value by itself: not a keyed hash, whose key it must not see. */
    public boolean inDatabase(Table table, ColumnPlan plan) {
        return switch (overwrite(plan).strategy()) {
            case NULL, CONSTANT, TOKEN -> true;
            case GENERALISE ->
                !overwrite(plan).cut().network() || !plan.column().type().text();
            case CUSTOM -> own(table, plan, RowConditions.ROW).expression().isPresent();
            case AUTO, KEEP, KEYED_HASH, JSON -> false;
        };
    }

    /** Whether {@link #due} is true for no other rows than those that are due; else each value has to be looked at. */
    public boolean tellsDue(Table table, ColumnPlan plan) {
        return switch (overwrite(plan).strategy()) {
            case JSON -> false;
            case CUSTOM -> inDatabase(table, plan);
            default -> true;
        };
    }

    /** The new value, as an expression over the row. */
    public Fragment value(Table table, ColumnPlan plan) {
        String keepWhen = overwrite(plan).keepWhen();
        Fragment value = newValue(table, plan);
        return keepWhen.isEmpty()
                ? value
                : Fragment.of("case when (" + keepWhen + ") then " + RowConditions.ROW + "."
                                + plan.column().sql() + " else ")
                        .then(value)
                        .then(" end");
    }

    private Fragment newValue(Table table, ColumnPlan plan) {
        Column column = plan.column();
        String c = RowConditions.ROW + "." + column.sql();
        Overwrite overwrite = overwrite(plan);
        return switch (overwrite.strategy()) {
            case NULL -> Fragment.of("null");
            case CONSTANT ->
                Fragment.of(constant(column), new Bind.Constant(ConstantValue.of(column, overwrite.constant())));
            // Of a key that nothing refers to: what is found by the new key is still to be found.
            case TOKEN ->
                table.primaryKey().contains(column.name())
                        ? rekeyed(plan, Fragment.of(c))
                        // Also where the mapping has no null: a table of several classes must let others' rows have it.
                        : Fragment.of("case when " + c + " is null then null else " + token(plan) + " end");
            case GENERALISE -> Fragment.of(generalised(column, c, overwrite));
            case CUSTOM ->
                Fragment.of(own(table, plan, RowConditions.ROW)
                        .expression()
                        .orElseThrow()
                        .value());
            case AUTO, KEEP, KEYED_HASH, JSON ->
                throw new IllegalArgumentException("Not written by SQL: " + overwrite.strategy());
        };
    }

    /**
     * What comes instead of a personal key: the same token for the same key throughout a run, and another in each run. The
     * secret of the run is kept nowhere, so that the token tells nothing of the key.
     */
    public Fragment rekeyed(ColumnPlan key, Fragment old) {
        List<Bind> binds = new ArrayList<>(List.of(new Bind.Run()));
        binds.addAll(old.binds());
        String digits = idiom.digest(idiom.asText("?"), old.sql(), tokenDigits(key));
        return new Fragment(token(digits, suffix(key)), binds);
    }

    /** True for a text that has not the form that {@link #rekeyed} writes for the key. */
    public Fragment rekeyable(ColumnPlan key, String text) {
        return Fragment.of(idiom.unlike(text, TOKEN_PREFIX, tokenDigits(key), suffix(key)));
    }

    /** True for rows whose value is still to be overwritten, and, where {@link #tellsDue} is false, for others too. */
    public Fragment due(Table table, ColumnPlan plan, String alias) {
        String keepWhen = overwrite(plan).keepWhen();
        Fragment due = dueAnywhere(table, plan, alias);
        return keepWhen.isEmpty() ? due : Fragment.of("(").then(due).then(" and (" + keepWhen + ") is not true)");
    }

    /** True for rows whose value stays by the condition of {@link Overwrite#keepWhen()}. */
    public static Fragment kept(ColumnPlan plan, String alias) {
        return Fragment.of(alias + "." + plan.column().sql() + " is not null and ("
                + overwrite(plan).keepWhen() + ")");
    }

    private Fragment dueAnywhere(Table table, ColumnPlan plan, String alias) {
        Column column = plan.column();
        String c = alias + "." + column.sql();
        Overwrite overwrite = overwrite(plan);
        return switch (overwrite.strategy()) {
            case NULL -> Fragment.of(c + " is not null");
            case CONSTANT ->
                Fragment.of(
                        column.type().text()
                                ? idiom.differs(idiom.exactText(column, c), idiom.exact("?"))
                                : idiom.differs(c, constant(column)),
                        new Bind.Constant(ConstantValue.of(column, overwrite.constant())));
            case TOKEN -> Fragment.of(idiom.unlike(c, TOKEN_PREFIX, tokenDigits(plan), suffix(plan)));
            case KEYED_HASH -> Fragment.of(idiom.unlike(c, HASH_PREFIX, hashDigits(column), ""));
            case GENERALISE -> generaliseDue(column, c, overwrite);
            case CUSTOM -> {
                Optional<OverwriteExpression> sql = own(table, plan, alias).expression();
                yield Fragment.of(sql.isPresent() ? "(" + sql.get().due() + ")" : c + " is not null");
            }
            case JSON -> Fragment.of(c + " is not null");
            case AUTO, KEEP -> throw new IllegalArgumentException("Never due: " + overwrite.strategy());
        };
    }

    private String constant(Column column) {
        return ConstantValue.isNamedEnum(column) ? idiom.fromText(column, "?") : "?";
    }

    private Fragment generaliseDue(Column column, String c, Overwrite overwrite) {
        if (overwrite.cut().network() && column.type().text()) {
            return Fragment.of(idiom.unlike(c, NETWORK_PATTERN));
        }
        return Fragment.of(
                column.type().text()
                        ? "char_length(" + idiom.exactText(column, c) + ") > "
                                + overwrite.cut().prefix()
                        : c + " <> " + generalised(column, c, overwrite));
    }

    private String generalised(Column column, String c, Overwrite overwrite) {
        Overwrite.Cut cut = overwrite.cut();
        if (cut.network()) {
            return idiom.networkOf(c);
        }
        if (column.type().text()) {
            return idiom.prefix(c, cut.prefix());
        }
        if (column.type().temporal()) {
            return idiom.truncated(column.type(), c, cut.precision());
        }
        return bucket(column, c, Objects.requireNonNull(cut.bucket()).stripTrailingZeros());
    }

    /** What would be below the column's range goes up to the lowest multiple in it. */
    private static String bucket(Column column, String c, BigDecimal width) {
        String w = width.toPlainString();
        // Division of whole numbers cuts towards zero, and so would put -1 and 1 into one bucket.
        String down = column.type() == ValueType.INTEGER
                ? c + " - mod(" + c + ", " + w + ") - case when mod(" + c + ", " + w + ") < 0 then " + w + " else 0 end"
                : "floor(" + c + " / " + w + ") * " + w;
        BigDecimal lowest = NumberRange.lowest(column);
        if (lowest == null) {
            return down;
        }
        String bottom =
                lowest.divide(width, 0, RoundingMode.CEILING).multiply(width).toPlainString();
        return "case when " + c + " < " + bottom + " then " + bottom + " else " + down + " end";
    }

    private OwnStrategy own(Table table, ColumnPlan plan, String alias) {
        return new OwnStrategy(Objects.requireNonNull(overwrite(plan).custom()), family, table, plan, alias);
    }

    /** Whether the value has the form of a token or keyed hash, whatever its column. */
    public static boolean isWritten(String value) {
        return WRITTEN.matcher(value).matches();
    }

    /** How many digits of a keyed hash the column holds. */
    public static int hashDigits(Column column) {
        return digits(column, HASH_PREFIX.length(), HASH_DIGITS);
    }

    /**
     * Replaces values of a column by others.
     *
     * @param values pairs: what is there, as {@link #asText} has it, what comes instead
     * @param version what else is set, with a comma before it, or nothing
     */
    public Fragment replacing(
            Table table, Column column, List<List<@Nullable String>> values, String version, Fragment condition) {
        return idiom.replacing(table.sql(), column, values, version, condition);
    }

    /** The column's value as the text by which strategies in Java know it: equal only where all characters are. */
    public String asText(Column column, String alias) {
        return idiom.exactText(column, alias + "." + column.sql());
    }

    private static String suffix(ColumnPlan plan) {
        return plan.category() == DataCategory.EMAIL ? MAIL_SUFFIX : "";
    }

    private static int tokenDigits(ColumnPlan plan) {
        return digits(plan.column(), TOKEN_PREFIX.length() + suffix(plan).length(), TOKEN_DIGITS);
    }

    private static int digits(Column column, int others, int most) {
        return column.length() < 0 ? most : (int) Math.min(column.length() - others, most);
    }

    private String token(ColumnPlan plan) {
        return token(idiom.randomDigits(tokenDigits(plan)), suffix(plan));
    }

    private String token(String digits, String suffix) {
        List<String> parts = new ArrayList<>(List.of("'" + TOKEN_PREFIX + "'", digits));
        if (!suffix.isEmpty()) {
            parts.add("'" + suffix + "'");
        }
        return idiom.concat(parts);
    }

    private static Overwrite overwrite(ColumnPlan plan) {
        return Objects.requireNonNull(plan.overwrite());
    }
}
