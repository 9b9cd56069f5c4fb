package dev.rasura.internal.hibernate;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Table;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Reads one column of the boot model. */
final class ColumnReader {

    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)");

    private ColumnReader() {}

    static Column read(
            org.hibernate.mapping.Column column,
            Table table,
            List<List<String>> uniqueKeys,
            @Nullable Class<?> javaType,
            @Nullable String converter,
            Dialect dialect,
            Metadata metadata) {
        String sqlType = column.getSqlType(metadata);
        ValueType type = type(column.getSqlTypeCode(metadata), sqlType.toLowerCase(Locale.ROOT));
        boolean onlyKey = table.getPrimaryKey() != null
                && table.getPrimaryKey().getColumns().equals(List.of(column));
        return new Column(
                column.getName(),
                column.getQuotedName(dialect),
                type,
                sqlType,
                length(type, sqlType),
                column.isNullable() && !table.isPrimaryKey(column),
                column.isUnique() || onlyKey || uniqueKeys.contains(List.of(column.getName())),
                column.getGeneratedAs() == null,
                javaType,
                column.hasCustomRead()
                        ? Column.Form.TRANSFORMED
                        : converter != null ? Column.Form.CONVERTED : Column.Form.PLAIN,
                Stream.of(converter, column.getCustomWrite())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", ")));
    }

    private static long length(ValueType type, String sqlType) {
        Matcher matcher = LENGTH.matcher(sqlType);
        return type == ValueType.TEXT && matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private static ValueType type(int code, String sqlType) {
        if (sqlType.equals("oid")) {
            return ValueType.LARGE_OBJECT;
        }
        return switch (code) {
            case SqlTypes.CHAR,
                    SqlTypes.NCHAR,
                    SqlTypes.VARCHAR,
                    SqlTypes.NVARCHAR,
                    SqlTypes.LONGVARCHAR,
                    SqlTypes.LONGNVARCHAR,
                    SqlTypes.LONG32VARCHAR,
                    SqlTypes.LONG32NVARCHAR,
                    SqlTypes.ENUM -> ValueType.TEXT;
            case SqlTypes.CLOB, SqlTypes.NCLOB, SqlTypes.MATERIALIZED_CLOB, SqlTypes.MATERIALIZED_NCLOB ->
                ValueType.CLOB;
            case SqlTypes.BLOB, SqlTypes.MATERIALIZED_BLOB -> ValueType.BLOB;
            case SqlTypes.BINARY, SqlTypes.VARBINARY, SqlTypes.LONGVARBINARY, SqlTypes.LONG32VARBINARY ->
                ValueType.BINARY;
            case SqlTypes.BOOLEAN, SqlTypes.BIT -> ValueType.BOOLEAN;
            case SqlTypes.TINYINT, SqlTypes.SMALLINT, SqlTypes.INTEGER, SqlTypes.BIGINT -> ValueType.INTEGER;
            case SqlTypes.NUMERIC, SqlTypes.DECIMAL, SqlTypes.FLOAT, SqlTypes.DOUBLE, SqlTypes.REAL ->
                ValueType.DECIMAL;
            case SqlTypes.DATE -> ValueType.DATE;
            case SqlTypes.TIME -> ValueType.TIME;
            case SqlTypes.TIMESTAMP -> ValueType.TIMESTAMP;
            case SqlTypes.TIMESTAMP_UTC,
                    SqlTypes.TIMESTAMP_WITH_TIMEZONE,
                    SqlTypes.INSTANT,
                    SqlTypes.OFFSET_DATE_TIME -> ValueType.TIMESTAMP_TZ;
            case SqlTypes.UUID -> ValueType.UUID;
            case SqlTypes.JSON, SqlTypes.JSON_ARRAY -> ValueType.JSON;
            default -> ValueType.OTHER;
        };
    }
}
