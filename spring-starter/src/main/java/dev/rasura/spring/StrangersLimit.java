package dev.rasura.spring;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How many requests of strangers the trail takes: ten a minute, on each node. Everybody on the network can be denied as often
 * as they like, and each time would otherwise be a row that is kept for years. Thread-safe.
 */
final class StrangersLimit {

    static final int A_MINUTE = 10;

    private final Clock clock;
    private Instant minute = Instant.MIN;
    private int admitted;
    private long passedOver;

    StrangersLimit(Clock clock) {
        this.clock = clock;
    }

    /**
     * What becomes of a request.
     *
     * @param admitted whether the trail takes it
     * @param before if so, how many it did not take before
     */
    record Turn(boolean admitted, long before) {}

    synchronized Turn next() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            admitted = 0;
        }
        if (admitted == A_MINUTE) {
            passedOver++;
            return new Turn(false, 0);
        }
        admitted++;
        Turn turn = new Turn(true, passedOver);
        passedOver = 0;
        return turn;
    }
}
