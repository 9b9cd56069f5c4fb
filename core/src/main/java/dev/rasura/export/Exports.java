package dev.rasura.export;

import dev.rasura.DutyFailedException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import jakarta.persistence.EntityManager;
import java.io.OutputStream;

/**
 * Exports what is held about a person (GDPR Art. 15, 20), as a stream: memory depends on the data map, never on the number
 * or size of rows.
 *
 * <p><b>Transaction.</b> The form without an {@link EntityManager} owns a read-only transaction, one snapshot (REPEATABLE
 * READ), and refuses where one is active on the thread for the same factory. The form with one flushes it and reads in its
 * transaction, the caller's own changes included. Locks nothing.
 *
 * <p><b>Audit.</b> {@code export.started} is on record before the first byte leaves, and {@code export.completed} or
 * {@code export.failed} after the last.
 *
 * <p>Columns with secrets and other people's identifiers are withheld, and the manifest says so. Thread-safe.
 */
public interface Exports {

    /**
     * Writes everything that belongs to the subject. Does not close the stream.
     *
     * @throws SubjectNotFoundException if there is no such subject; nothing is written to the stream
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws DutyFailedException if the database or the stream failed; what is in the stream is then no export
     */
    ExportManifest write(SubjectRef subject, ExportFormat format, OutputStream out);

    /** As {@link #write(SubjectRef, ExportFormat, OutputStream)} in the caller's transaction. */
    ExportManifest write(SubjectRef subject, ExportFormat format, OutputStream out, EntityManager entityManager);
}
