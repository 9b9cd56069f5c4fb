package dev.rasura.internal.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins parts so that no two different lists of parts yield the same bytes: each part is preceded by its length as four
 * bytes, big-endian. Text is UTF-8.
 */
public final class LengthPrefixed {

    private final List<byte[]> parts = new ArrayList<>();
    private int length;

    public LengthPrefixed add(byte[] part) {
        parts.add(part);
        length += Integer.BYTES + part.length;
        return this;
    }

    public LengthPrefixed add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            bytes.putInt(part.length).put(part);
        }
        return bytes.array();
    }
}
