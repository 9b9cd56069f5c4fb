package dev.rasura.internal.datamap;

import dev.rasura.DataMapException;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.KeyParts;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;

/**
 * Dates and times in keys of data subjects. Hibernate binds them as the older types of JDBC, which some drivers convert
 * between the zones of machine, session and {@code hibernate.jdbc.time_zone}: the row then has another day than the attribute,
 * and a reference would name somebody else's.
 */
public final class TemporalKeys {

    private static final Set<ValueType> SHIFTED = Set.of(ValueType.DATE, ValueType.TIME, ValueType.TIMESTAMP);
    private static final LocalDateTime PROBE = LocalDateTime.of(2026, 1, 31, 0, 0);

    private TemporalKeys() {}

    /**
     * Asks the database, where a subject has such a key.
     *
     * @param written the zone in which Hibernate writes
     * @throws DataMapException if a subject's key has a part that may be written otherwise than it is named
     * @throws SQLException if the database does not answer
     */
    public static void refuse(MappedSchema schema, CompiledMap map, Connection connection, ZoneId written)
            throws SQLException {
        List<String> findings = new ArrayList<>();
        map.subjects()
                .forEach((type, model) -> KeyParts.of(schema, model.root()).columns().stream()
                        .filter(c -> SHIFTED.contains(c.type()))
                        .map(Column::name)
                        .forEach(column -> findings.add(type + ": its key has a date or time (" + column
                                + "), which the driver converts between the zones of the machine, the session and"
                                + " hibernate.jdbc.time_zone, so that a reference could name another person's row. Use a surrogate"
                                + " key, or let the zones be the same")));
        if (!findings.isEmpty() && !writtenAsNamed(connection, written)) {
            throw new DataMapException("The data map cannot be built:", findings);
        }
    }

    private static boolean writtenAsNamed(Connection connection, ZoneId written) throws SQLException {
        String timestamp = DatabaseFamily.of(connection).idiom().localTimestamp();
        try (PreparedStatement statement =
                connection.prepareStatement("select cast(? as date) as d, cast(? as " + timestamp + ") as t")) {
            Date date = Date.valueOf(PROBE.toLocalDate());
            Timestamp time = Timestamp.valueOf(PROBE);
            if (written.equals(ZoneId.systemDefault())) {
                statement.setDate(1, date);
                statement.setTimestamp(2, time);
            } else {
                Calendar zone = Calendar.getInstance(TimeZone.getTimeZone(written));
                statement.setDate(1, date, zone);
                statement.setTimestamp(2, time, zone);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return PROBE.toLocalDate().equals(result.getObject(1, LocalDate.class))
                        && PROBE.equals(result.getObject(2, LocalDateTime.class));
            }
        }
    }
}
