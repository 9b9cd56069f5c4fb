package dev.rasura.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands at what it was set to. */
public final class SetClock extends Clock {

    private volatile Instant now;

    public SetClock(String time) {
        now = Instant.parse(time);
    }

    public void set(String time) {
        now = Instant.parse(time);
    }

    /** Sets it later, or earlier by a negative duration. */
    public void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
