package dev.rasura.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The column that an {@link OverwriteStrategy} is to overwrite.
 *
 * @param database the database's family, as {@code h2} or {@code postgresql}
 * @param attribute {@code Entity.attribute}, or null
 * @param sql the column of the row in question, as it stands in an {@link OverwriteExpression}
 * @param sqlType as in the mapping
 * @param valueType what the Java form reads and writes: {@code String} (JSON too), {@code Long}, {@code BigDecimal},
 *     {@code LocalDate} or {@code UUID}; null for a type that only the SQL form can overwrite
 * @param length in characters, or -1 where the type has none
 * @param unique whether the column is unique, alone or with others
 */
public record OverwriteTarget(
        String database,
        String table,
        String column,
        @Nullable String attribute,
        String sql,
        String sqlType,
        @Nullable Class<?> valueType,
        long length,
        boolean nullable,
        boolean unique) {

    public OverwriteTarget {
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(sqlType, "sqlType");
    }
}
