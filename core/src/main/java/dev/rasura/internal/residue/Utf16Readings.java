package dev.rasura.internal.residue;

import java.util.List;
import java.util.stream.Stream;

/**
 * Bytes read as UTF-16. Letters that Latin-1 has are the same bytes with zeros between them, whatever the order and wherever
 * the text begins, so leaving the zeros out shows them. Other letters need all four readings, two orders from two
 * beginnings, and are looked for only where a needle has such.
 */
final class Utf16Readings {

    private static final int PIECE = 1024;

    private final TextReader latin;
    private final List<Reading> wide;

    Utf16Readings(NeedleIndex index, CellHits hits) {
        latin = new TextReader(index, hits);
        wide = index.wide()
                ? Stream.of(0, 1, 2, 3)
                        .map(i -> new Reading(new TextReader(index, hits), i >= 2, i % 2))
                        .toList()
                : List.of();
    }

    void begin() {
        latin.begin(Shape.UNKNOWN);
        wide.forEach(Reading::begin);
    }

    void accept(byte[] bytes, int from, int to) {
        char[] piece = new char[Math.min(PIECE, to - from)];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                piece[length++] = (char) (bytes[i] & 0xFF);
            }
            if (length == piece.length) {
                latin.accept(piece, 0, length);
                length = 0;
            }
        }
        latin.accept(piece, 0, length);
        for (Reading reading : wide) {
            reading.accept(bytes, from, to);
        }
    }

    void end() {
        latin.end();
        wide.forEach(reading -> reading.out.end());
    }

    /** One order of bytes, from the first byte on or from the second. */
    private static final class Reading {

        private final TextReader out;
        private final boolean bigEndian;
        private final int skipped;
        private final char[] piece = new char[PIECE];
        private int first;
        private int skip;

        Reading(TextReader out, boolean bigEndian, int skipped) {
            this.out = out;
            this.bigEndian = bigEndian;
            this.skipped = skipped;
        }

        void begin() {
            out.begin(Shape.UNKNOWN);
            first = -1;
            skip = skipped;
        }

        void accept(byte[] bytes, int from, int to) {
            int length = 0;
            for (int i = from; i < to; i++) {
                if (skip > 0) {
                    skip--;
                } else if (first < 0) {
                    first = bytes[i] & 0xFF;
                } else {
                    int second = bytes[i] & 0xFF;
                    piece[length++] = (char) (bigEndian ? first << 8 | second : second << 8 | first);
                    first = -1;
                    if (length == piece.length) {
                        out.accept(piece, 0, length);
                        length = 0;
                    }
                }
            }
            out.accept(piece, 0, length);
        }
    }
}
