package dev.rasura.internal.capture;

import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventType;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values before and after a change, as personal values of its event. */
final class KeptValues {

    private static final int NAME = 100;

    private KeptValues() {}

    /** The name of the personal value. */
    static String name(String when, String attribute) {
        String name = when + "." + attribute.replaceAll("[^A-Za-z0-9_.-]", "_");
        return name.length() <= NAME ? name : name.substring(0, NAME);
    }

    /** The value of a column as text. */
    static String text(@Nullable Object value) {
        return value == null
                ? ""
                : value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
    }

    /** Adds the values; one that is too large is cut, and a fact names it. */
    static void add(AuditEvent.Builder event, Map<String, String> values) {
        TreeSet<String> cut = new TreeSet<>();
        values.forEach((name, value) -> {
            if (value.codePointCount(0, value.length()) > EventType.MAX_LENGTH) {
                cut.add(name);
                event.personal(name, value.substring(0, value.offsetByCodePoints(0, EventType.MAX_LENGTH)));
            } else {
                event.personal(name, value);
            }
        });
        if (!cut.isEmpty()) {
            event.fact("truncated", String.join(",", cut));
        }
    }
}
