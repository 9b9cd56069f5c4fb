package dev.rasura.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a server of the tests keeps its files: in memory, where there is room. Each test makes and deletes some hundred of
 * them, and a file system on a disk searches long for a number that was not just given back.
 */
public final class ServerFolder {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 4L << 30;

    private ServerFolder() {}

    /** A new one, which whoever stops the server deletes. */
    public static Path create(String prefix) throws IOException {
        return hasRoom() ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix);
    }

    private static boolean hasRoom() throws IOException {
        return Files.isDirectory(MEMORY)
                && Files.isWritable(MEMORY)
                && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM;
    }
}
