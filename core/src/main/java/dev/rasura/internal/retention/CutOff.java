package dev.rasura.internal.retention;

import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.ValueType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.ChronoLocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Date;

/**
 * The time before which a period must have begun to be over: now less the period, by the calendar in a zone. Cut to
 * microseconds, which is what the databases keep; where the calendar names a time twice, the earlier is meant: no row
 * expires too soon.
 */
record CutOff(LocalDateTime local, ZoneId zone) {

    static CutOff of(Clock clock, Period period) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), clock.getZone());
        return new CutOff(now.minus(period).truncatedTo(ChronoUnit.MICROS), clock.getZone());
    }

    Instant instant() {
        return local.atZone(zone).toInstant();
    }

    /**
     * The cut-off as it is compared with the column's values. None of these types has its value changed by the time zone
     * of the JVM or of the database's session.
     *
     * @param written the zone in which Hibernate writes points in time to columns without one
     */
    Object in(Column column, ZoneId written) {
        return switch (column.type()) {
            case DATE -> local.toLocalDate();
            case TIMESTAMP -> holdsPoints(column) ? LocalDateTime.ofInstant(instant(), written) : local;
            case TIMESTAMP_TZ -> instant().atOffset(ZoneOffset.UTC);
            default -> throw new IllegalArgumentException("No time: " + column.type());
        };
    }

    /** Whether the attribute is a point in time, of which the column holds the local form only. */
    private static boolean holdsPoints(Column column) {
        Class<?> type = column.javaType();
        return column.type() == ValueType.TIMESTAMP
                && type != null
                && !ChronoLocalDateTime.class.isAssignableFrom(type)
                && (Date.class.isAssignableFrom(type)
                        || Calendar.class.isAssignableFrom(type)
                        || type == Instant.class
                        || type == OffsetDateTime.class
                        || type == ZonedDateTime.class);
    }
}
