package dev.rasura.internal.residue;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the escapes under which a value may lie in a text: JSON ({@code \u00e9}, {@code \n}), URL ({@code %40}), HTML and
 * XML (numeric and named entities). Which of them a text uses is not known, so all are undone, and the text as it
 * stands is read as well. What is undone may be an escape again, as of JSON in a JSON text: the next decoder gets it so.
 * Takes pieces of any size; an escape may lie across two.
 */
final class EscapeDecoder {

    private static final int LONGEST_ENTITY = 10;

    private final TextReader out;
    private final @Nullable EscapeDecoder deeper;
    private final char[] pending = new char[16];
    private int pendingLength;
    private final byte[] utf8 = new byte[4];
    private int utf8Length;
    private final char[] decoded = new char[1024];
    private final char[] again = new char[1024];
    private int decodedLength;

    private EscapeDecoder(TextReader out, @Nullable EscapeDecoder deeper) {
        this.out = out;
        this.deeper = deeper;
    }

    /** Undoes so many layers of escapes, each of which a reader of its own reads. */
    static EscapeDecoder of(Supplier<TextReader> readers, int layers) {
        return new EscapeDecoder(readers.get(), layers == 1 ? null : of(readers, layers - 1));
    }

    static boolean mayHoldEscapes(String text) {
        return text.indexOf('\\') >= 0 || text.indexOf('%') >= 0 || text.indexOf('&') >= 0;
    }

    void begin(Shape shape) {
        pendingLength = 0;
        utf8Length = 0;
        decodedLength = 0;
        out.begin(shape);
        if (deeper != null) {
            deeper.begin(shape);
        }
    }

    void accept(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            next(text[i]);
        }
        flush();
    }

    void end() {
        giveUp();
        dropBytes();
        flush();
        out.end();
        if (deeper != null) {
            deeper.end();
        }
    }

    private void next(char c) {
        if (pendingLength == 0) {
            if (c == '\\' || c == '%' || c == '&') {
                pending[pendingLength++] = c;
            } else {
                dropBytes();
                emit(c);
            }
            return;
        }
        pending[pendingLength++] = c;
        switch (pending[0]) {
            case '\\' -> backslash(c);
            case '%' -> percent(c);
            default -> entity(c);
        }
    }

    private void backslash(char c) {
        dropBytes();
        if (pending[1] != 'u') {
            pendingLength = 0;
            emit(' ', c == '\\' ? c : ' ');
            boolean control = c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f';
            if (!control && Character.isLetterOrDigit(c)) {
                emit(c);
            }
        } else if (pendingLength > 2 && Character.digit(c, 16) < 0) {
            giveUp();
        } else if (pendingLength == 6) {
            emitPlain((char) hex(2, 6));
            pendingLength = 0;
        }
    }

    private void percent(char c) {
        if (Character.digit(c, 16) < 0 || c > 127) {
            giveUp();
        } else if (pendingLength == 3) {
            octet((byte) hex(1, 3));
            pendingLength = 0;
        }
    }

    private void octet(byte octet) {
        boolean continues = (octet & 0xC0) == 0x80;
        if (!continues) {
            dropBytes();
        }
        if (octet >= 0) {
            emitPlain((char) octet);
            return;
        }
        if (continues && utf8Length == 0) {
            emit(' ');
            return;
        }
        utf8[utf8Length++] = octet;
        int lead = utf8[0] & 0xFF;
        int expected = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (utf8Length == expected) {
            String text = new String(utf8, 0, utf8Length, StandardCharsets.UTF_8);
            utf8Length = 0;
            text.chars().forEach(c -> emit((char) c));
        }
    }

    private void dropBytes() {
        if (utf8Length > 0) {
            utf8Length = 0;
            emit(' ');
        }
    }

    private void entity(char c) {
        dropBytes();
        if (c == ';') {
            String name = new String(pending, 1, pendingLength - 2);
            pendingLength = 0;
            emitEntity(name);
        } else if (pendingLength > LONGEST_ENTITY || !(c == '#' || (c < 128 && Character.isLetterOrDigit(c)))) {
            giveUp();
        }
    }

    private void emitEntity(String name) {
        try {
            if (name.startsWith("#")) {
                boolean hex = name.startsWith("#x") || name.startsWith("#X");
                int codePoint = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
                for (char c : Character.toChars(codePoint)) {
                    emitPlain(c);
                }
                return;
            }
        } catch (IllegalArgumentException e) {
            emit(' ');
            return;
        }
        switch (name) {
            case "szlig" -> emit('\u00df');
            case "aelig", "AElig" -> emit('\u00e6');
            case "oelig", "OElig" -> emit('\u0153');
            default -> {
                // Accents are folded away in any case, so the letter under one is enough.
                boolean letter = name.length() > 2
                        && switch (name.substring(1)) {
                            case "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron" -> true;
                            default -> false;
                        };
                emit(letter ? name.charAt(0) : ' ', letter ? name.charAt(0) : name.equals("amp") ? '&' : ' ');
            }
        }
    }

    /** What looked like an escape is none; its last character may begin another. */
    private void giveUp() {
        int length = pendingLength;
        pendingLength = 0;
        if (length == 0) {
            return;
        }
        dropBytes();
        for (int i = 0; i < length - 1; i++) {
            emit(pending[i]);
        }
        char last = pending[length - 1];
        if (length > 1) {
            next(last);
        } else {
            emit(last);
        }
    }

    private int hex(int from, int to) {
        return Integer.parseInt(new String(pending, from, to - from), 16);
    }

    /** An escaped quote or brace is text, not structure. */
    private void emitPlain(char c) {
        boolean structure = c == '"' || c == '{' || c == '}';
        emit(structure || c == '\\' ? ' ' : c, structure ? ' ' : c);
    }

    private void emit(char c) {
        emit(c, c);
    }

    private void emit(char c, char escape) {
        if (decodedLength == decoded.length) {
            flush();
        }
        decoded[decodedLength] = c;
        again[decodedLength++] = escape;
    }

    private void flush() {
        out.accept(decoded, 0, decodedLength);
        if (deeper != null) {
            deeper.accept(again, 0, decodedLength);
        }
        decodedLength = 0;
    }
}
