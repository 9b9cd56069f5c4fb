package dev.rasura.internal.residue;

import java.util.BitSet;

/**
 * Reads the text of a cell as a stream of characters, in pieces of any size, and notes the parts and needles it meets.
 * Memory does not depend on the text: what is kept is the token at hand, the automaton's state, and where each part was
 * met last. Not thread-safe; used again for the next cell after {@link #begin}.
 */
final class TextReader {

    private static final int DEEPEST = 64;
    private static final int MARKUP_REACH = 12;

    private final NeedleIndex index;
    private final TokenAutomaton automaton;
    private final boolean phonesWanted;
    private final boolean numbersWanted;
    private final CellHits hits;

    private final char[] token;
    private int length;
    private int hash;
    private boolean digitsOnly;
    private char pendingHigh;
    private char lastBreak;

    private int state;
    private int tokens;
    private int weighty;
    private Shape shape = Shape.UNKNOWN;

    private final int[] seenIn;
    private final int[] ends;
    private final int[] weightyEnds;
    private int cell;
    private final BitSet wholeCellOnly = new BitSet();

    private final BitSet[] objects = new BitSet[DEEPEST];
    private int depth;
    private boolean quoted;

    private final DigitRun digits;
    private final NumberRun numbers;

    TextReader(NeedleIndex index, CellHits hits) {
        this.index = index;
        this.hits = hits;
        automaton = index.automaton();
        phonesWanted = !index.phones().isEmpty();
        numbersWanted = !index.numberBook().isEmpty();
        token = new char[Math.max(automaton.longestToken(), Math.max(PhoneBook.LONGEST, NumberBook.LONGEST))];
        seenIn = new int[index.partCount()];
        ends = new int[index.partCount()];
        weightyEnds = new int[index.partCount()];
        digits = new DigitRun(index, hits);
        numbers = new NumberRun(index, hits);
    }

    void begin(Shape shape) {
        this.shape = shape;
        cell++;
        state = TokenAutomaton.START;
        tokens = 0;
        weighty = 0;
        length = 0;
        hash = 0;
        digitsOnly = true;
        pendingHigh = 0;
        lastBreak = 0;
        quoted = false;
        depth = 0;
        wholeCellOnly.clear();
        digits.end();
        numbers.end();
        if (shape == Shape.RECORD) {
            open();
        }
    }

    void accept(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c < 128) {
                char folded = Normaliser.foldAscii(c);
                if (folded != 0) {
                    append(folded);
                } else {
                    breakAt(c);
                }
            } else {
                wide(c);
            }
        }
    }

    void end() {
        endToken();
        for (int part = wholeCellOnly.nextSetBit(0); part >= 0; part = wholeCellOnly.nextSetBit(part + 1)) {
            if (index.part(part).length() == tokens) {
                hits.part(index.part(part));
            }
        }
    }

    private void wide(char c) {
        int codePoint = c;
        if (Character.isHighSurrogate(c)) {
            pendingHigh = c;
            return;
        }
        if (Character.isLowSurrogate(c) && pendingHigh != 0) {
            codePoint = Character.toCodePoint(pendingHigh, c);
        }
        pendingHigh = 0;
        String folded = Normaliser.fold(codePoint);
        for (int i = 0; i < folded.length(); i++) {
            char f = folded.charAt(i);
            if (f == Normaliser.BREAK) {
                breakAt(f == c ? c : parts(codePoint) ? '-' : '\u0001');
            } else {
                append(f);
            }
        }
    }

    /** Whether it stands between the parts of a number: spaces of any width, dashes, the minus sign and the middle dot. */
    private static boolean parts(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.SPACE_SEPARATOR
                || type == Character.DASH_PUNCTUATION
                || codePoint == '\u2212'
                || codePoint == '\u00b7';
    }

    private void append(char c) {
        if (length < token.length) {
            token[length] = c;
        }
        length++;
        hash = 31 * hash + c;
        digitsOnly &= c <= '9' && c >= '0';
    }

    private void breakAt(char c) {
        endToken();
        if (phonesWanted) {
            digits.separator(c);
        }
        if (numbersWanted) {
            numbers.separator(c);
        }
        if (shape == Shape.UNKNOWN && c > ' ') {
            shape = c == '{' || c == '[' ? Shape.JSON : c == '<' ? Shape.MARKUP : Shape.PROSE;
        }
        if (shape == Shape.JSON) {
            structure(c);
        }
    }

    private void structure(char c) {
        if (c == '\\') {
            lastBreak = lastBreak == '\\' ? 0 : c;
            return;
        }
        if (c == '"' && lastBreak != '\\') {
            quoted = !quoted;
        } else if (c == '{' && !quoted) {
            open();
        } else if (c == '}' && !quoted && depth > 0) {
            depth--;
        }
        lastBreak = c;
    }

    private void open() {
        depth++;
        if (depth < DEEPEST) {
            if (objects[depth] == null) {
                objects[depth] = new BitSet();
            }
            objects[depth].clear();
        }
    }

    private void endToken() {
        if (length == 0) {
            return;
        }
        if (shape == Shape.UNKNOWN) {
            shape = Shape.PROSE;
        }
        lastBreak = 0;
        tokens++;
        if (length > 1) {
            weighty++;
        }
        if (length <= token.length) {
            state = automaton.step(state, token, length, hash);
            if (state != TokenAutomaton.START) {
                for (int part : automaton.output(state)) {
                    met(index.part(part));
                }
            }
        } else {
            state = TokenAutomaton.START;
        }
        if (phonesWanted) {
            if (digitsOnly && length <= PhoneBook.LONGEST) {
                digits.token(token, length);
            } else {
                digits.end();
                if (length <= token.length) {
                    glued();
                }
            }
        }
        if (numbersWanted) {
            if (length <= NumberBook.LONGEST) {
                numbers.token(token, length);
            } else {
                numbers.end();
            }
        }
        length = 0;
        hash = 0;
        digitsOnly = true;
    }

    /** A telephone number may stand without a break beside letters: {@code tel46701111111}. */
    private void glued() {
        for (int i = 0; i < length; i++) {
            int from = i;
            while (i < length && token[i] >= '0' && token[i] <= '9') {
                i++;
            }
            digits.glued(token, from, i);
        }
    }

    private void met(NeedleIndex.Part part) {
        if (!part.weak()) {
            hits.part(part);
        } else if (tokens == part.length()) {
            wholeCellOnly.set(part.id());
        }
        if (part.tuples().length == 0) {
            return;
        }
        seenIn[part.id()] = cell;
        ends[part.id()] = tokens;
        weightyEnds[part.id()] = weighty;
        BitSet object = depth > 0 && depth < DEEPEST && part.significance() > 1 ? objects[depth] : null;
        if (object != null) {
            object.set(part.id());
        }
        for (int needle : part.tuples()) {
            int[] together = index.tuple(needle);
            if ((object != null && holdsAll(object, together)) || adjacent(together)) {
                hits.needles.set(needle);
            }
        }
    }

    private static boolean holdsAll(BitSet object, int[] together) {
        for (int i = 0; i < together.length; i++) {
            if (!object.get(together[i])) {
                return false;
            }
            for (int j = 0; j < i; j++) {
                if (together[i] == together[j]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the latest occurrences of the parts follow one another, in any order. */
    private boolean adjacent(int[] together) {
        int reach = shape == Shape.MARKUP ? MARKUP_REACH : 0;
        for (int part : together) {
            if (seenIn[part] != cell) {
                return false;
            }
        }
        int[] ordered = together.clone();
        for (int i = 1; i < ordered.length; i++) {
            for (int j = i; j > 0 && ends[ordered[j - 1]] > ends[ordered[j]]; j--) {
                int swap = ordered[j];
                ordered[j] = ordered[j - 1];
                ordered[j - 1] = swap;
            }
        }
        for (int i = 1; i < ordered.length; i++) {
            NeedleIndex.Part after = index.part(ordered[i]);
            int gap = weightyEnds[ordered[i]] - after.weighty() - weightyEnds[ordered[i - 1]];
            boolean overlap = ends[ordered[i]] - after.length() < ends[ordered[i - 1]];
            if (overlap || gap > reach) {
                return false;
            }
        }
        return true;
    }
}
