package dev.rasura.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
