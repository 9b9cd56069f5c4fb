package dev.rasura.internal.audit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * A Merkle tree that only grows, held as the roots of its perfect subtrees, largest first: at most 63 hashes for any number
 * of leaves. The subtrees' sizes are the one-bits of the tree's size. Not thread-safe.
 */
final class CompactRange {

    private static final int HASH_BYTES = MerkleTree.HASH_BYTES;

    private final Deque<byte[]> roots = new ArrayDeque<>();
    private long size;

    /**
     * Restores the range of a tree.
     *
     * @throws IllegalArgumentException if the bytes are not as many hashes as a tree of that size has
     */
    static CompactRange of(long size, byte[] frontier) {
        if (size < 0 || frontier.length != Long.bitCount(size) * HASH_BYTES) {
            throw new IllegalArgumentException(
                    "A tree of " + size + " leaves does not have a frontier of " + frontier.length + " bytes.");
        }
        CompactRange range = new CompactRange();
        for (int at = 0; at < frontier.length; at += HASH_BYTES) {
            range.roots.addLast(Arrays.copyOfRange(frontier, at, at + HASH_BYTES));
        }
        range.size = size;
        return range;
    }

    /** A tree that can grow while this one stays as it is. */
    CompactRange copy() {
        return of(size, frontier());
    }

    /**
     * The tree over some of the leaves, or empty if it cannot be told from the perfect subtrees: if one of these reaches beyond
     * them.
     *
     * @param first where a subtree of this tree, or of one that it grows to, begins
     */
    Optional<CompactRange> part(long first, long end) {
        CompactRange part = new CompactRange();
        forEach((from, to, root) -> {
            if (from >= first && to <= end) {
                part.roots.addLast(root);
                part.size += to - from;
            }
        });
        return part.size == end - first ? Optional.of(part) : Optional.empty();
    }

    /** The perfect subtrees, from left to right. */
    void forEach(Subtree subtree) {
        long at = 0;
        Iterator<byte[]> largestFirst = roots.iterator();
        for (long width = Long.highestOneBit(size); largestFirst.hasNext(); width >>= 1) {
            if ((size & width) != 0) {
                subtree.of(at, at + width, largestFirst.next());
                at += width;
            }
        }
    }

    /** Takes a perfect subtree. */
    interface Subtree {
        /** The subtree over the leaves from the first to before the end. */
        void of(long first, long end, byte[] root);
    }

    void append(byte[] leafHash) {
        byte[] hash = leafHash;
        for (long complete = size; (complete & 1) == 1; complete >>= 1) {
            hash = MerkleTree.nodeHash(roots.removeLast(), hash);
        }
        roots.addLast(hash);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (size == 0) {
            return MerkleTree.emptyRoot();
        }
        Iterator<byte[]> smallestFirst = roots.descendingIterator();
        byte[] hash = smallestFirst.next();
        while (smallestFirst.hasNext()) {
            hash = MerkleTree.nodeHash(smallestFirst.next(), hash);
        }
        return hash;
    }

    byte[] frontier() {
        byte[] bytes = new byte[roots.size() * HASH_BYTES];
        int at = 0;
        for (byte[] root : roots) {
            System.arraycopy(root, 0, bytes, at, HASH_BYTES);
            at += HASH_BYTES;
        }
        return bytes;
    }
}
