package dev.rasura.erasure;

import dev.rasura.ConfigurationException;
import dev.rasura.DutyFailedException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.PlanDriftException;
import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionConflictException;
import dev.rasura.TransactionStateException;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Erases or anonymises what is held about a person (GDPR Art. 17).
 *
 * <p><b>Transaction.</b> Methods without an {@link EntityManager} own a transaction, read committed, and refuse where one is
 * active on the thread for the same factory, as far as {@link dev.rasura.spi.AmbientTransaction} tells: what works on a
 * connection past Hibernate is not known, and an erasure would wait for its locks. Methods with one flush it, work in its
 * transaction, and detach the managed entities whose rows, or rows of whose loaded collections, they touched; nothing is done
 * until the caller commits. Either way it is one local transaction with the audit event and the receipt in it: all or nothing.
 *
 * <p><b>Locks</b>, in this order: the subject's row {@code FOR UPDATE}; then, from the subject outwards, the rows through
 * which others belong to the subject; then the work, referring rows before those they refer to. An insert in flight that
 * refers to a locked row is waited for, and seen.
 *
 * <p><b>Idempotence.</b> A repetition changes nothing and says so; what came in after the first time is erased by the
 * second, unless it names an anonymised subject by a value that is itself overwritten: that is for {@link #sweep()}.
 *
 * <p><b>Conflicts.</b> Where the database gives up a transaction for another's sake (a deadlock, a lock that is not to be had
 * in time), the forms that own theirs begin anew until they have tried five times, and then throw {@link TransactionConflictException}; the
 * forms with an {@link EntityManager} throw it at once, and the caller rolls back and repeats the whole transaction.
 *
 * <p>All methods are safe to call from many threads. No message of any exception holds a personal value.
 */
public interface Erasures {

    /**
     * Counts what an erasure would do, in a read-only transaction of its own; locks nothing. Of whoever was erased before,
     * {@link ErasurePlan#erasedAt()} says when, and counted is what came in since: mostly nothing, and the plan of a row that
     * is gone is carried out as {@link ErasureReceipt.Outcome#ALREADY_ERASED}.
     *
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject and never was one that Rasura erased
     * @throws TransactionStateException if a transaction is active on this thread
     */
    ErasurePlan plan(SubjectRef subject);

    /**
     * As {@link #plan(SubjectRef)} in the caller's transaction, with the caller's changes seen.
     *
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject and never was one that Rasura erased
     * @throws TransactionStateException if the entity manager has no transaction, or is of another factory
     * @throws DutyFailedException if the database failed; the caller must roll back
     */
    ErasurePlan plan(SubjectRef subject, EntityManager entityManager);

    /**
     * Carries out an approved plan.
     *
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject and never was one that Rasura erased
     * @throws PlanDriftException if a decision is no longer what was approved; moved counts are no drift
     * @throws ErasureRefusedException if data would survive unexplained, or a shared row cannot be unlinked
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws DutyFailedException if the database failed; all is rolled back
     */
    ErasureReceipt execute(ErasurePlan plan);

    /**
     * As {@link #execute(ErasurePlan)} in the caller's transaction; after a failure the caller must roll back.
     *
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject and never was one that Rasura erased
     * @throws PlanDriftException if a decision is no longer what was approved; moved counts are no drift
     * @throws ErasureRefusedException if data would survive unexplained, or a shared row cannot be unlinked
     * @throws TransactionStateException as {@link #erase(SubjectRef, EntityManager)}
     * @throws TransactionConflictException if the database gave this transaction up for another's sake
     * @throws DutyFailedException if the database failed
     */
    ErasureReceipt execute(ErasurePlan plan, EntityManager entityManager);

    /**
     * Plans and executes in one go.
     *
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject and never was one that Rasura erased
     * @throws ErasureRefusedException if data would survive unexplained, or a shared row cannot be unlinked
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws DutyFailedException if the database failed; all is rolled back
     */
    ErasureReceipt erase(SubjectRef subject);

    /**
     * As {@link #erase(SubjectRef)} in the caller's transaction; after a failure the caller must roll back.
     *
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject and never was one that Rasura erased
     * @throws ErasureRefusedException if data would survive unexplained, or a shared row cannot be unlinked
     * @throws TransactionStateException if the entity manager has no transaction, is of another factory, works on a snapshot
     *     (above READ COMMITTED), or manages an entity that stays and cascades to one that is erased
     * @throws TransactionConflictException if the database gave this transaction up for another's sake
     * @throws DutyFailedException if the database failed
     */
    ErasureReceipt erase(SubjectRef subject, EntityManager entityManager);

    /**
     * Runs the statements of earlier erasures once more, as soon as every transaction has ended that was under way when they
     * were committed, and evicts the cache regions concerned again. It erases what locks cannot hold up: a row that such a
     * transaction added or wrote back by a copied value, by native SQL or without a foreign key, though the copied value
     * itself has been overwritten; and what a reader with an older view put into the second-level cache. Made for a job; of
     * an erasure that still has to wait it does nothing but to look which transactions those are.
     *
     * <p>Owns its transactions: a short one that looks, then one for each erasure, with locks as for an erasure and, if
     * anything was found, the audit event {@code erasure.swept} in it. Each erasure is swept once, on any node; nodes that
     * call at once share the work. What the person was named by waits encrypted until then and is destroyed.
     *
     * <p>A value that the row of somebody else holds by then is left alone with all that names it: whoever registers under
     * an old e-mail address or key is another person.
     *
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws DutyFailedException if the database failed before or after the work; a sweep that fails is reported, and waits
     */
    SweepRun sweep();

    /**
     * Searches for what an erasure may have left, by a reader that shares no code with the erasure, and records the result.
     * Call it after the erasure is committed. The values to search for have waited encrypted since then and are destroyed.
     * Owns its transactions; reads everything in the area, so for a large database it belongs into a job.
     *
     * <p>An erasure is attested once: a second call returns what is on record, whatever its area.
     *
     * @param erasure the id on the receipt
     * @throws IllegalArgumentException if that erasure is unknown or not committed
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws DutyFailedException if the database failed; the values still wait
     */
    Attestation attest(UUID erasure, ScanArea area);

    /**
     * As {@link #attest(UUID, ScanArea)} for several erasures in one pass over the area: it takes as long as for one. Their
     * values are held in memory meanwhile.
     *
     * @param erasures the ids on the receipts
     * @return the attestations, in the order of the ids
     * @throws IllegalArgumentException if one of the erasures is unknown or not committed; none is then attested
     */
    List<Attestation> attest(Collection<UUID> erasures, ScanArea area);

    /**
     * Attests all erasures that wait for it, pass by pass, as far as the budget reaches. What was read and found is kept,
     * encrypted like the values, and the next call goes on there, on any node; nodes that call at once share the work. Made
     * for a job.
     *
     * <p>A pass reads each table in one snapshot, but not all tables in the same: a value that is moved between two calls from
     * a table not yet read to one that was is not seen. A pass begun over another area is begun anew.
     *
     * @throws TransactionStateException if a transaction is active on this thread
     * @throws DutyFailedException if the database failed; what was read before is kept
     */
    AttestationRun attestPending(ScanOptions options);

    /**
     * Lets a test's own scan remember the distinctive values that the subject has now and nobody else holds; see
     * {@link ResidueScan#remember(dev.rasura.Rasura, SubjectRef)}. In a read-only transaction of its own; locks nothing.
     *
     * @throws ConfigurationException if the type is no data subject
     * @throws SubjectNotFoundException if there is no such subject
     * @throws TransactionStateException if a transaction is active on this thread
     */
    void remember(SubjectRef subject, ResidueScan scan);

    /**
     * The columns by which erasures, exports and retention look rows up without an index, as the schema was at start: what
     * makes them slow in large tables, and has no influence on what they do. Reads nothing; the start logs how many there
     * are. Not in it are columns compared whatever their case, those longer than an index takes, and those by which a
     * retention rule finds rows that are due.
     *
     * @return by table and columns; empty if there is nothing to do
     */
    List<MissingIndex> missingIndexes();
}
