package dev.rasura.internal.export;

import java.io.IOException;

/** Rows changed between two passes, which no snapshot lets happen. */
final class RowsMovedException extends IOException {

    private static final long serialVersionUID = 1L;

    RowsMovedException() {
        super("Rows changed while they were exported, so that its parts would not agree. Begin the transaction at"
                + " REPEATABLE READ (on H2: SERIALIZABLE), or let the export own its transaction.");
    }
}
