package dev.rasura.internal.erasure;

import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.annotation.RowAction;
import dev.rasura.audit.AuditEvent;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.TableCount;
import dev.rasura.erasure.Treatment;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.RootModel;
import dev.rasura.internal.hibernate.TouchedEntities;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.RootForm;
import dev.rasura.internal.sql.RootValues;
import dev.rasura.internal.sql.RowConditions;
import dev.rasura.internal.sql.RowKey;
import dev.rasura.internal.sql.SqlRun;
import dev.rasura.internal.sql.SubjectKeys;
import dev.rasura.internal.store.OwnTables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The erase path for many roots at once, in the caller's transaction: what a retention rule expires goes the way a single
 * subject goes, by statements whose number does not depend on the rows.
 *
 * <p>It keeps no values for a residue scan: they would be as many as the rows, and expiry is not attested.
 */
public final class BatchErasure {

    /** About half of what a leaf of the audit trail holds. */
    private static final int NAMES_LENGTH = 8_000;

    private static final int REFERENCE_LENGTH = 64;

    private final MappedSchema schema;
    private final RootModel model;
    private final @Nullable String subjectType;
    private final ErasureScript script;
    private final String planHash;
    private final RowConditions rows;
    private final SealedTrail trail;
    private final KeyRing keys;
    private final ErasureRecords records;
    private final TakenAlong along;

    /** @param subjectType the kind of data subject that the roots stand for, or null */
    public BatchErasure(
            CompiledMap map,
            RootModel model,
            @Nullable String subjectType,
            DatabaseFamily family,
            SealedTrail trail,
            KeyRing keys,
            OwnTables tables) {
        this.schema = map.schema();
        this.model = model;
        this.subjectType = subjectType;
        this.script = ErasureScriptWriter.write(map.schema(), model, RootForm.MANY, family, tables);
        // The decisions are those for a single subject, and so is their hash.
        this.planHash = ErasureScriptWriter.write(map.schema(), model, RootForm.ONE, family, tables)
                .hash();
        this.rows = new RowConditions(map.schema(), model, RootForm.MANY, family);
        this.trail = trail;
        this.keys = keys;
        this.records = new ErasureRecords(tables, keys);
        this.along = new TakenAlong(map, model, rows);
    }

    /** @throws ErasureRefusedException if columns that nobody classified would survive */
    public void refuseUnclassified() {
        ErasureRun.refuseUnclassified(script);
    }

    /** @throws TransactionStateException if the transaction reads a snapshot, which would hide what locks waited for */
    public void refuseSnapshot(Connection connection) throws SQLException {
        ErasureRun.refuseSnapshot(connection);
    }

    /** Whether parts of a root's row are in other tables than the entity's own. */
    public boolean inSeveralTables() {
        return model.rootTables().size() > 1;
    }

    /** Locks the roots' rows in all tables that hold parts of them. */
    public void lock(Connection connection, List<RowKey> roots) throws SQLException {
        script.rootRows().read(new SqlRun(connection), roots, true);
    }

    /**
     * Locks the roots and what belongs to them, erases it, and lets the session forget it.
     *
     * @throws ErasureRefusedException if a row that a root owns is shared and cannot be unlinked
     */
    public Work work(Connection connection, SharedSessionContractImplementor session, List<RowKey> roots)
            throws SQLException {
        SqlRun run = new SqlRun(connection);
        Optional<RootValues> found = script.rootRows().read(run, roots, true);
        if (found.isEmpty()) {
            return new Work(List.of(), List.of(), run.statements());
        }
        ErasureRun work = new ErasureRun(run, script, found.get(), keys);
        work.lock();
        List<SubjectRef> others = along.find(run, found.get());
        TouchedEntities touched = new TouchedEntities(session);
        if (PastRows.of(schema, model, rows).kept()) {
            touched.refuseUnwritten();
        }
        touched.find(connection, new ManagedRows(schema, script, rows, found.get(), run));
        work.work(false);
        List<TableCount> counts = work.counts();
        touched.forget(script.tables());
        return new Work(counts, others, run.statements());
    }

    /**
     * What was done with a batch.
     *
     * @param along the subjects of other kinds that went along
     */
    public record Work(List<TableCount> counts, List<SubjectRef> along, int statements) {
        public Work {
            counts = List.copyOf(counts);
            along = List.copyOf(along);
        }
    }

    /**
     * Stages the batch's event with its counts. For data subjects it also erases what the trail discloses of them, and
     * writes a receipt for each; the event names them where they are few, and holds a hash of all their pseudonyms, so
     * that the receipts, which point at it, cannot be added to or thinned out unseen.
     */
    public void record(
            Connection connection,
            SharedSessionContractImplementor session,
            AuditEvent.Builder event,
            List<RowKey> erased,
            Work work,
            Instant now)
            throws SQLException {
        CountFacts.add(event, work.counts());
        event.fact("plan", planHash);
        String type = subjectType;
        if (!work.along().isEmpty()) {
            trail.disclosures().erase(connection, work.along());
        }
        if (type == null) {
            trail.staging().stage(connection, session, event.build());
            return;
        }
        List<SubjectRef> subjects = erased.stream()
                .map(new SubjectKeys(type, script.rootRows().key())::ref)
                .toList();
        if (!subjects.isEmpty()) {
            trail.disclosures().erase(connection, subjects);
        }
        if (subjects.size() * (type.length() + REFERENCE_LENGTH) <= NAMES_LENGTH) {
            event.subjects(subjects);
        }
        event.fact("subjects", subjects.size()).fact("subjects.sha256", hash(subjects));
        UUID eventId = trail.staging().stage(connection, session, event.build());
        Treatment treatment = model.action() == RowAction.DELETE ? Treatment.DELETED : Treatment.ANONYMISED;
        TableCount own = new TableCount(schema.table(model.root().table()).name(), treatment, 1, List.of(), null, null);
        records.insert(
                connection,
                subjects.stream()
                        .map(subject -> new ErasureReceipt(
                                UUID.randomUUID(),
                                ErasureReceipt.Outcome.EXECUTED,
                                type,
                                keys.pseudonym(subject),
                                now,
                                planHash,
                                List.of(own),
                                work.statements(),
                                eventId))
                        .toList());
    }

    private String hash(List<SubjectRef> subjects) {
        String pseudonyms = subjects.stream().map(keys::pseudonym).sorted().collect(Collectors.joining("\n"));
        return HexFormat.of().formatHex(KeyRing.sha256(pseudonyms.getBytes(StandardCharsets.US_ASCII)));
    }
}
