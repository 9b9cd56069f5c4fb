package dev.rasura.internal.sql;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

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

    private final Idiom idiom;

    public OverwriteSql(DatabaseFamily family) {
        this.idiom = family.idiom();
    }

    /** Whether the database can compute the new value by itself: all but the keyed hash, whose key it must not see. */
    public static boolean inDatabase(ColumnPlan plan) {
        Strategy strategy = overwrite(plan).strategy();
        return strategy != Strategy.KEEP && strategy != Strategy.KEYED_HASH;
    }

    /** The new value, as an expression over the row. */
    public Fragment value(ColumnPlan plan) {
        Column column = plan.column();
        String c = RowConditions.ROW + "." + column.sql();
        Overwrite overwrite = overwrite(plan);
        return switch (overwrite.strategy()) {
            case NULL -> Fragment.of("null");
            case CONSTANT -> Fragment.of("?", new Bind.Constant(ConstantValue.of(column, overwrite.constant())));
            case TOKEN -> Fragment.of("case when " + c + " is null then null else " + token(plan) + " end");
            case GENERALISE -> Fragment.of(idiom.truncated(column.type(), c, overwrite.precision()));
            case AUTO, KEEP, KEYED_HASH ->
                throw new IllegalArgumentException("Not written by SQL: " + overwrite.strategy());
        };
    }

    /** True for rows whose value is still to be overwritten. */
    public Fragment due(ColumnPlan plan, String alias) {
        Column column = plan.column();
        String c = alias + "." + column.sql();
        Overwrite overwrite = overwrite(plan);
        return switch (overwrite.strategy()) {
            case NULL -> Fragment.of(c + " is not null");
            case CONSTANT ->
                Fragment.of(
                        column.type().text() ? idiom.differs(idiom.exact(c), idiom.exact("?")) : idiom.differs(c, "?"),
                        new Bind.Constant(ConstantValue.of(column, overwrite.constant())));
            case TOKEN -> Fragment.of(idiom.unlike(c, TOKEN_PREFIX, tokenDigits(plan), suffix(plan)));
            case KEYED_HASH -> Fragment.of(idiom.unlike(c, HASH_PREFIX, hashDigits(column), ""));
            case GENERALISE -> Fragment.of(c + " <> " + idiom.truncated(column.type(), c, overwrite.precision()));
            case AUTO, KEEP -> throw new IllegalArgumentException("Never due: " + overwrite.strategy());
        };
    }

    /** Whether the value has the form of a token or keyed hash, whatever its column. */
    public static boolean isWritten(String value) {
        return WRITTEN.matcher(value).matches();
    }

    /** How many digits of a keyed hash the column holds. */
    public static int hashDigits(Column column) {
        return digits(column, HASH_PREFIX.length(), HASH_DIGITS);
    }

    /** The distinct values of a column, told apart by their characters. */
    public String distinct(Column column, String alias) {
        return "distinct " + idiom.exact(alias + "." + column.sql());
    }

    /**
     * Replaces values of a column by others.
     *
     * @param values pairs: what is there, what comes instead
     * @param version what else is set, with a comma before it, or nothing
     */
    public Fragment replacing(
            Table table, Column column, List<List<String>> values, String version, Fragment condition) {
        return idiom.replacing(table.sql(), column.sql(), values, version, condition);
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
        String suffix = suffix(plan);
        List<String> parts = new ArrayList<>(List.of("'" + TOKEN_PREFIX + "'", idiom.randomDigits(tokenDigits(plan))));
        if (!suffix.isEmpty()) {
            parts.add("'" + suffix + "'");
        }
        return idiom.concat(parts);
    }

    private static Overwrite overwrite(ColumnPlan plan) {
        return Objects.requireNonNull(plan.overwrite());
    }
}
