package dev.rasura.internal.export;

import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads a binary value piece by piece: the driver would hold the whole of it, and all those of the rows fetched with it. */
final class ValuePieces extends InputStream {

    private static final int PIECE = 1024 * 1024;

    private final PreparedStatement select;
    private final List<String> position;
    private final long length;
    private byte[] piece = {};
    private int at;
    private long read;

    /** @param select from which place how many bytes, and of which row */
    ValuePieces(PreparedStatement select, List<String> position, long length) {
        this.select = select;
        this.position = position;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int some = Math.min(count, piece.length - at);
        System.arraycopy(piece, at, buffer, offset, some);
        at += some;
        return some;
    }

    private boolean fill() throws IOException {
        if (at < piece.length) {
            return true;
        }
        if (read == length) {
            return false;
        }
        try {
            select.setInt(1, Math.toIntExact(read + 1));
            select.setInt(2, PIECE);
            for (int i = 0; i < position.size(); i++) {
                select.setString(i + 3, position.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                byte[] next = row.next() ? row.getBytes(1) : null;
                if (next == null || next.length == 0) {
                    throw new RowsMovedException();
                }
                piece = next;
            }
        } catch (SQLException e) {
            throw new IOException("A value could not be read.", e);
        }
        at = 0;
        read += piece.length;
        return true;
    }
}
