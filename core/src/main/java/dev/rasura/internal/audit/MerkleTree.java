package dev.rasura.internal.audit;

import dev.rasura.internal.keys.KeyRing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The Merkle tree of RFC 6962, section 2.1, and nothing of our own: leaf hashes begin with 0x00, node hashes with 0x01, the
 * root of the empty tree is SHA-256 of nothing. Proofs are checked as RFC 9162, section 2.1, says.
 */
final class MerkleTree {

    static final int HASH_BYTES = 32;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final byte[] EMPTY_ROOT = KeyRing.sha256();

    private MerkleTree() {}

    static byte[] leafHash(byte[] leaf) {
        return KeyRing.sha256(LEAF, leaf);
    }

    static byte[] nodeHash(byte[] left, byte[] right) {
        return KeyRing.sha256(NODE, left, right);
    }

    static byte[] emptyRoot() {
        return EMPTY_ROOT.clone();
    }

    /** The root over leaf hashes. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return emptyRoot();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = (int) split(leaves.size());
        return nodeHash(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /**
     * Leaves whose root is one hash of a proof.
     *
     * @param first the first of them
     * @param end the first after them
     */
    record Range(long first, long end) {}

    /** The ranges of the audit path of a leaf, from the bottom up (section 2.1.1). */
    static List<Range> inclusionRanges(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("There is no leaf " + index + " in a tree of " + size + ".");
        }
        List<Range> path = new ArrayList<>();
        long first = 0;
        long end = size;
        while (end - first > 1) {
            long middle = first + split(end - first);
            boolean left = index < middle;
            path.add(left ? new Range(middle, end) : new Range(first, middle));
            first = left ? first : middle;
            end = left ? middle : end;
        }
        Collections.reverse(path);
        return path;
    }

    /** The audit path of a leaf, from the bottom up (section 2.1.1). */
    static List<byte[]> inclusionProof(int index, List<byte[]> leaves) {
        return roots(inclusionRanges(index, leaves.size()), leaves);
    }

    private static List<byte[]> roots(List<Range> ranges, List<byte[]> leaves) {
        return new ArrayList<>(ranges.stream()
                .map(range -> root(leaves.subList((int) range.first(), (int) range.end())))
                .toList());
    }

    /** Whether the proof shows the leaf hash at the index of the tree of that size and root. */
    static boolean includes(long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
        if (index < 0 || index >= size || leafHash.length != HASH_BYTES) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = nodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }

    /** The ranges of the proof that a tree continues the one over its first leaves (section 2.1.2). */
    static List<Range> consistencyRanges(long older, long size) {
        if (older < 0 || older > size) {
            throw new IllegalArgumentException("A tree of " + size + " leaves cannot continue one of " + older + ".");
        }
        List<Range> path = new ArrayList<>();
        if (older == 0 || older == size) {
            return path;
        }
        long first = 0;
        long end = size;
        boolean known = true;
        while (end != older) {
            long middle = first + split(end - first);
            boolean left = older <= middle;
            path.add(left ? new Range(middle, end) : new Range(first, middle));
            first = left ? first : middle;
            end = left ? middle : end;
            known &= left;
        }
        if (!known) {
            path.add(new Range(first, end));
        }
        Collections.reverse(path);
        return path;
    }

    /** The proof that the tree over all leaves continues the tree over the first ones (section 2.1.2). */
    static List<byte[]> consistencyProof(int older, List<byte[]> leaves) {
        return roots(consistencyRanges(older, leaves.size()), leaves);
    }

    /** Whether the proof shows that the second tree continues the first. */
    static boolean consistent(long first, long second, byte[] firstRoot, byte[] secondRoot, List<byte[]> proof) {
        if (first < 0 || first > second) {
            return false;
        }
        if (first == 0) {
            return proof.isEmpty() && Arrays.equals(firstRoot, EMPTY_ROOT);
        }
        if (first == second) {
            return proof.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        long node = first - 1;
        long last = second - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] firstHash = path.get(0);
        byte[] secondHash = path.get(0);
        for (byte[] sibling : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                firstHash = nodeHash(sibling, firstHash);
                secondHash = nodeHash(sibling, secondHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                secondHash = nodeHash(secondHash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(firstHash, firstRoot) && Arrays.equals(secondHash, secondRoot);
    }

    /** The largest power of two that is smaller than the size. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
