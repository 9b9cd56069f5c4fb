package dev.rasura.internal.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The caller's stream, which is flushed but never closed. Once something has failed it takes no more: an end written after
 * a failure would make half an export look like a whole one.
 */
final class ExportSink extends OutputStream {

    private final OutputStream out;
    private boolean ended;

    ExportSink(OutputStream out) {
        this.out = out;
    }

    /** The caller's stream failed. */
    static final class BrokenException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        BrokenException(IOException cause) {
            super("The stream that the export is written to failed.", cause);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        if (ended) {
            return;
        }
        try {
            out.write(buffer, offset, length);
        } catch (IOException e) {
            ended = true;
            throw new BrokenException(e);
        }
    }

    @Override
    public void flush() {
        if (ended) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            ended = true;
            throw new BrokenException(e);
        }
    }

    /** Takes no more. */
    void end() {
        ended = true;
    }
}
