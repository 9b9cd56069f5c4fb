package dev.rasura.internal.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of the tree over leaves that have expired: of the tiles of C2SP tlog-tiles above the leaves, those that reach
 * beyond them, as far as they do not. Every proof about the leaves that are left, and every tile over them, can be made of it.
 * The leaves are whole tiles of {@value TileWriter#WIDTH}; for any number of them it is some thousand hashes at most.
 */
final class TileEdge {

    private final List<ByteArrayOutputStream> levels = new ArrayList<>();
    private long tiles;

    /** Adds the root over the next tile of leaves. */
    void append(byte[] tileRoot) {
        append(0, tileRoot);
        tiles++;
    }

    private void append(int number, byte[] hash) {
        if (levels.size() == number) {
            levels.add(new ByteArrayOutputStream());
        }
        ByteArrayOutputStream level = levels.get(number);
        level.writeBytes(hash);
        if (level.size() == TileWriter.WIDTH * MerkleTree.HASH_BYTES) {
            byte[] root = rangeOf(level).root();
            level.reset();
            append(number + 1, root);
        }
    }

    /** How many leaves have expired. */
    long size() {
        return tiles * TileWriter.WIDTH;
    }

    /** The tree over the leaves that have expired. */
    CompactRange range() {
        ByteArrayOutputStream frontier = new ByteArrayOutputStream();
        for (int number = levels.size() - 1; number >= 0; number--) {
            frontier.writeBytes(rangeOf(levels.get(number)).frontier());
        }
        return CompactRange.of(size(), frontier.toByteArray());
    }

    /** How many levels there are above the leaves. */
    int levels() {
        return levels.size();
    }

    /** The hashes of the tile at this level, counted from 1, that reaches beyond what has expired. */
    byte[] level(int number) {
        return levels.get(number - 1).toByteArray();
    }

    /** The number of that tile in its level. */
    long tile(int level) {
        return tiles >> (8 * level);
    }

    /** The tree over hashes as if they were leaves. */
    static CompactRange rangeOf(ByteArrayOutputStream hashes) {
        CompactRange range = new CompactRange();
        byte[] bytes = hashes.toByteArray();
        for (int at = 0; at < bytes.length; at += MerkleTree.HASH_BYTES) {
            range.append(Arrays.copyOfRange(bytes, at, at + MerkleTree.HASH_BYTES));
        }
        return range;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(tiles);
        for (ByteArrayOutputStream level : levels) {
            level.writeTo(out);
        }
    }

    /** @throws IOException if the hashes are fewer than the number of tiles says */
    static TileEdge read(DataInputStream in) throws IOException {
        TileEdge edge = new TileEdge();
        edge.tiles = in.readLong();
        for (long rest = edge.tiles; rest > 0; rest >>= 8) {
            int length = (int) (rest % TileWriter.WIDTH) * MerkleTree.HASH_BYTES;
            ByteArrayOutputStream level = new ByteArrayOutputStream();
            byte[] hashes = in.readNBytes(length);
            if (hashes.length < length) {
                throw new IOException("A tile is cut.");
            }
            level.writeBytes(hashes);
            edge.levels.add(level);
        }
        return edge;
    }
}
