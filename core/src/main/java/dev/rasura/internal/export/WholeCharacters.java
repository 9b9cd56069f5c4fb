package dev.rasura.internal.export;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Never ends a read between the two halves of a character, which a JSON generator would refuse. */
final class WholeCharacters extends FilterReader {

    private int held = -1;

    WholeCharacters(Reader in) {
        super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length < 2) {
            throw new IllegalArgumentException(
                    "A whole character may need two places, but there is room for " + length + ".");
        }
        int filled = 0;
        if (held >= 0) {
            buffer[offset] = (char) held;
            held = -1;
            filled = 1;
        }
        int read = in.read(buffer, offset + filled, length - filled);
        if (read < 0) {
            return filled == 0 ? -1 : filled;
        }
        filled += read;
        if (filled > 1 && Character.isHighSurrogate(buffer[offset + filled - 1])) {
            filled--;
            held = buffer[offset + filled];
        }
        return filled;
    }
}
