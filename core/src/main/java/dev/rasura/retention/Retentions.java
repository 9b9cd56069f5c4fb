package dev.rasura.retention;

import dev.rasura.TransactionStateException;
import dev.rasura.datamap.RetentionRule;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Expires what is past its retention period (GDPR Art. 5(1)(e), ISO/IEC 27555).
 *
 * <p><b>When.</b> A row is due when its start time is before the cut-off: now, by Rasura's clock, less the standard period by
 * the calendar in Rasura's zone. A date is compared with the cut-off's date there.
 *
 * <p><b>Transaction.</b> {@link #run} owns one short transaction a batch and refuses where one is active on the thread for
 * the same factory; {@link #runBatch} joins the caller's. Each batch locks its rows, passing over those that others have
 * locked, and holds an audit event. A crash loses at most the batch at hand; the next run resumes.
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

    /** As {@link #preview(String)} in the caller's transaction. */
    RetentionPreview preview(String rule, EntityManager entityManager);

    /** Runs a rule with {@link RetentionOptions#defaults()}. */
    default RetentionReport run(String rule) {
        return run(rule, RetentionOptions.defaults());
    }

    /**
     * Runs a rule in batches. A row that cannot be removed is set aside; the run goes on and ends as incomplete.
     *
     * @throws IllegalArgumentException if there is no such rule
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws dev.rasura.ErasureRefusedException if columns that nobody classified would survive
     */
    RetentionReport run(String rule, RetentionOptions options);

    /**
     * Removes one batch in the caller's transaction; after a failure the caller must roll back.
     *
     * @param rows at most so many
     */
    RetentionReport runBatch(String rule, int rows, EntityManager entityManager);
}
