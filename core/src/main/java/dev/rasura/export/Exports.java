package dev.rasura.export;

import dev.rasura.AuditException;
import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import jakarta.persistence.EntityManager;
import java.io.OutputStream;

/**
 * Exports what is held about a person (GDPR Art. 15, 20), as a stream: memory depends on the data map, never on the number
 * of rows, nor on the size of what is stored as large object or binary. Two things are held: one row at a time without
 * those, and of a ZIP the name of each attachment.
 *
 * <p><b>What is in it.</b> All rows that are the subject's by any path, with their personal and non-personal columns.
 * Secrets are withheld, and so is a reference to rows of other people; columns that nobody classified are left out and
 * make the export incomplete. The manifest names each. Times with a zone are given as instants in UTC, those without as
 * they are stored; in CSV a null is empty, an empty text is {@code ""}, and a text that a spreadsheet would take for a
 * formula begins with an apostrophe.
 *
 * <p><b>Transaction.</b> The form without an {@link EntityManager} owns its transactions and refuses where one is active on
 * the thread for the same factory: one to record the start, a read-only one for the data, which is one snapshot
 * (REPEATABLE READ; on H2 SERIALIZABLE), and one to record the end. The form with one flushes it and reads in its transaction, the caller's own
 * changes included; below that isolation other transactions may change rows meanwhile: the manifest is then not
 * {@code consistent}, and if rows came or went between two parts of a ZIP the export fails. Locks nothing.
 *
 * <p><b>Audit.</b> {@code export.started} is on record before the first byte leaves, {@code export.completed} after the
 * last; in the form with an {@link EntityManager} they stand or fall with its transaction. {@code export.failed} is recorded
 * in a transaction of its own, also where the caller rolls back after the data has left.
 *
 * <p>Logs nothing but a failure to record a failure, by the export's id. Thread-safe.
 */
public interface Exports {

    /**
     * Writes everything that belongs to the subject. Flushes the stream and does not close it.
     *
     * @return what was written; a ZIP holds it too
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject; nothing is written to the stream, nor put on record
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws AuditException if an event cannot be recorded
     * @throws DutyFailedException if the database or the stream failed; what is in the stream is then no export
     */
    ExportManifest write(SubjectRef subject, ExportFormat format, OutputStream out);

    /**
     * As {@link #write(SubjectRef, ExportFormat, OutputStream)} in the caller's transaction.
     *
     * @throws TransactionStateException if the entity manager is not of this factory, or has no active transaction
     */
    ExportManifest write(SubjectRef subject, ExportFormat format, OutputStream out, EntityManager entityManager);
}
