package dev.rasura.audit;

import dev.rasura.AuditException;
import dev.rasura.TransactionStateException;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An audit trail that holds up in a review (GDPR Art. 5(2), 32, 33): events are written with the business transaction,
 * sealed into a Merkle tree (RFC 6962) whose signed checkpoints lie outside the database, and can be verified by whoever
 * has the verifier key. Erasing a person deletes values, and breaks no proof.
 *
 * <p>Thread-safe. Nothing personal is logged.
 */
public interface AuditTrail {

    /**
     * Records an event as the catalogue says of its type. {@link EventMode#REQUIRED}: in a transaction of its own, which is
     * committed when this returns. {@link EventMode#DETACHED}: on the trail's own threads, soon, also from within a
     * transaction and however that ends. {@link EventMode#BEST_EFFORT}: when there is time. Takes no lock that others wait for.
     *
     * @return the event's id
     * @throws TransactionStateException in mode {@code REQUIRED}, if this thread has a transaction on the same factory already
     * @throws AuditException if the event is not what the catalogue says of its type; in mode {@code REQUIRED} also if it is
     *     larger than 16 KiB, or cannot be written
     */
    UUID record(AuditEvent event);

    /**
     * Records an event in the caller's transaction, after a flush: both commit, or neither. In the other modes than
     * {@link EventMode#REQUIRED}: after that transaction, whether it commits or rolls back. Takes no lock that others wait for.
     * The event must not be undone alone by a rollback to a savepoint: verification would miss it.
     *
     * @return the event's id
     * @throws TransactionStateException if the entity manager has no active transaction, or is of another factory
     * @throws AuditException as above; the business transaction must then roll back
     */
    UUID record(AuditEvent event, EntityManager entityManager);

    /** The types of events that may be recorded. */
    EventCatalogue catalogue();

    /** The copy of events outside the database. */
    AuditStream stream();

    /**
     * How many events could not be written since the start, by type. The trail itself tells of them too, by an event
     * {@code rasura.lost}, as soon as it can be written.
     */
    Map<String, Long> lost();

    /** What capture could not see whole since the start. */
    CaptureCounts captureCounts();

    /**
     * Waits until all events that were handed over so far, in other modes than {@link EventMode#REQUIRED}, are written or
     * lost, and the stream has written its own: for tests, and before a shutdown.
     *
     * @throws AuditException if it takes longer
     */
    void awaitWritten(Duration patience);

    /**
     * Seals what is recorded, signs a checkpoint over it and anchors the checkpoint. Owns its transactions, several of
     * them; holds the coordinator row's lock, for which other sealers wait, and nobody else. Any node may call it at any
     * time; recording goes on meanwhile, and what is recorded meanwhile may be sealed too: each 10,000 events have a
     * checkpoint of their own. With nothing new it changes nothing.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the log does not continue its last checkpoint (a database restored from an older copy, or
     *     altered), or the checkpoint cannot be anchored. What was recorded stays recorded
     */
    SealReport seal();

    /**
     * Begins a new log where the old one cannot go on: {@link #seal()} refuses after a restore from an older copy, or when
     * sealed rows were altered. The new log has another origin, which must be configured first, on all nodes. Its first leaf
     * holds the old log's last anchored checkpoint, the operator and the reason; the events that are left are sealed anew
     * after it, in the order of their nodes and numbers, and what is not genuine among them becomes an alarm. Owns its
     * transactions; holds the coordinator row's lock meanwhile. Called again after the same log, as when a process died, it
     * goes on where it ended.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the origin is still the old log's, its last checkpoint is not to be found, or the new log
     *     cannot be sealed
     */
    SealReport recover(Recovery recovery);

    /** How many events this process recorded since it last sealed, whether or not they were committed. Asks nobody. */
    long unsealed();

    /** How the trail is, from the last time that this process sealed. Asks neither the database nor an anchor. */
    TrailHealth health();

    /**
     * Reads the whole trail in one read-only snapshot and a fixed amount of memory, and compares it with the newest
     * checkpoint and with itself. Owns its transaction; locks nothing.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the trail or the anchor cannot be read
     */
    VerificationReport verify();

    /**
     * As {@link #verify()}, in parts: of a large trail so many leaves a call, or only what came after an earlier verification.
     * Each call reads one snapshot; sealing goes on between them. What an earlier part read and was changed since is found by
     * the next full verification only.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the trail or the anchor cannot be read, or the mark is not one of this trail
     */
    VerificationReport verify(VerificationScope scope);

    /**
     * What is past its period ({@link EventType#keptFor}) and would be removed by {@link #expire()}. Owns its read-only
     * transaction, in one snapshot; locks nothing; reads the leaves that are past their period.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the trail cannot be read, or leaves that are past their period were altered
     */
    ExpiryPreview previewExpiry();

    /** As {@link #expire(ExpiryOptions)}, in batches of 2,560 events and without a cap. */
    default ExpiryReport expire() {
        return expire(ExpiryOptions.defaults());
    }

    /**
     * Removes from the trail what is past its period (Art. 5(1)(e)), as the catalogue says now: a calendar period in UTC,
     * counted back from the trail's clock, on from the time of the event. Events of a type that nobody declares are kept for
     * the longest period of all; the trail's own heartbeats, closings and statements of expiry for the shortest.
     *
     * <p>Personal values go by event, and with them the rows that find the event by person. Leaves, in which pseudonyms stand,
     * go as a whole prefix only, in tiles of 256: up to the first leaf that is not past its period, and no further than a
     * signed checkpoint. Every proof of what is left holds.
     *
     * <p>First an event {@code rasura.expired} says how far and by which periods, and is sealed, signed and anchored as by
     * {@link #seal()}; only then anything goes. Owns its transactions, many of them: short ones, which hold the coordinator
     * row's lock, for which sealers wait, and nobody else. Values that somebody else holds are passed over. Any node may call it
     * at any time, several at once, and again after a crash. With nothing due it changes nothing.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the trail cannot be sealed or its checkpoint not anchored, or leaves that are past their period
     *     were altered: what was altered never expires. What was removed before stays removed
     */
    ExpiryReport expire(ExpiryOptions options);

    /**
     * What sealed events say of events that have expired, so from when on the trail is whole. Owns its read-only transaction;
     * locks nothing.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the trail cannot be read
     */
    ExpiredEvents expired();

    /**
     * Begins a review by the actor of the thread's {@link AuditContext}, for its purpose. Each question that is asked in it is
     * an event itself. People's reviews go through here; {@link #events} is for the application's own checks, and tells nobody.
     *
     * @param reason why, as the number of a case: 1 to 500 characters, sealed for good, so nobody's name
     * @throws AuditException if no context is open that names who reviews and for what purpose, or there is no reason
     */
    AuditReview review(String reason);

    /**
     * The events that match, in the order in which they were sealed, then those not sealed yet. Owns its read-only
     * transaction; locks nothing. Reads, and does not verify.
     *
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the trail cannot be read
     */
    List<RecordedEvent> events(AuditQuery query);

    /**
     * Writes the sealed trail to a directory as C2SP tlog-tiles says, up to and with the newest checkpoint, so that it can be
     * verified without this database and without Rasura: {@code checkpoint}, {@code tile/...}, {@code tile/entries/...},
     * the verifier key in {@code vkey}, and the personal values, if asked for, in {@code disclosures.jsonl}. Owns its
     * read-only transaction, in one snapshot; locks nothing; needs a fixed amount of memory. The directory is replaced as a
     * whole at the end: after a failure it is as it was.
     *
     * @param directory absent, empty, or an earlier export of this log, which is replaced after it was found to be continued
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the directory holds anything else or cannot be written, nothing is sealed yet, or the leaves
     *     do not add up to their checkpoint
     */
    TilesReport exportTiles(Path directory, PersonalValues values);

    /**
     * Proves that a sealed event is in the log. Owns its read-only transaction; locks nothing; reads the hashes of all leaves
     * in a fixed amount of memory.
     *
     * @param event the id that {@link #record} returned
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if no checkpoint covers such an event, or the log does not add up to its checkpoint
     */
    InclusionProof inclusionProof(UUID event);

    /**
     * Proves that the newest checkpoint continues an earlier one. Owns its read-only transaction; locks nothing; reads the
     * hashes of all leaves in a fixed amount of memory.
     *
     * @param olderCheckpoint a signed note of this log, as {@link SealReport#checkpoint()} or an anchor gave it
     * @throws TransactionStateException if this thread has a transaction on the same factory already
     * @throws AuditException if the note is not of this log, or the log does not continue it
     */
    ConsistencyProof consistencyProof(String olderCheckpoint);

    /** The public key that checkpoints are verified with, in the text form of C2SP signed-note. */
    String verifierKey();
}
