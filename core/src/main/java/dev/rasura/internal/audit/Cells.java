package dev.rasura.internal.audit;

import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns that are never null unless somebody dropped the constraint: a null is read as a value that no genuine row
 * has, so that it is found like any other alteration.
 */
final class Cells {

    private static final UUID NO_ID = new UUID(0, 0);

    private Cells() {}

    static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte @Nullable [] value = row.getBytes(column);
        return value == null ? new byte[0] : value;
    }

    static String text(ResultSet row, int column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    static UUID uuid(ResultSet row, int column) throws SQLException {
        UUID value = row.getObject(column, UUID.class);
        return value == null ? NO_ID : value;
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        Instant value =
                DatabaseFamily.of(row.getStatement().getConnection()).idiom().stored(row, column);
        return value == null ? Instant.MIN : value;
    }
}
