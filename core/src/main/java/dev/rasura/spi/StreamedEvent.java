package dev.rasura.spi;

import dev.rasura.audit.RecordedEvent;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is streamed. People appear as pseudonyms.
 *
 * @param event the event, without leaf index and disclosed values
 * @param epoch the start of the process that recorded it
 * @param number its number in that epoch, or null if it goes to the stream alone
 * @param leafHash the RFC 6962 hash of its leaf, 64 hexadecimal digits, or null if it goes to the stream alone
 * @param values personal values by name, if its type says that they are streamed, else empty. No erasure reaches them here
 */
public record StreamedEvent(
        RecordedEvent event,
        UUID epoch,
        @Nullable Long number,
        @Nullable String leafHash,
        Map<String, String> values) {

    /** Copies what it is given. */
    public StreamedEvent {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The event without its values. */
    @Override
    public String toString() {
        return "StreamedEvent[" + event + ", leafHash=" + leafHash + "]";
    }
}
