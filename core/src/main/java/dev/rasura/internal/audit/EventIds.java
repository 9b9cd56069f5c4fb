package dev.rasura.internal.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes ids that sort by time: UUIDv7 (RFC 9562, section 5.7), 48 bits of milliseconds and 74 random bits. Thread-safe. */
final class EventIds {

    private final SecureRandom random = new SecureRandom();

    UUID next(Instant time) {
        long high = (time.toEpochMilli() << 16) | 0x7000L | random.nextInt(1 << 12);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
