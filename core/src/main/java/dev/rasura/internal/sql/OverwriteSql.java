package dev.rasura.internal.sql;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.datamap.ColumnPlan;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.util.Locale;
import java.util.Objects;

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

    private final DatabaseFamily family;

    public OverwriteSql(DatabaseFamily family) {
        this.family = family;
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
            case GENERALISE -> Fragment.of(truncated(column, c, overwrite));
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
                        c + " is distinct from ?", new Bind.Constant(ConstantValue.of(column, overwrite.constant())));
            case TOKEN -> Fragment.of(c + " not like '" + TOKEN_PREFIX + "%'");
            case KEYED_HASH -> Fragment.of(c + " not like '" + HASH_PREFIX + "%'");
            case GENERALISE -> Fragment.of(c + " <> " + truncated(column, c, overwrite));
            case AUTO, KEEP -> throw new IllegalArgumentException("Never due: " + overwrite.strategy());
        };
    }

    private String token(ColumnPlan plan) {
        String suffix = plan.category() == DataCategory.EMAIL ? MAIL_SUFFIX : "";
        long length = plan.column().length();
        long room = length < 0 ? TOKEN_DIGITS : length - TOKEN_PREFIX.length() - suffix.length();
        String uuid = family == DatabaseFamily.POSTGRESQL ? "gen_random_uuid()" : "random_uuid()";
        String digits = "substring(replace(cast(" + uuid + " as varchar(36)), '-', ''), 1, "
                + Math.min(room, TOKEN_DIGITS) + ")";
        return "'" + TOKEN_PREFIX + "' || " + digits + (suffix.isEmpty() ? "" : " || '" + suffix + "'");
    }

    private String truncated(Column column, String c, Overwrite overwrite) {
        String unit = "'" + overwrite.precision().name().toLowerCase(Locale.ROOT) + "'";
        if (column.type() == ValueType.DATE) {
            return "cast(date_trunc(" + unit + ", " + c + ") as date)";
        }
        boolean zoned = column.type() == ValueType.TIMESTAMP_TZ && family == DatabaseFamily.POSTGRESQL;
        return "date_trunc(" + unit + ", " + c + (zoned ? ", 'UTC')" : ")");
    }

    private static Overwrite overwrite(ColumnPlan plan) {
        return Objects.requireNonNull(plan.overwrite());
    }
}
