package dev.rasura.internal.audit;

import dev.rasura.internal.keys.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Bytes that lie where others can write, behind a tag that only a holder of the secret can make. */
final class TaggedBytes {

    private static final int TAG_BYTES = MerkleTree.HASH_BYTES;

    private TaggedBytes() {}

    /**
     * @param label what the bytes are
     * @param origin the log that they are of
     */
    static byte[] tag(KeyRing keys, String label, String origin, byte[] bytes) {
        byte[] tag = keys.tag(utf8(label), utf8(origin), bytes);
        byte[] all = Arrays.copyOf(tag, tag.length + bytes.length);
        System.arraycopy(bytes, 0, all, tag.length, bytes.length);
        return all;
    }

    /** The bytes without their tag, or empty if it is not theirs. */
    static Optional<byte[]> open(KeyRing keys, String label, String origin, byte[] all) {
        if (all.length < TAG_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOfRange(all, TAG_BYTES, all.length);
        byte[] tag = keys.tag(utf8(label), utf8(origin), bytes);
        return MessageDigest.isEqual(tag, Arrays.copyOf(all, TAG_BYTES)) ? Optional.of(bytes) : Optional.empty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
