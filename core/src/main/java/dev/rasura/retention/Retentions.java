package dev.rasura.retention;

import dev.rasura.TransactionStateException;
import dev.rasura.datamap.RetentionRule;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Expires what is past its retention period (GDPR Art. 5(1)(e), ISO/IEC 27555).
 *
 * <p><b>When.</b> A row is due when its start time is before the cut-off: now, by Rasura's clock, less the standard period by
 * the calendar, in the time zone of Rasura's clock. A date is compared with the cut-off's date there, a local date and time
 * with its local form there, a point in time with the point. A row whose start is null never expires, nor does one for
 * which the rule's condition is unknown. Where an attribute is a point in time but its column holds a local time
 * ({@code java.util.Date}), the zone is that in which Hibernate writes it ({@code hibernate.jdbc.time_zone}, else the JVM's).
 *
 * <p><b>What.</b> A row goes with all that belongs to it by the data map, by the statements of an erasure. Where rows are
 * anonymised, a row is due while something in its own tables is still to be overwritten; of an entity that is no data
 * subject its own rows and element collections are overwritten, and nothing else. A data subject expires as it is erased,
 * and whether it is due is decided by its own row: what was added to it after it expired waits for an erasure. Each has a
 * receipt, so that a later {@code erase} answers "already erased"; it counts the subject's own row, and the batch's event
 * the rows of all. No values are kept for a residue scan, so these erasures cannot be attested.
 *
 * <p><b>Transaction.</b> {@link #run} owns one short transaction a batch and refuses where one is active on the thread for
 * the same factory; {@link #runBatch} joins the caller's. Each batch locks its rows in the order of their keys,
 * passing over those that others have locked, then what belongs to them. A crash loses at most the batch at hand; the next
 * run resumes. The number of statements a batch depends on the data map, not on rows, but for one more for every 1,000
 * distinct values that are hashed.
 *
 * <p><b>Audit.</b> An event {@code retention.batch} in each batch's transaction, and at the end of a run one
 * {@code retention.completed}, or {@code retention.failed}, in its own. A batch's event names data subjects only as long as
 * it has room for them (about a hundred); always it holds their number and a hash of their pseudonyms, which their receipts
 * list.
 *
 * <p><b>Log.</b> One line at INFO a run, with the rule's name and counts.
 *
 * <p><b>Idempotence.</b> Rows that were anonymised are not due again. Any number of nodes may run the same rule at once.
 *
 * <p>Rows that a ground retains are never due. All methods are thread-safe.
 */
public interface Retentions {

    /** The rules of the data map, by name. */
    List<RetentionRule> rules();

    /**
     * Counts what a run would do now, in a read-only transaction of its own; locks nothing.
     *
     * @throws IllegalArgumentException if there is no such rule
     * @throws TransactionStateException if a transaction is active on this thread
     */
    RetentionPreview preview(String rule);

    /**
     * As {@link #preview(String)} in the caller's transaction, after a flush.
     *
     * @throws IllegalArgumentException if there is no such rule
     * @throws TransactionStateException if the entity manager has no transaction, or is of another factory
     */
    RetentionPreview preview(String rule, EntityManager entityManager);

    /** Runs a rule with {@link RetentionOptions#defaults()}. */
    default RetentionReport run(String rule) {
        return run(rule, RetentionOptions.defaults());
    }

    /**
     * Runs a rule in batches. A batch that a constraint refuses is rolled back and halved until the rows that cannot be
     * removed stand alone: they are set aside, the run goes on and ends as incomplete. Deadlocks and serialisation failures
     * are tried three times more. When 1,000 rows are set aside the run ends. An interrupted thread stops it after the batch
     * at hand and stays interrupted.
     *
     * @throws IllegalArgumentException if there is no such rule
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws dev.rasura.ErasureRefusedException if columns that nobody classified would survive
     * @throws dev.rasura.DutyFailedException if the database fails otherwise; batches that were committed stay
     * @throws dev.rasura.AuditException if an event cannot be written; batches that were committed stay
     */
    RetentionReport run(String rule, RetentionOptions options);

    /**
     * Removes one batch in the caller's transaction, after a flush; managed entities of what goes are detached. No row is
     * set aside, and no event tells of the end: after a failure the caller must roll back.
     *
     * @param rows at most so many, 1 to 10,000
     * @throws IllegalArgumentException if there is no such rule
     * @throws TransactionStateException if the entity manager has no transaction, is of another factory, or its isolation
     *     is above READ COMMITTED
     * @throws dev.rasura.ErasureRefusedException if columns that nobody classified would survive, or a shared row cannot be
     *     unlinked
     * @throws dev.rasura.DutyFailedException if the database refuses
     */
    RetentionReport runBatch(String rule, int rows, EntityManager entityManager);
}
