package dev.rasura.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a log in a directory, laid out as C2SP tlog-tiles says. */
final class TileFiles {

    static final int WIDTH = 256;
    private static final long LARGEST = WIDTH * (2L + 0xFFFF);

    private final Path folder;

    TileFiles(Path folder) {
        this.folder = folder.resolve("tile");
    }

    /** The path of a tile, {@code <level>/x001/x234/067[.p/<width>]}. */
    static String path(String level, long index, int width) {
        StringBuilder groups =
                new StringBuilder(String.valueOf(1000 + index % 1000).substring(1));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x" + String.valueOf(1000 + rest % 1000).substring(1) + "/");
        }
        return level + "/" + groups + (width == WIDTH ? "" : ".p/" + width);
    }

    boolean exists(String path) {
        return Files.isRegularFile(folder.resolve(path));
    }

    /** The bytes of a file, or null if it is missing or larger than it can be. */
    byte @Nullable [] read(String path) throws IOException {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file) && Files.size(file) <= LARGEST ? Files.readAllBytes(file) : null;
    }

    /** The entries of a bundle, or null if it does not consist of so many. */
    static @Nullable List<byte[]> entries(byte[] bundle, int width) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at + 2 <= bundle.length && entries.size() < width) {
            int length = (bundle[at] & 0xFF) << 8 | (bundle[at + 1] & 0xFF);
            if (at + 2 + length > bundle.length) {
                return null;
            }
            byte[] entry = new byte[length];
            System.arraycopy(bundle, at + 2, entry, 0, length);
            entries.add(entry);
            at += 2 + length;
        }
        return at == bundle.length && entries.size() == width ? entries : null;
    }
}
