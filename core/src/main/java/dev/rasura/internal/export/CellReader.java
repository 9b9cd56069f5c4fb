package dev.rasura.internal.export;

import static dev.rasura.internal.sql.RowConditions.ROW;

import dev.rasura.internal.schema.Column;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the values of the current row in the type that they have. No time zone of JVM or session has a say. */
final class CellReader implements AutoCloseable {

    private final TableReading table;
    private final Connection connection;
    private final Map<Integer, PreparedStatement> fetches = new HashMap<>();
    private @Nullable ResultSet current;
    private long weight;
    private long number;

    CellReader(TableReading table, Connection connection) {
        this.table = table;
        this.connection = connection;
    }

    void startRow(ResultSet row) {
        current = row;
        weight = 0;
    }

    /** About how many bytes the current row takes in memory. */
    long weight() {
        return weight;
    }

    void read(int column, Cells cells) throws SQLException, IOException {
        ResultSet row = Objects.requireNonNull(current);
        int i = column + 1;
        weight += Long.BYTES;
        switch (table.kind(column)) {
            case INTEGER -> {
                long value = row.getLong(i);
                if (row.wasNull()) {
                    cells.none(column);
                } else {
                    cells.number(column, value);
                }
            }
            case BOOLEAN -> {
                boolean value = row.getBoolean(i);
                if (row.wasNull()) {
                    cells.none(column);
                } else {
                    cells.truth(column, value);
                }
            }
            case DECIMAL -> decimal(column, row.getObject(i), cells);
            case DATE -> text(column, date(row.getObject(i, LocalDate.class)), cells);
            case TIME -> text(column, time(row.getObject(i, LocalTime.class)), cells);
            case TIMESTAMP -> text(column, timestamp(row.getObject(i, LocalDateTime.class)), cells);
            case INSTANT -> text(column, instant(row.getObject(i, OffsetDateTime.class)), cells);
            case UTC -> {
                LocalDateTime time = row.getObject(i, LocalDateTime.class);
                text(column, instant(time == null ? null : time.atOffset(ZoneOffset.UTC)), cells);
            }
            case TEXT -> text(column, row.getString(i), cells);
            case JSON -> {
                String value = row.getString(i);
                if (value == null) {
                    cells.none(column);
                } else {
                    weight += value.length();
                    cells.json(column, value);
                }
            }
            case BYTES, CLOB -> {
                if (!table.fetched(column)) {
                    whole(column, row, cells);
                    return;
                }
                long length = row.getLong(i);
                if (row.wasNull()) {
                    cells.none(column);
                } else {
                    cells.large(column, ++number, fetched(column, length, positionOf(row)));
                }
            }
            case BLOB -> blob(column, row.getBlob(i), cells);
        }
    }

    private void whole(int column, ResultSet row, Cells cells) throws SQLException, IOException {
        byte @Nullable [] bytes;
        boolean text = table.kind(column) == ValueKind.CLOB;
        if (text) {
            String value = row.getString(column + 1);
            bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        } else {
            bytes = row.getBytes(column + 1);
        }
        if (bytes == null) {
            cells.none(column);
        } else {
            byte[] found = bytes;
            long length = found.length;
            cells.large(
                    column,
                    ++number,
                    new LargeValue.OfBytes(text, () -> length, () -> new ByteArrayInputStream(found)));
        }
    }

    private void text(int column, @Nullable String value, Cells cells) throws IOException {
        if (value == null) {
            cells.none(column);
        } else {
            weight += value.length();
            cells.text(column, value);
        }
    }

    /** Numbers are given as they are; what is none, as infinity, as text. */
    private static void decimal(int column, @Nullable Object value, Cells cells) throws IOException {
        if (value == null) {
            cells.none(column);
        } else if (value instanceof BigDecimal number) {
            cells.number(column, number);
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            cells.number(column, new BigDecimal(number.toString()));
        } else {
            cells.text(column, value.toString());
        }
    }

    private static @Nullable String date(@Nullable LocalDate date) {
        return date == null ? null : ends(date, LocalDate.MIN, LocalDate.MAX, DateTimeFormatter.ISO_LOCAL_DATE);
    }

    private static @Nullable String time(@Nullable LocalTime time) {
        return time == null ? null : DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }

    private static @Nullable String timestamp(@Nullable LocalDateTime time) {
        return time == null
                ? null
                : ends(time, LocalDateTime.MIN, LocalDateTime.MAX, DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static @Nullable String instant(@Nullable OffsetDateTime time) {
        return time == null ? null : ends(time, OffsetDateTime.MIN, OffsetDateTime.MAX, DateTimeFormatter.ISO_INSTANT);
    }

    /** PostgreSQL's infinities, which its driver gives as the first and last value. */
    private static <T extends TemporalAccessor> String ends(T value, T first, T last, DateTimeFormatter format) {
        return value.equals(first) ? "-infinity" : value.equals(last) ? "infinity" : format.format(value);
    }

    private void blob(int column, @Nullable Blob blob, Cells cells) throws SQLException, IOException {
        if (blob == null) {
            cells.none(column);
            return;
        }
        try {
            Class<?> type = column(column).javaType();
            boolean text = type == String.class || type == Clob.class || type == char[].class;
            cells.large(column, ++number, new LargeValue.OfBytes(text, blob::length, blob::getBinaryStream));
        } finally {
            blob.free();
        }
    }

    private List<String> positionOf(ResultSet row) throws SQLException {
        List<String> position = new ArrayList<>();
        for (int i = 0; i < table.position().selected().size(); i++) {
            position.add(row.getString(table.positionFrom() + i));
        }
        return position;
    }

    private LargeValue fetched(int column, long length, List<String> position) {
        return table.kind(column) == ValueKind.BYTES
                ? new LargeValue.OfBytes(false, () -> length, () -> new ValuePieces(fetch(column), position, length))
                : new LargeValue.OfCharacters(length, () -> characters(fetch(column), position));
    }

    private static Reader characters(PreparedStatement select, List<String> position) throws SQLException {
        for (int i = 0; i < position.size(); i++) {
            select.setString(i + 1, position.get(i));
        }
        ResultSet row = select.executeQuery();
        Reader reader = row.next() ? row.getCharacterStream(1) : null;
        if (reader == null) {
            throw new SQLException("The row is no longer where it was.", "02000");
        }
        return reader;
    }

    private PreparedStatement fetch(int column) throws SQLException {
        PreparedStatement known = fetches.get(column);
        if (known == null) {
            String value = table.value(column);
            boolean pieces = table.kind(column) == ValueKind.BYTES;
            known = connection.prepareStatement("select " + (pieces ? "substring(" + value + " from ? for ?)" : value)
                    + " from " + table.table().owned().table().sql() + " " + ROW + " where "
                    + Objects.requireNonNull(table.position().equal()));
            fetches.put(column, known);
        }
        return known;
    }

    private Column column(int index) {
        return table.table().columns().get(index).plan().column();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement fetch : fetches.values()) {
            fetch.close();
        }
    }
}
