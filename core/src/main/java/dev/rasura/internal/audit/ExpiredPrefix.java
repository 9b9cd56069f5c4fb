package dev.rasura.internal.audit;

import dev.rasura.internal.keys.KeyRing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What is kept of the leaves that have expired, so that all that is left can be proven and verified without them. Nothing
 * personal.
 *
 * @param edge the hashes beside which the leaves that are left stand
 * @param numbers what the expired leaves said of the nodes' numbers, and which numbers they had
 */
record ExpiredPrefix(TileEdge edge, NumberSettlements numbers) {

    private static final String LABEL = "rasura/expired/v1";

    /** Nothing has expired. */
    static ExpiredPrefix none() {
        return new ExpiredPrefix(new TileEdge(), new NumberSettlements());
    }

    /** The first leaf that is left, which is how many have expired (the minimum index of C2SP tlog-tiles). */
    long first() {
        return edge.size();
    }

    /** Where a verification of all that is left begins. */
    VerificationMark mark() {
        return new VerificationMark(edge.range(), numbers);
    }

    byte[] bytes(KeyRing keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            edge.write(out);
            numbers.write(out);
        } catch (IOException e) {
            throw new IllegalStateException("Memory cannot be written.", e);
        }
        return TaggedBytes.tag(keys, LABEL, keys.signer().verifier().name(), bytes.toByteArray());
    }

    /** What the bytes say, or empty if this log with this secret did not write them. */
    static Optional<ExpiredPrefix> read(byte[] all, KeyRing keys, String origin) {
        Optional<byte[]> bytes = TaggedBytes.open(keys, LABEL, origin, all);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.get()))) {
            return Optional.of(new ExpiredPrefix(TileEdge.read(in), NumberSettlements.read(in)));
        } catch (IOException e) {
            throw new IllegalStateException("What this log wrote about its expired leaves cannot be read.", e);
        }
    }
}
