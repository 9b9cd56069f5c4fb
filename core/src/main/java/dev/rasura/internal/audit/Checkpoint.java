package dev.rasura.internal.audit;

import dev.rasura.internal.keys.NoteVerifier;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A checkpoint of a log: its name, its size and its root (C2SP tlog-checkpoint).
 *
 * @param origin the log's name
 * @param size how many leaves it covers
 * @param root the root of the tree over them in base64, as in the note
 */
record Checkpoint(String origin, long size, String root) {

    static Checkpoint of(String origin, long size, byte[] root) {
        return new Checkpoint(origin, size, Base64.getEncoder().encodeToString(root));
    }

    /** The text that is signed. */
    String body() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    byte[] rootBytes() {
        return Base64.getDecoder().decode(root);
    }

    boolean hasRoot(byte[] other) {
        return Arrays.equals(rootBytes(), other);
    }

    /** The checkpoint in a note, if the note is signed by the key and of the log that the key is named after. */
    static Optional<Checkpoint> open(String note, NoteVerifier verifier) {
        return verifier.open(note).flatMap(text -> {
            String[] lines = text.split("\n");
            if (lines.length < 3 || !lines[0].equals(verifier.name()) || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
                return Optional.empty();
            }
            try {
                byte[] root = Base64.getDecoder().decode(lines[2]);
                return root.length == MerkleTree.HASH_BYTES
                        ? Optional.of(of(lines[0], Long.parseLong(lines[1]), root))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }
}
