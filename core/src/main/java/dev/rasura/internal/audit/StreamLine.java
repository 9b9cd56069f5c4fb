package dev.rasura.internal.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the stream that is of an event.
 *
 * @param where file name and line number
 * @param id the event's
 * @param type as the line says it, empty if it does not
 * @param occurredAt as the line says it
 * @param leafHash as the line says it, or null
 * @param fields all that the line says: objects as maps, arrays as lists, all else as its text
 * @param bytes how long it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StreamLine(
        String where,
        UUID id,
        String type,
        Instant occurredAt,
        byte @Nullable [] leafHash,
        Map<String, @Nullable Object> fields,
        int bytes) {}
