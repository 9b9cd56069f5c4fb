package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.AuditContext;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.AuditReview;
import dev.rasura.audit.AuditStream;
import dev.rasura.audit.AuditTrail;
import dev.rasura.audit.CaptureCounts;
import dev.rasura.audit.ConsistencyProof;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.ExpiredEvents;
import dev.rasura.audit.ExpiryOptions;
import dev.rasura.audit.ExpiryPreview;
import dev.rasura.audit.ExpiryReport;
import dev.rasura.audit.InclusionProof;
import dev.rasura.audit.PersonalValues;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.audit.Recovery;
import dev.rasura.audit.SealReport;
import dev.rasura.audit.TilesReport;
import dev.rasura.audit.TrailHealth;
import dev.rasura.audit.VerificationReport;
import dev.rasura.audit.VerificationScope;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.keys.NoteVerifier;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The audit trail in the application's database, put together. Close it to tell the trail how its last events ended. */
public final class SealedTrail implements AuditTrail, AutoCloseable {

    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(10);

    private final TrailTransactions transactions;
    private final KeyRing keys;
    private final EventCatalogue catalogue;
    private final EventStaging staging;
    private final Recording recording;
    private final EventStream stream;
    private final TrailSealing sealing;
    private final TrailExpiry expiry;
    private final TrailReading reading;
    private final TrailVerification verification;
    private final Disclosures disclosures;
    private final TileExport tiles;
    private final TreeProofs proofs;

    public SealedTrail(TrailParts parts) {
        AuditStatements sql = new AuditStatements(parts.tables());
        NoteVerifier verifier = parts.keys().signer().verifier();
        Anchors anchors = new Anchors(parts.anchors(), verifier);
        SinkChoice choice =
                new SinkChoice(parts.catalogue(), parts.stream(), !parts.sinks().isEmpty());
        this.transactions = new TrailTransactions(parts.units());
        this.keys = parts.keys();
        this.catalogue = parts.catalogue();
        this.stream = new EventStream(
                choice,
                parts.sinks(),
                parts.stream().capacity(),
                parts.stream().whenFull(),
                STREAM_PATIENCE,
                new StreamComparison(parts.units(), sql, keys, choice, parts.clock()));
        this.staging = new EventStaging(parts.tables(), keys, parts.clock(), parts.node(), stream);
        this.recording = new Recording(parts.units(), staging, catalogue, stream);
        CheckpointBook checkpoints = new CheckpointBook(sql, keys, anchors, parts.clock());
        this.sealing = new TrailSealing(parts, transactions, sql, recording, checkpoints, anchors);
        this.expiry = new TrailExpiry(parts, transactions, sql, staging, sealing);
        this.verification = new TrailVerification(sql, keys, anchors, staging);
        this.disclosures = new Disclosures(parts.tables(), keys);
        this.tiles = new TileExport(sql, checkpoints, keys);
        this.proofs = new TreeProofs(sql, checkpoints, keys);
        this.reading = new TrailReading(
                transactions, sql, keys, recording, verification, proofs, new SeenCategories(parts.map()));
    }

    /** Where duties write their events into their own transactions. */
    public EventStaging staging() {
        return staging;
    }

    /** Where an erasure deletes the personal values that the trail holds. */
    public Disclosures disclosures() {
        return disclosures;
    }

    /** Where events go that are written as their types say. */
    public Recording recording() {
        return recording;
    }

    @Override
    public UUID record(AuditEvent event) {
        return recording.record(event);
    }

    @Override
    public UUID record(AuditEvent event, EntityManager entityManager) {
        return recording.record(event, entityManager);
    }

    @Override
    public EventCatalogue catalogue() {
        return catalogue;
    }

    @Override
    public AuditStream stream() {
        return stream;
    }

    @Override
    public Map<String, Long> lost() {
        return recording.lost();
    }

    @Override
    public CaptureCounts captureCounts() {
        return recording.counters().counts();
    }

    @Override
    public void awaitWritten(Duration patience) {
        recording.await(patience);
    }

    @Override
    public SealReport seal() {
        return sealing.seal();
    }

    @Override
    public SealReport recover(Recovery wanted) {
        return sealing.recover(wanted);
    }

    @Override
    public long unsealed() {
        return sealing.unsealed();
    }

    @Override
    public TrailHealth health() {
        return sealing.health();
    }

    /**
     * Tells the trail how the transactions of this node's events ended, if there is news. In transactions of its own, which
     * may be inside a caller's. {@link #seal()} does it first.
     *
     * @throws AuditException if it cannot be written; it is then told the next time
     */
    public void heartbeat() {
        sealing.heartbeat();
    }

    @Override
    public VerificationReport verify() {
        return verify(VerificationScope.full());
    }

    @Override
    public VerificationReport verify(VerificationScope scope) {
        TrailVerification.Start start = verification.start();
        return transactions.own(
                "verify", Mode.SNAPSHOT, (connection, session) -> verification.run(connection, start, scope));
    }

    @Override
    public ExpiryPreview previewExpiry() {
        return expiry.preview();
    }

    @Override
    public ExpiryReport expire(ExpiryOptions options) {
        return expiry.run(options);
    }

    @Override
    public ExpiredEvents expired() {
        return reading.expired();
    }

    @Override
    public List<RecordedEvent> events(AuditQuery wanted) {
        return reading.events(wanted);
    }

    @Override
    public AuditReview review(String reason) {
        return new TrailReview(
                reading, new ReviewRecord(recording, keys, AuditContext.opened().orElse(null), reason));
    }

    /** Answers to what is asked of the trail, without a record of who asked. */
    TrailReading reading() {
        return reading;
    }

    @Override
    public TilesReport exportTiles(Path directory, PersonalValues values) {
        try (TileDirectory files = TileDirectory.open(directory, keys.signer().verifier())) {
            return transactions.own(
                    "exportTiles", Mode.SNAPSHOT, (connection, session) -> tiles.run(connection, files, values));
        } catch (IOException e) {
            throw new AuditException(
                    "What was written beside " + directory + " could not be removed. Remove it by hand.", e);
        }
    }

    @Override
    public InclusionProof inclusionProof(UUID event) {
        return transactions.own(
                "inclusionProof", Mode.SNAPSHOT, (connection, session) -> proofs.inclusion(connection, event));
    }

    @Override
    public ConsistencyProof consistencyProof(String olderCheckpoint) {
        return transactions.own(
                "consistencyProof",
                Mode.SNAPSHOT,
                (connection, session) -> proofs.consistency(connection, olderCheckpoint));
    }

    @Override
    public String verifierKey() {
        return keys.signer().verifier().verifierKey();
    }

    /** Waits for events that are still to be written, and writes the last heartbeat of this node. */
    @Override
    public void close() {
        recording.close();
        heartbeat();
    }
}
