package dev.rasura.verify;

import java.util.ArrayList;
import java.util.List;

/** The root of a tree to which leaves are added: one hash for each one-bit of its size. */
final class GrowingTree {

    private final List<byte[]> perfect = new ArrayList<>();
    private long size;

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
