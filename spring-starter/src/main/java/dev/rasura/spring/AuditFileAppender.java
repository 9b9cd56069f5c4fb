package dev.rasura.spring;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A rolling file that knows whether a line is in it. Logback swallows what goes wrong with a file (a full disk), and tries
 * again from time to time; this one looks whether the file grew by the line, and tells the line. A line that was cut short,
 * by a full disk or a crash, is ended before the next one, so that it spoils only itself.
 *
 * <p>Only appends, and shares its file with no other process.
 */
public final class AuditFileAppender extends RollingFileAppender<ILoggingEvent> {

    private boolean mayBeTorn = true;

    /** The file that holds the last line whole, and its size since: nobody else writes to it. */
    private @Nullable FileChannel whole;

    private long size;

    @Override
    public void start() {
        if (isPrudent() || !isAppend()) {
            addError("The audit stream's file is only appended to, by one process: remove <prudent> and <append>.");
            return;
        }
        super.start();
    }

    @Override
    protected void writeOut(ILoggingEvent event) throws IOException {
        byte[] line = getEncoder().encode(event);
        streamWriteLock.lock();
        try {
            if (isWritten(line)) {
                mark(event);
            } else {
                mayBeTorn = true;
            }
        } finally {
            streamWriteLock.unlock();
        }
    }

    private boolean isWritten(byte[] line) throws IOException {
        byte[] bytes = mayBeTorn && endsMidLine() ? afterNewline(line) : line;
        FileChannel before = channel();
        if (before != null && !before.equals(whole)) {
            size = before.size();
        }
        writeByteArrayToOutputStreamWithPossibleFlush(bytes);
        updateByteCount(bytes);
        FileChannel after = channel();
        size += bytes.length;
        boolean written = after != null && after.equals(before) && after.size() == size;
        if (written) {
            mayBeTorn = false;
        }
        whole = written ? after : null;
        return written;
    }

    private @Nullable FileChannel channel() {
        return getOutputStream() instanceof ResilientFileOutputStream file
                        && file.getChannel().isOpen()
                ? file.getChannel()
                : null;
    }

    private boolean endsMidLine() {
        try (RandomAccessFile file = new RandomAccessFile(getFile(), "r")) {
            if (file.length() == 0) {
                return false;
            }
            file.seek(file.length() - 1);
            return file.read() != '\n';
        } catch (IOException e) {
            return false; // it cannot be written either, which is found next
        }
    }

    private static byte[] afterNewline(byte[] line) {
        byte[] longer = new byte[line.length + 1];
        Arrays.fill(longer, 0, 1, (byte) '\n');
        System.arraycopy(line, 0, longer, 1, line.length);
        return longer;
    }

    private static void mark(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        if (arguments != null && arguments.length > 0 && arguments[0] instanceof AuditLine line) {
            line.markWritten();
        }
    }
}
