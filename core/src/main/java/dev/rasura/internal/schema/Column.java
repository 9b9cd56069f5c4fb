package dev.rasura.internal.schema;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A physical column.
 *
 * @param name as the mapping says, without quotes
 * @param sql as it stands in a statement, quoted where it must be
 * @param length in characters, or -1 where the type has none
 * @param javaType the type of the attribute behind it, or null for columns without an attribute
 * @param unique whether the column alone is unique
 * @param writable false for generated columns, which no statement may set
 * @param form whether it holds what the attribute holds
 * @param storedBy what makes the stored value: a converter, an expression; empty where nothing does
 */
public record Column(
        String name,
        String sql,
        ValueType type,
        String sqlType,
        long length,
        boolean nullable,
        boolean unique,
        boolean writable,
        @Nullable Class<?> javaType,
        Form form,
        String storedBy) {

    private static final Pattern FOLDING = Pattern.compile("(lower|upper)\\(\\s*\\?\\s*\\)", Pattern.CASE_INSENSITIVE);

    /** How the value in the column relates to that of the attribute. */
    public enum Form {
        /** The same, as text. */
        PLAIN,
        /** What a converter makes of it, in which nobody could recognise it. */
        CONVERTED,
        /** What an expression of the database makes of it ({@code @ColumnTransformer}). */
        TRANSFORMED
    }

    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(sqlType, "sqlType");
    }

    /** The column as strict and as narrow as it is in the database. */
    Column refined(
            String liveSqlType, long liveLength, boolean liveNullable, boolean liveUnique, boolean liveWritable) {
        return new Column(
                name,
                sql,
                type,
                liveSqlType,
                liveLength,
                liveNullable,
                liveUnique,
                liveWritable,
                javaType,
                form,
                storedBy);
    }

    /** Whether attributes that have the same value have the same in their columns. */
    public boolean storedLike(Column other, boolean ignoreCase) {
        return form == other.form
                && (ignoreCase ? unfolded().equals(other.unfolded()) : storedBy.equals(other.storedBy));
    }

    private String unfolded() {
        return FOLDING.matcher(storedBy).matches() ? "" : storedBy;
    }
}
