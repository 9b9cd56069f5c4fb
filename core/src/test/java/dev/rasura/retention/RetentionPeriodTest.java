package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.retention.Platform.Tick;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a period is over. The JVM's zone, the session's and the clock's are three. */
class RetentionPeriodTest extends RetentionContract {

    @ParameterizedTest
    @CsvSource({
        // Now, in Berlin's calendar a month ago, and the last microsecond that is over.
        "2026-03-31T10:00:00Z, 2026-02-28T11:00:00Z",
        "2024-03-31T10:00:00Z, 2024-02-29T11:00:00Z",
        "2026-04-15T10:00:00Z, 2026-03-15T11:00:00Z",
        "2026-07-15T10:00:00.123456789Z, 2026-06-15T10:00:00.123456Z",
        // 02:30 of 29 March does not exist: the clock went from 2 to 3.
        "2026-04-29T00:30:00Z, 2026-03-29T01:30:00Z",
        // 02:30 of 25 October comes twice: the first is meant.
        "2026-11-25T01:30:00Z, 2026-10-25T00:30:00Z",
    })
    void aMonthIsOneOfTheCalendarAndTheBoundaryIsExactToTheMicrosecond(Instant now, Instant cutOff) {
        tick(cutOff.minusNanos(1_000), null, null);
        Tick boundary = tick(cutOff, null, null);
        Rasura rasura = rasura(Clock.fixed(now, BERLIN));

        RetentionReport report = rasura.retention().run("ticks-by-instant");

        assertThat(report.cutoff()).isEqualTo(cutOff);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(strings("select cast(id as varchar(36)) from Tick")).containsExactly(boundary.id.toString());
    }

    @Test
    void aLocalTimeIsComparedInTheZoneOfTheClock() {
        LocalDateTime cutOff = LocalDateTime.parse("2026-02-01T13:00:00");
        tick(null, cutOff.minusNanos(1_000), null);
        tick(null, cutOff, null);
        Rasura rasura = rasura(NOW);

        assertThat(rasura.retention().preview("ticks-by-local").matched()).isEqualTo(1);
        assertThat(rasura.retention().run("ticks-by-local").removed()).isEqualTo(1);
        assertThat(strings("select " + text("wallTime") + " from Tick")).containsExactly("2026-02-01 13:00:00");
    }

    @ParameterizedTest
    @CsvSource({
        // Shortly before and after midnight in Berlin; elsewhere it is another day.
        "2026-03-15T22:59:59Z, 2026-02-15",
        "2026-03-15T23:00:00Z, 2026-02-16",
    })
    void aDayIsOverWhenItIsBeforeTheDayOfTheCutOff(Instant now, LocalDate cutOff) {
        tick(null, null, cutOff.minusDays(1));
        tick(null, null, cutOff);
        Rasura rasura = rasura(Clock.fixed(now, BERLIN));

        assertThat(rasura.retention().run("ticks-by-day").removed()).isEqualTo(1);
        assertThat(strings("select " + text("onDay") + " from Tick")).containsExactly(cutOff.toString());
    }

    @Test
    void twoYearsBeforeALeapDayIsTheLastOfFebruary() {
        applications(1, 1, "2022-02-28T12:59:59.999999");
        applications(2, 2, "2022-02-28T13:00:00");

        rasura(Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), BERLIN))
                .retention()
                .run("applications");

        assertThat(ids("Application")).containsExactly(2L);
    }
}
