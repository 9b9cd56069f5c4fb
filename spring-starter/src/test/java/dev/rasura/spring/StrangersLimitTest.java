package dev.rasura.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.spring.StrangersLimit.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StrangersLimitTest {

    private Instant now = Instant.parse("2026-03-01T10:15:30Z");
    private final StrangersLimit limit = new StrangersLimit(new Clock() {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void tenAMinuteAndTheNextOneSaysHowManyWereNotTaken() {
        for (int i = 0; i < StrangersLimit.A_MINUTE; i++) {
            assertThat(limit.next()).isEqualTo(new Turn(true, 0));
        }
        for (int i = 0; i < 7; i++) {
            assertThat(limit.next()).isEqualTo(new Turn(false, 0));
        }
        now = now.plus(Duration.ofMinutes(1));
        assertThat(limit.next()).isEqualTo(new Turn(true, 7));
        assertThat(limit.next()).isEqualTo(new Turn(true, 0));
    }
}
