package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * How far a verification has come, as text that its caller keeps: the right edge of the tree and what is known of the numbers,
 * under a tag, because whoever could write it at will could have rows passed over.
 *
 * @param tree the tree over the leaves that were read
 * @param numbers what is known of the numbers so far
 */
record VerificationMark(CompactRange tree, NumberSettlements numbers) {

    private static final byte[] LABEL = "rasura/verified/v1".getBytes(StandardCharsets.UTF_8);

    static VerificationMark beginning() {
        return new VerificationMark(new CompactRange(), new NumberSettlements());
    }

    String text(KeyRing keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(tree.size());
            out.write(tree.frontier());
            numbers.write(out);
        } catch (IOException e) {
            throw new IllegalStateException("Memory cannot be written.", e);
        }
        byte[] state = bytes.toByteArray();
        byte[] tag = keys.tag(LABEL, origin(keys), state);
        byte[] all = Arrays.copyOf(tag, tag.length + state.length);
        System.arraycopy(state, 0, all, tag.length, state.length);
        return Base64.getEncoder().encodeToString(all);
    }

    /** @throws AuditException if the text is not a mark of this trail */
    static VerificationMark read(String text, KeyRing keys) {
        try {
            byte[] all = Base64.getDecoder().decode(text.strip());
            int tagged = MerkleTree.HASH_BYTES;
            byte[] state = Arrays.copyOfRange(all, Math.min(all.length, tagged), all.length);
            if (all.length > tagged
                    && MessageDigest.isEqual(keys.tag(LABEL, origin(keys), state), Arrays.copyOf(all, tagged))) {
                try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
                    long size = in.readLong();
                    byte[] frontier = in.readNBytes(Long.bitCount(size) * MerkleTree.HASH_BYTES);
                    return new VerificationMark(CompactRange.of(size, frontier), NumberSettlements.read(in));
                }
            }
        } catch (IllegalArgumentException | IOException e) {
            throw foreign();
        }
        throw foreign();
    }

    private static byte[] origin(KeyRing keys) {
        return keys.signer().verifier().name().getBytes(StandardCharsets.UTF_8);
    }

    private static AuditException foreign() {
        return new AuditException(
                "The mark is not one that a verification of this trail returned: it was altered or cut, or is"
                        + " of another trail or secret. Verify from the beginning.");
    }
}
