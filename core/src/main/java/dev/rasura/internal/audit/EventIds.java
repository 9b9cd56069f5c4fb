package dev.rasura.internal.audit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes ids that sort by time: UUIDv7 (RFC 9562, section 5.7), 48 bits of milliseconds and 74 random bits. Thread-safe. */
final class EventIds {

    private static final int RANDOM_BYTES = Short.BYTES + Long.BYTES;

    private final SecureRandom random = new SecureRandom();

    UUID next(Instant time) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        ByteBuffer bits = ByteBuffer.wrap(bytes);
        long high = (time.toEpochMilli() << 16) | 0x7000L | (bits.getShort() & 0x0FFF);
        long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
