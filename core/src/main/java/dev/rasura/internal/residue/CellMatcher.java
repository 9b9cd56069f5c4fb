package dev.rasura.internal.residue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Compares cells, one after the other, in every reading that may show a needle: text as it stands and with its escapes
 * undone; bytes as UTF-8, UTF-16 and Latin-1, sixteen of them also as a UUID; numbers by value. Large cells come in pieces, so
 * that memory does not depend on their size.
 */
final class CellMatcher {

    private static final int PIECE = 8192;

    /** JSON in a JSON text in a JSON text: what writes an event of events into an outbox. */
    private static final int LAYERS = 3;

    private final NeedleIndex index;
    private final CellHits hits = new CellHits();
    private final TextReader plain;
    private final EscapeDecoder unescaped;
    private final TextReader latin;
    private final Utf16Readings utf16;
    private final char[] piece = new char[PIECE];
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer octets = ByteBuffer.allocate(PIECE);
    private long compared;

    CellMatcher(NeedleIndex index) {
        this.index = index;
        plain = new TextReader(index, hits);
        unescaped = EscapeDecoder.of(() -> new TextReader(index, hits), LAYERS);
        latin = new TextReader(index, hits);
        utf16 = new Utf16Readings(index, hits);
    }

    /** What the last cell held; valid until the next cell begins. */
    CellHits hits() {
        return hits;
    }

    /** Characters and bytes compared so far. */
    long compared() {
        return compared;
    }

    CellHits text(String text, Shape shape) {
        hits.clear();
        compared += text.length();
        plain.begin(shape);
        boolean escapes = EscapeDecoder.mayHoldEscapes(text);
        if (escapes) {
            unescaped.begin(shape);
        }
        for (int from = 0; from < text.length(); from += PIECE) {
            int length = Math.min(PIECE, text.length() - from);
            text.getChars(from, from + length, piece, 0);
            plain.accept(piece, 0, length);
            if (escapes) {
                unescaped.accept(piece, 0, length);
            }
        }
        plain.end();
        if (escapes) {
            unescaped.end();
        }
        return hits;
    }

    /** A number; what is none ({@code NaN}, a currency) is compared as text. */
    CellHits number(String text) {
        String canonical = NeedleIndex.canonicalNumber(text);
        if (canonical == null) {
            return text(text, Shape.PROSE);
        }
        hits.clear();
        compared += text.length();
        for (int part : index.partsOfNumber(canonical)) {
            hits.part(index.part(part));
        }
        return hits;
    }

    CellHits bytes(byte[] bytes) {
        beginBytes();
        bytes(bytes, bytes.length);
        endBytes();
        if (bytes.length == 16) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            String uuid = new UUID(halves.getLong(), halves.getLong()).toString();
            plain.begin(Shape.PROSE);
            uuid.getChars(0, uuid.length(), piece, 0);
            plain.accept(piece, 0, uuid.length());
            plain.end();
        }
        return hits;
    }

    void beginText(Shape shape) {
        hits.clear();
        plain.begin(shape);
        unescaped.begin(shape);
    }

    void text(char[] text, int length) {
        compared += length;
        plain.accept(text, 0, length);
        unescaped.accept(text, 0, length);
    }

    void text(String text) {
        for (int from = 0; from < text.length(); from += PIECE) {
            int length = Math.min(PIECE, text.length() - from);
            text.getChars(from, from + length, piece, 0);
            text(piece, length);
        }
    }

    CellHits endText() {
        plain.end();
        unescaped.end();
        return hits;
    }

    void beginBytes() {
        beginText(Shape.UNKNOWN);
        latin.begin(Shape.UNKNOWN);
        utf16.begin();
        utf8.reset();
        octets.clear();
    }

    void bytes(byte[] bytes, int length) {
        compared += length;
        for (int from = 0; from < length; ) {
            int taken = Math.min(octets.remaining(), length - from);
            octets.put(bytes, from, taken);
            octets.flip();
            decode(false);
            octets.compact();
            for (int i = 0; i < taken; i++) {
                piece[i] = (char) (bytes[from + i] & 0xFF);
            }
            latin.accept(piece, 0, taken);
            utf16.accept(bytes, from, from + taken);
            from += taken;
        }
    }

    CellHits endBytes() {
        octets.flip();
        decode(true);
        latin.end();
        utf16.end();
        return endText();
    }

    /** A character begun at the end of a piece stays in the buffer until the rest comes. */
    private void decode(boolean last) {
        CharBuffer text = CharBuffer.wrap(piece);
        utf8.decode(octets, text, last);
        plain.accept(piece, 0, text.position());
        unescaped.accept(piece, 0, text.position());
    }
}
