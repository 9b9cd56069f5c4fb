package dev.rasura.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof as a file: lines of its own, hashes in base64, an empty line, a signed checkpoint.
 *
 * @param head the lines before the hashes
 * @param hashes the hashes
 * @param note the signed checkpoint
 */
record ProofFile(List<String> head, List<byte[]> hashes, String note) {

    private static final String INCLUSION = "c2sp.org/tlog-proof@v1";

    /**
     * A proof of inclusion (C2SP tlog-proof).
     *
     * @param leaf the leaf's bytes, which the extra data holds
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Inclusion(long index, byte[] leaf, List<byte[]> hashes, String note) {}

    /** A proof of consistency (the request of C2SP tlog-witness). */
    record Consistency(long older, List<byte[]> hashes, String note) {}

    static Inclusion inclusion(String text) throws UnreadableException {
        ProofFile file = text.startsWith(INCLUSION + "\n") ? split(text, 3) : null;
        if (file != null
                && file.head.get(1).startsWith("extra ")
                && file.head.get(2).matches("index (0|[1-9][0-9]{0,17})")) {
            byte[] leaf = SignedCheckpoint.base64(file.head.get(1).substring(6));
            if (leaf.length > 0) {
                return new Inclusion(Long.parseLong(file.head.get(2).substring(6)), leaf, file.hashes, file.note);
            }
        }
        throw new UnreadableException(
                "The file of --proof is no proof of inclusion with its leaf (" + INCLUSION + ").");
    }

    static Consistency consistency(String text) throws UnreadableException {
        ProofFile file = split(text, 1);
        if (file != null && file.head.get(0).matches("old (0|[1-9][0-9]{0,17})")) {
            return new Consistency(Long.parseLong(file.head.get(0).substring(4)), file.hashes, file.note);
        }
        throw new UnreadableException(
                "The file of --consistency is no proof of consistency: it must begin with 'old'.");
    }

    private static @Nullable ProofFile split(String text, int headLines) {
        int end = text.indexOf("\n\n");
        if (end < 0) {
            return null;
        }
        String[] lines = text.substring(0, end).split("\n", -1);
        if (lines.length < headLines) {
            return null;
        }
        List<String> head = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            if (i < headLines) {
                head.add(lines[i]);
                continue;
            }
            byte[] hash = SignedCheckpoint.base64(lines[i]);
            if (hash.length != Hashing.BYTES) {
                return null;
            }
            hashes.add(hash);
        }
        return new ProofFile(head, hashes, text.substring(end + 2));
    }
}
