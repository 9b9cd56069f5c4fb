package dev.rasura.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the hash tiles above the leaves with what the leaves' hashes make of them. Holds one tile a level. */
final class HashTiles {

    private final TileFiles files;
    private final Findings findings;
    private final List<Level> levels = new ArrayList<>();

    HashTiles(TileFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    private static final class Level {
        private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        private GrowingTree tree = new GrowingTree();
        private long tile;
    }

    /**
     * Begins after leaves that have expired, a whole number of tiles of them: takes what the tiles above say of these.
     *
     * @param size how many leaves the log has
     * @return the perfect subtrees over the expired leaves, or null if a tile is missing
     */
    @Nullable
    List<byte[]> begin(long expired, long size) throws IOException {
        List<byte[]> subtrees = new ArrayList<>();
        int number = 1;
        for (long tiles = expired / TileFiles.WIDTH, all = size / TileFiles.WIDTH;
                tiles > 0;
                tiles /= TileFiles.WIDTH, all /= TileFiles.WIDTH) {
            Level level = new Level();
            levels.add(level);
            level.tile = tiles / TileFiles.WIDTH;
            int before = (int) (tiles % TileFiles.WIDTH);
            if (before > 0 && !take(number, level, before, all)) {
                return null;
            }
            subtrees.addAll(0, level.tree.subtrees());
            number++;
        }
        return subtrees;
    }

    private boolean take(int number, Level level, int before, long all) throws IOException {
        int width = (int) Math.min(TileFiles.WIDTH, all - level.tile * TileFiles.WIDTH);
        String path = TileFiles.path(Integer.toString(number), level.tile, width);
        byte[] bytes = files.read(path);
        if (bytes == null || bytes.length != width * Hashing.BYTES) {
            findings.add("tile/" + path, bytes == null ? "missing" : "altered: it does not hold " + width + " hashes");
            return false;
        }
        for (int i = 0; i < before; i++) {
            byte[] hash = Arrays.copyOfRange(bytes, i * Hashing.BYTES, (i + 1) * Hashing.BYTES);
            level.hashes.writeBytes(hash);
            level.tree.add(hash);
        }
        return true;
    }

    /** Adds the root over a full tile of the level below, counted from 1. */
    void add(int number, byte[] hash) throws IOException {
        while (levels.size() < number) {
            levels.add(new Level());
        }
        Level level = levels.get(number - 1);
        level.hashes.writeBytes(hash);
        level.tree.add(hash);
        if (level.tree.size() == TileFiles.WIDTH) {
            compare(number, level);
            byte[] root = level.tree.root();
            level.tree = new GrowingTree();
            level.tile++;
            add(number + 1, root);
        }
    }

    /** Compares the partial tiles. */
    void finish() throws IOException {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).tree.size() > 0) {
                compare(i + 1, levels.get(i));
            }
        }
    }

    private void compare(int number, Level level) throws IOException {
        String path = TileFiles.path(Integer.toString(number), level.tile, (int) level.tree.size());
        byte[] bytes = files.read(path);
        if (bytes == null) {
            findings.add("tile/" + path, "missing");
        } else if (!Arrays.equals(bytes, level.hashes.toByteArray())) {
            findings.add("tile/" + path, "altered: it is not made of the tiles below it");
        }
        level.hashes.reset();
    }
}
