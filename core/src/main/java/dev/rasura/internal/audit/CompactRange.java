package dev.rasura.internal.audit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

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
