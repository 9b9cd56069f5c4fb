package dev.rasura.verify;

import java.util.ArrayList;
import java.util.List;

/** The root of a tree to which leaves are added: one hash for each one-bit of its size. */
final class GrowingTree {

    private final List<byte[]> perfect = new ArrayList<>();
    private long size;

    /** Begins with perfect subtrees over so many leaves, from left to right. Only for a tree to which nothing was added. */
    void begin(List<byte[]> subtrees, long leaves) {
        perfect.addAll(subtrees);
        size = leaves;
    }

    /** The roots of the perfect subtrees, from left to right. */
    List<byte[]> subtrees() {
        return List.copyOf(perfect);
    }

    void add(byte[] leafHash) {
        byte[] hash = leafHash;
        for (long full = size; full % 2 == 1; full /= 2) {
            hash = Hashing.node(perfect.remove(perfect.size() - 1), hash);
        }
        perfect.add(hash);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (perfect.isEmpty()) {
            return Hashing.nothing();
        }
        byte[] root = perfect.get(perfect.size() - 1);
        for (int i = perfect.size() - 2; i >= 0; i--) {
            root = Hashing.node(perfect.get(i), root);
        }
        return root;
    }
}
