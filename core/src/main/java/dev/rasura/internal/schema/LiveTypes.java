package dev.rasura.internal.schema;

import dev.rasura.internal.schema.LiveCatalogue.LiveColumn;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/** What columns hold that no mapping describes, as their driver says it. */
final class LiveTypes {

    /** PostgreSQL's text that is equal in whatever case. */
    private static final String CASELESS = "citext";

    private LiveTypes() {}

    static Column column(LiveCatalogue catalogue, String name, LiveColumn live, boolean unique) throws SQLException {
        ValueType type = type(live);
        boolean bounded = type == ValueType.TEXT && live.size() > 0 && live.size() < Integer.MAX_VALUE;
        return new Column(
                name,
                catalogue.quoted(live.name()),
                type,
                live.typeName().toLowerCase(Locale.ROOT),
                bounded ? live.size() : -1,
                live.nullable(),
                unique,
                !live.generated(),
                null,
                Column.Form.PLAIN,
                "");
    }

    /** Types that a mapping may call a text, by {@code columnDefinition}, and that take no text of ours. */
    static boolean isNoText(LiveColumn live) {
        return switch (live.typeName().toLowerCase(Locale.ROOT)) {
            case "uuid", "json", "jsonb", "inet", "cidr", "xml" -> true;
            default -> false;
        };
    }

    /** Texts that are filled up with blanks to their length. */
    static boolean isFixed(LiveColumn live) {
        return switch (live.typeName().toLowerCase(Locale.ROOT)) {
            case "char", "character", "nchar", "bpchar" -> live.size() > 0;
            default -> false;
        };
    }

    /** As the mapping has it, but for texts that the database compares in another way. */
    static String sqlType(Column mapped, LiveColumn live, long length) {
        if (mapped.type() != ValueType.TEXT) {
            return mapped.sqlType();
        }
        return isFixed(live)
                ? "char(" + length + ")"
                : live.typeName().equalsIgnoreCase(CASELESS) ? CASELESS : mapped.sqlType();
    }

    /** What is mapped, as the type that it has in the database. */
    static Column column(Column mapped, LiveColumn live, boolean unique) {
        return new Column(
                mapped.name(),
                mapped.sql(),
                type(live),
                live.typeName().toLowerCase(Locale.ROOT),
                -1,
                mapped.nullable() && live.nullable(),
                mapped.unique() || unique,
                mapped.writable() && !live.generated(),
                mapped.javaType(),
                mapped.form(),
                mapped.storedBy());
    }

    private static ValueType type(LiveColumn live) {
        String name = live.typeName().toLowerCase(Locale.ROOT);
        switch (name) {
            case "uuid" -> {
                return ValueType.UUID;
            }
            case "json", "jsonb" -> {
                return ValueType.JSON;
            }
            case "oid" -> {
                return ValueType.LARGE_OBJECT;
            }
            case "timestamptz", "timestamp with time zone" -> {
                return ValueType.TIMESTAMP_TZ;
            }
            case "text", "varchar", "bpchar", "citext" -> {
                return ValueType.TEXT;
            }
            default -> {
                return type(live.jdbcType());
            }
        }
    }

    private static ValueType type(int jdbc) {
        return switch (jdbc) {
            case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR ->
                ValueType.TEXT;
            case Types.CLOB, Types.NCLOB -> ValueType.CLOB;
            case Types.BOOLEAN, Types.BIT -> ValueType.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> ValueType.INTEGER;
            case Types.NUMERIC, Types.DECIMAL -> ValueType.DECIMAL;
            case Types.DATE -> ValueType.DATE;
            case Types.TIME -> ValueType.TIME;
            case Types.TIMESTAMP -> ValueType.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> ValueType.TIMESTAMP_TZ;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> ValueType.BINARY;
            case Types.BLOB -> ValueType.BLOB;
            default -> ValueType.OTHER;
        };
    }
}
