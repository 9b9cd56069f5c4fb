package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids and leaf hashes of any number of events, sorted: in runs, in a temporary file, which are merged as they are read. The
 * order is that of the bytes, so it does not depend on how a database compares ids.
 */
final class SortedCopies implements AutoCloseable {

    private static final int RUN = 100_000;
    private static final int READ_AHEAD = 85;

    private final int run;
    private final Path file;
    private final FileChannel channel;
    private final List<Copy> waiting = new ArrayList<>();
    private final PriorityQueue<Run> runs = new PriorityQueue<>();

    /** What is kept of one copy of an event. */
    @SuppressWarnings("ArrayRecordComponent") // never compared by its record
    record Copy(byte[] bytes) implements Comparable<Copy> {
        private static final int ID = 16;
        private static final int COMPARED = 48;
        private static final int BYTES = COMPARED + 1;

        private static final int EXPECTED = 1;
        private static final int ALTERED = 2;

        /** @param expected whether the other side must have it too */
        static Copy of(UUID id, byte[] leafHash, boolean expected) {
            return of(id, leafHash, expected, false);
        }

        /** @param altered whether it does not say what the event of that hash says */
        static Copy of(UUID id, byte[] leafHash, boolean expected, boolean altered) {
            return new Copy(ByteBuffer.allocate(BYTES)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .put(leafHash)
                    .put((byte) ((expected ? EXPECTED : 0) | (altered ? ALTERED : 0)))
                    .array());
        }

        UUID id() {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }

        boolean isExpected() {
            return (bytes[COMPARED] & EXPECTED) != 0;
        }

        boolean isAltered() {
            return (bytes[COMPARED] & ALTERED) != 0;
        }

        boolean isAlike(Copy other) {
            return Arrays.equals(bytes, 0, COMPARED, other.bytes, 0, COMPARED);
        }

        int compareIds(Copy other) {
            return Arrays.compareUnsigned(bytes, 0, ID, other.bytes, 0, ID);
        }

        @Override
        public int compareTo(Copy other) {
            return Arrays.compareUnsigned(bytes, other.bytes);
        }
    }

    SortedCopies() {
        this(RUN);
    }

    SortedCopies(int run) {
        this.run = run;
        try {
            this.file = Files.createTempFile("rasura-reconcile", ".ids");
            this.channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void add(Copy copy) {
        waiting.add(copy);
        if (waiting.size() >= run) {
            write();
        }
    }

    /** Ends adding: from here on {@link #next} gives them in order. */
    void sort() {
        if (!waiting.isEmpty()) {
            write();
        }
    }

    private void write() {
        waiting.sort(null);
        try {
            long start = channel.size();
            ByteBuffer buffer = ByteBuffer.allocate(waiting.size() * Copy.BYTES);
            waiting.forEach(copy -> buffer.put(copy.bytes()));
            buffer.flip();
            for (long at = start; buffer.hasRemaining(); ) {
                at += channel.write(buffer, at);
            }
            runs.add(new Run(start, channel.size()));
            waiting.clear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Nullable
    Copy next() {
        Run first = runs.poll();
        if (first == null) {
            return null;
        }
        Copy copy = first.head;
        if (first.advance()) {
            runs.add(first);
        }
        return copy;
    }

    private static AuditException failed(IOException e) {
        return new AuditException(
                "The temporary file in which events are sorted cannot be written or read. Make room in the folder of"
                        + " java.io.tmpdir.",
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** One sorted part of the file, read some at a time. */
    private final class Run implements Comparable<Run> {
        private final ByteBuffer buffer =
                ByteBuffer.allocate(READ_AHEAD * Copy.BYTES).limit(0);
        private final long end;
        private long at;
        private Copy head = new Copy(new byte[0]);

        Run(long start, long end) {
            this.at = start;
            this.end = end;
            advance();
        }

        private boolean advance() {
            if (!buffer.hasRemaining() && !fill()) {
                return false;
            }
            byte[] bytes = new byte[Copy.BYTES];
            buffer.get(bytes);
            head = new Copy(bytes);
            return true;
        }

        private boolean fill() {
            if (at >= end) {
                return false;
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            try {
                while (buffer.hasRemaining()) {
                    int read = channel.read(buffer, at);
                    if (read < 0) {
                        throw new IOException("the file is shorter than it was");
                    }
                    at += read;
                }
            } catch (IOException e) {
                throw failed(e);
            }
            buffer.flip();
            return true;
        }

        @Override
        public int compareTo(Run other) {
            return head.compareTo(other.head);
        }
    }
}
