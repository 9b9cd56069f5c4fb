package dev.rasura.internal.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes leaves, one after the other, as the tiles of C2SP tlog-tiles: 256 hashes a tile, a level for each 256-fold of
 * leaves, and bundles of 256 entries, each preceded by its length as two bytes. Holds one tile a level. Used once.
 */
final class TileWriter {

    static final int WIDTH = 256;

    private final Path folder;
    private final List<Level> levels = new ArrayList<>();
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    private long size;

    /** @param folder where {@code tile} is made */
    TileWriter(Path folder) {
        this(folder, new TileEdge());
    }

    /** @param expired the leaves that have expired, of which no tiles are written but those that reach beyond them */
    TileWriter(Path folder, TileEdge expired) {
        this.folder = folder.resolve("tile");
        this.size = expired.size();
        levels.add(new Level());
        levels.get(0).tile = expired.tile(0);
        for (int number = 1; number <= expired.levels(); number++) {
            Level level = new Level();
            level.hashes.writeBytes(expired.level(number));
            level.range = TileEdge.rangeOf(level.hashes);
            level.tile = expired.tile(number);
            levels.add(level);
        }
    }

    private static final class Level {
        private final ByteArrayOutputStream hashes = new ByteArrayOutputStream(WIDTH * MerkleTree.HASH_BYTES);
        private CompactRange range = new CompactRange();
        private long tile;
    }

    void add(byte[] leaf, byte[] leafHash) throws IOException {
        bundle.write(leaf.length >>> 8);
        bundle.write(leaf.length);
        bundle.write(leaf);
        long index = size++;
        if (size % WIDTH == 0) {
            write(folder.resolve("entries"), index / WIDTH, WIDTH, bundle);
        }
        append(0, leafHash);
    }

    private void append(int number, byte[] hash) throws IOException {
        if (levels.size() == number) {
            levels.add(new Level());
        }
        Level level = levels.get(number);
        level.hashes.write(hash);
        level.range.append(hash);
        if (level.range.size() == WIDTH) {
            write(folder.resolve(Integer.toString(number)), level.tile++, WIDTH, level.hashes);
            byte[] root = level.range.root();
            level.range = new CompactRange();
            append(number + 1, root);
        }
    }

    /** Writes what is left as partial tiles. */
    void finish() throws IOException {
        if (bundle.size() > 0) {
            write(folder.resolve("entries"), size / WIDTH, (int) (size % WIDTH), bundle);
        }
        for (int number = 0; number < levels.size(); number++) {
            Level level = levels.get(number);
            if (level.range.size() > 0) {
                write(folder.resolve(Integer.toString(number)), level.tile, (int) level.range.size(), level.hashes);
            }
        }
    }

    private static void write(Path level, long index, int width, ByteArrayOutputStream bytes) throws IOException {
        Path file = level.resolve(path(index) + (width == WIDTH ? "" : ".p/" + width));
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, bytes.toByteArray());
        bytes.reset();
    }

    /** The index in groups of three digits, all but the last with an x before it: 1234067 is {@code x001/x234/067}. */
    static String path(long index) {
        StringBuilder path = new StringBuilder(digits(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x" + digits(rest % 1000) + "/");
        }
        return path.toString();
    }

    private static String digits(long group) {
        return String.format(Locale.ROOT, "%03d", group);
    }
}
