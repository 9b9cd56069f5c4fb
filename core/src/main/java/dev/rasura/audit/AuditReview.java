package dev.rasura.audit;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A review of the trail by someone, for a purpose and a reason, as {@link AuditTrail#review} began it.
 *
 * <p>Each question is an event itself, of a type {@code review.*}: who asked, why, about whom, and within which bounds. It is
 * committed before anything is read, so nothing is shown of which the trail does not tell; if it cannot be written, nothing is
 * read. The pages of one query are one question.
 *
 * <p>Every call owns its transactions: one that writes the event, and a read-only snapshot. None locks anything.
 * What is returned is personal data: pseudonyms, and whatever values nobody erased. Not thread-safe.
 */
public interface AuditReview {

    /** A query of events was asked. */
    String QUERIED = "review.queried";
    /** A report for a breach was made. */
    String BREACH_REPORTED = "review.breach-reported";
    /** A person's access history was given. */
    String HISTORY_GIVEN = "review.history-given";
    /** Events were exported. */
    String EXPORTED = "review.exported";

    /**
     * One page of the events that match, in the order of {@link AuditQuery}. What is there is as it was recorded; whether
     * something is missing, only {@link AuditTrail#verify()} tells.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the review cannot be recorded, or the trail not be read
     */
    AuditPage page(AuditQuery query);

    /**
     * Who is concerned when an actor, or what an entity holds, was in the wrong hands (Art. 33(3)(a), 34): whose data, of which
     * categories, how often, from when to when, as far as the application saw it, and what the trail cannot know. An actor is
     * found by the pseudonym, which the erasure of that person's own account leaves in place.
     *
     * <p>Verifies the whole trail in the same snapshot. Memory: a thousand people at a time, and those of events that are not
     * sealed. For each thousand people with sealed events it reads the hashes of all leaves, to prove them.
     *
     * @param people takes each person concerned, once, in no order that means anything; within the read-only transaction, so
     *     it must not work on the same database
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the review cannot be recorded, the trail or an anchor cannot be read, or so many people are
     *     in events that are not sealed that they do not fit in memory: {@link AuditTrail#seal()} first
     */
    BreachReport breachReport(BreachScope scope, Consumer<AffectedSubject> people);

    /**
     * What a person may be told of who looked at the data about them and why (Art. 15(1), CJEU C-579/21): when, what, for
     * which purpose, which categories, and never who of the staff it was. It includes this review.
     *
     * @param after {@link AuditCursor#START}, or what came with the page before
     * @param limit how many at most, 1 to 10,000
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the review cannot be recorded, or the trail not be read
     */
    AccessHistory accessHistory(SubjectRef subject, AuditCursor after, int limit);

    /**
     * Writes all events that match, from the query's place on, whatever its limit, in one snapshot and a fixed amount of memory.
     *
     * @param values whether personal values that nobody erased are written too
     * @param out stays open
     * @return how many events were written
     * @throws IOException if it does not take them; what was written so far is there
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the review cannot be recorded, or the trail not be read; or, when all else is written, because
     *     rows or values were left out that are not what was recorded
     */
    long export(AuditQuery query, AuditFormat format, PersonalValues values, OutputStream out) throws IOException;

    /** The pseudonym under which the trail holds a person, to compare what a report names with one's own people. */
    String pseudonym(SubjectRef person);
}
