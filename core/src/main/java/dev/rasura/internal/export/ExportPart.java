package dev.rasura.internal.export;

import dev.rasura.export.ExportManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One part of an export: counts and hashes what passes. Closing it leaves what is behind it open. */
final class ExportPart extends OutputStream {

    private final String name;
    private final OutputStream behind;
    private final MessageDigest digest = sha256();
    private long bytes;

    ExportPart(String name, OutputStream behind) {
        this.name = name;
        this.behind = behind;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        behind.write(buffer, offset, length);
        digest.update(buffer, offset, length);
        bytes += length;
    }

    /** Ends the part. */
    ExportManifest.Part done(long rows) {
        return new ExportManifest.Part(name, bytes, rows, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
