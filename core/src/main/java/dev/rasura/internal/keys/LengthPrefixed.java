package dev.rasura.internal.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Joins parts so that no two different lists of parts yield the same bytes: each part is preceded by its length as four
 * bytes, big-endian. Text is UTF-8.
 */
public final class LengthPrefixed {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public LengthPrefixed add(byte[] part) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(part.length >>> shift);
        }
        bytes.writeBytes(part);
        return this;
    }

    public LengthPrefixed add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
