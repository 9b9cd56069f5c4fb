package dev.rasura.verify;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks proofs as RFC 9162, sections 2.1.3.2 and 2.1.4.2, says, by walking from the root to the leaf. */
final class ProofPath {

    private final List<byte[]> hashes;
    private int used;

    private ProofPath(List<byte[]> hashes) {
        this.hashes = hashes;
        this.used = hashes.size();
    }

    static boolean includes(long index, SignedCheckpoint checkpoint, byte[] leafHash, List<byte[]> proof) {
        if (index < 0 || index >= checkpoint.size() || proof.size() > 63) {
            return false;
        }
        ProofPath path = new ProofPath(proof);
        byte[] root = path.included(index, checkpoint.size(), leafHash);
        return root != null && path.used == 0 && checkpoint.hasRoot(root);
    }

    static boolean continues(SignedCheckpoint older, SignedCheckpoint newer, List<byte[]> proof) {
        if (older.size() > newer.size() || proof.size() > 63) {
            return false;
        }
        if (older.size() == 0) {
            return proof.isEmpty() && older.hasRoot(Hashing.nothing());
        }
        if (older.size() == newer.size()) {
            return proof.isEmpty() && older.hasRoot(newer.root());
        }
        ProofPath path = new ProofPath(proof);
        Roots roots = path.continued(older.size(), newer.size(), older.root(), true);
        return roots != null
                && path.used == 0
                && older.hasRoot(roots.older)
                && Arrays.equals(roots.newer, newer.root());
    }

    private byte @Nullable [] included(long index, long size, byte[] leafHash) {
        if (size == 1) {
            return leafHash;
        }
        byte[] sibling = next();
        long split = split(size);
        boolean left = index < split;
        byte[] below = left ? included(index, split, leafHash) : included(index - split, size - split, leafHash);
        if (sibling == null || below == null) {
            return null;
        }
        return left ? Hashing.node(below, sibling) : Hashing.node(sibling, below);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Roots(byte[] older, byte[] newer) {}

    /** The roots over the first leaves and over all of them of one subtree. */
    private @Nullable Roots continued(long older, long size, byte[] olderRoot, boolean whole) {
        if (older == size) {
            byte[] hash = whole ? olderRoot : next();
            return hash == null ? null : new Roots(hash, hash);
        }
        byte[] sibling = next();
        long split = split(size);
        boolean left = older <= split;
        Roots below = left
                ? continued(older, split, olderRoot, whole)
                : continued(older - split, size - split, olderRoot, false);
        if (sibling == null || below == null) {
            return null;
        }
        return left
                ? new Roots(below.older, Hashing.node(below.newer, sibling))
                : new Roots(Hashing.node(sibling, below.older), Hashing.node(sibling, below.newer));
    }

    /** Proofs are written from the bottom up, so the root's child comes last. */
    private byte @Nullable [] next() {
        return used == 0 ? null : hashes.get(--used);
    }

    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
