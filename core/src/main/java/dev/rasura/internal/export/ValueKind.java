package dev.rasura.internal.export;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/** How the values of a column are read: by what the column is in the database, whatever the mapping takes it for. */
enum ValueKind {
    TEXT,
    BOOLEAN,
    INTEGER,
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP,
    INSTANT,
    /** A point in time in a column without a zone, as what the clock says in UTC. */
    UTC,
    JSON,
    /** Bytes that come in whole with their row, unless they are read piece by piece. */
    BYTES,
    /** Bytes that lie apart from their row. */
    BLOB,
    /** Text that lies apart from its row. */
    CLOB;

    /** Whether values are written apart from the row. */
    boolean large() {
        return this == BYTES || this == BLOB || this == CLOB;
    }

    /** Whether the row holds but the length, and the value is asked for by the row's position. */
    boolean fetched() {
        return this == BYTES || this == CLOB;
    }

    static ValueKind of(Column column, ResultSetMetaData live, int index) throws SQLException {
        String name = live.getColumnTypeName(index).toLowerCase(Locale.ROOT);
        switch (name) {
            case "oid" -> {
                return column.type().large() ? BLOB : INTEGER;
            }
            case "json", "jsonb" -> {
                return JSON;
            }
            case "timestamptz" -> {
                return INSTANT;
            }
            case "datetime" -> {
                return column.type() == ValueType.TIMESTAMP_TZ ? UTC : TIMESTAMP;
            }
            case "timetz", "money", "uuid" -> {
                return TEXT;
            }
            default -> {
                // the driver's type says enough
            }
        }
        return switch (live.getColumnType(index)) {
            case Types.BOOLEAN, Types.BIT -> BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
            case Types.NUMERIC, Types.DECIMAL, Types.FLOAT, Types.DOUBLE, Types.REAL -> DECIMAL;
            case Types.DATE -> DATE;
            case Types.TIME -> TIME;
            case Types.TIMESTAMP -> TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> BYTES;
            case Types.BLOB -> BLOB;
            case Types.CLOB, Types.NCLOB -> CLOB;
            default -> text(column);
        };
    }

    /** MariaDB's driver tells a long text from a short one by its length alone, and JSON from neither. */
    private static ValueKind text(Column column) {
        return switch (column.type()) {
            case JSON -> JSON;
            case CLOB -> CLOB;
            default -> TEXT;
        };
    }
}
