package dev.rasura.spi;

import dev.rasura.AuditException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Anchors checkpoints in a file that only ever grows, each note under a line of four hyphens. Written through to the disk
 * before {@link #anchor} returns; a note that a crash cut short is passed over. It protects as far as whoever can write to
 * the database cannot write to this file: put it on another machine or on storage that only appends.
 */
public final class FileAnchor implements CheckpointAnchor {

    private static final String SEPARATOR = "----\n";
    // Ends a note that was cut short, so that it can never be taken for a whole one.
    private static final String TORN = " #torn\n";
    private static final Pattern NOTE = Pattern.compile("(?:[^\n]+\n)+\n(?:\u2014 [^ \n]+ [A-Za-z0-9+/=]+\n)+");
    private static final int TAIL_BYTES = 64 * 1024;

    private final Path file;

    /** @param file created with the first checkpoint; its folder must exist */
    public FileAnchor(Path file) {
        this.file = file;
    }

    /** @throws AuditException if the file cannot be written */
    @Override
    public synchronized void anchor(String note) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            try (FileLock lock = channel.lock()) {
                long end = channel.size();
                String gap = end > 0 && !endsInNewline(channel, end) ? TORN : "";
                ByteBuffer bytes = ByteBuffer.wrap((gap + SEPARATOR + note).getBytes(StandardCharsets.UTF_8));
                channel.position(end);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new AuditException(
                    "The checkpoint could not be anchored in " + file
                            + ". Make its folder writable; sealing goes on from there.",
                    e);
        }
    }

    /** @throws AuditException if the file exists and cannot be read */
    @Override
    public synchronized Optional<String> latest() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - TAIL_BYTES);
            ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - start));
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
                // until the tail is read
            }
            return newest(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AuditException(
                    "The anchor file " + file + " cannot be read. Make it readable to this process.", e);
        }
    }

    private static Optional<String> newest(String tail) {
        int end = tail.length();
        while (true) {
            int at = tail.lastIndexOf(SEPARATOR, end - 1);
            if (at < 0) {
                return Optional.empty();
            }
            Matcher note = NOTE.matcher(tail.substring(at + SEPARATOR.length(), end));
            if (note.lookingAt()) {
                return Optional.of(note.group());
            }
            end = at;
        }
    }

    private static boolean endsInNewline(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, end - 1) == 1 && last.get(0) == '\n';
    }

    @Override
    public boolean readable() {
        return true;
    }
}
