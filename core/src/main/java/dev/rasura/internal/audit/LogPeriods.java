package dev.rasura.internal.audit;

import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * How long events of a type are kept, at one moment, as the catalogue says now: calendar periods in UTC, counted back. A type
 * that nobody declares is kept for the longest of all periods; what the trail writes for its own bookkeeping, which is of no
 * person and is carried over, for the shortest.
 */
final class LogPeriods {

    /** Types of which nobody is, and whose content is carried over when they expire. */
    static final Set<String> BOOKKEEPING = Set.of(Leaf.HEARTBEAT, Leaf.EPOCH_CLOSED, Leaf.EXPIRED);

    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private final EventCatalogue catalogue;
    private final Instant now;
    private final Period longest;
    private final Period shortest;

    LogPeriods(EventCatalogue catalogue, Instant now) {
        this.catalogue = catalogue;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        List<Period> longestFirst = catalogue.types().values().stream()
                .map(EventType::retention)
                .distinct()
                .sorted(Comparator.comparing(this::back))
                .toList();
        this.longest = longestFirst.get(0);
        this.shortest = longestFirst.get(longestFirst.size() - 1);
    }

    Instant now() {
        return now;
    }

    Period of(String type) {
        if (BOOKKEEPING.contains(type)) {
            return shortest;
        }
        return catalogue.type(type).map(EventType::retention).orElse(longest);
    }

    /** Events of the type from before this moment are past their period. */
    Instant before(String type) {
        return back(of(type));
    }

    boolean past(String type, Instant time) {
        return time.isBefore(before(type));
    }

    /** When an event's period ends. At the end of a month it may go some days later: no day is counted twice. */
    Instant until(String type, Instant time) {
        try {
            return time.atOffset(ZoneOffset.UTC).plus(of(type)).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            return Instant.MAX;
        }
    }

    private Instant back(Period period) {
        try {
            Instant back = now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
            return back.isBefore(NEVER) ? NEVER : back;
        } catch (DateTimeException | ArithmeticException e) {
            return NEVER;
        }
    }
}
