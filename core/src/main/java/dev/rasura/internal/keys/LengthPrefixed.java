package dev.rasura.internal.keys;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Joins parts so that no two different lists of parts yield the same bytes: each part is preceded by its length as four
 * bytes, big-endian. Text is UTF-8.
 */
public final class LengthPrefixed {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public LengthPrefixed add(byte[] part) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
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
