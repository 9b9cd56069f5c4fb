package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Base64;

/**
 * How far a verification has come, as text that its caller keeps: the right edge of the tree and what is known of the numbers,
 * under a tag, because whoever could write it at will could have rows passed over.
 *
 * @param tree the tree over the leaves that were read
 * @param numbers what is known of the numbers so far
 */
record VerificationMark(CompactRange tree, NumberSettlements numbers) {

    private static final String LABEL = "rasura/verified/v1";

    String text(KeyRing keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(tree.size());
            out.write(tree.frontier());
            numbers.write(out);
        } catch (IOException e) {
            throw new IllegalStateException("Memory cannot be written.", e);
        }
        return Base64.getEncoder().encodeToString(TaggedBytes.tag(keys, LABEL, origin(keys), bytes.toByteArray()));
    }

    /** @throws AuditException if the text is not a mark of this trail */
    static VerificationMark read(String text, KeyRing keys) {
        try {
            byte[] state = TaggedBytes.open(
                            keys, LABEL, origin(keys), Base64.getDecoder().decode(text.strip()))
                    .orElseThrow(VerificationMark::foreign);
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
                long size = in.readLong();
                byte[] frontier = in.readNBytes(Long.bitCount(size) * MerkleTree.HASH_BYTES);
                return new VerificationMark(CompactRange.of(size, frontier), NumberSettlements.read(in));
            }
        } catch (IllegalArgumentException | IOException e) {
            throw foreign();
        }
    }

    private static String origin(KeyRing keys) {
        return keys.signer().verifier().name();
    }

    private static AuditException foreign() {
        return new AuditException(
                "The mark is not one that a verification of this trail returned: it was altered or cut, or is"
                        + " of another trail or secret. Verify from the beginning.");
    }
}
