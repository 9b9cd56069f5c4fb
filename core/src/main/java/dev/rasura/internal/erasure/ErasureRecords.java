package dev.rasura.internal.erasure;

import dev.rasura.DutyFailedException;
import dev.rasura.SubjectRef;
import dev.rasura.erasure.Attestation;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.NewRows;
import dev.rasura.internal.store.OwnTables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/** Receipts, the values that wait for the residue scan, and attestations, in Rasura's own tables. */
final class ErasureRecords {

    private final OwnTables tables;
    private final KeyRing keys;
    private final SweepRecords sweeps;
    private final NewRows.Into receipts;
    private final NewRows.Into watches;

    ErasureRecords(OwnTables tables, KeyRing keys) {
        this.tables = tables;
        this.keys = keys;
        this.sweeps = new SweepRecords(tables, keys);
        this.receipts = NewRows.into(tables.erasure())
                .column("erasure_id", ValueType.UUID)
                .column("subject_type", ValueType.TEXT)
                .column("subject_ref", ValueType.TEXT)
                .column("key_id", ValueType.TEXT)
                .column("executed_at", ValueType.TIMESTAMP_TZ)
                .column("plan_hash", ValueType.TEXT)
                .column("event_id", ValueType.UUID)
                .column("receipt", ValueType.TEXT);
        this.watches = NewRows.into(tables.residueWatch())
                .column("erasure_id", ValueType.UUID)
                .column("key_id", ValueType.TEXT)
                .column("created_at", ValueType.TIMESTAMP_TZ)
                .column("sealed_values", ValueType.BINARY);
    }

    SweepRecords sweeps() {
        return sweeps;
    }

    /** The receipt of the subject's last erasure. */
    Optional<ErasureReceipt> last(Connection connection, SubjectRef subject) throws SQLException {
        String sql = "select erasure_id, receipt from " + tables.erasure()
                + " where subject_type = ? and subject_ref = ? order by executed_at desc fetch first 1 rows only";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, subject.type());
            select.setString(2, keys.pseudonym(subject));
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                String receipt = rows.getString(2);
                return Optional.of(stored(
                        "receipt of erasure " + rows.getString(1),
                        tables.erasure(),
                        () -> ReceiptJson.read(receipt, ErasureReceipt.Outcome.ALREADY_ERASED)));
            }
        }
    }

    /** One statement, however many there are, up to some thousands. */
    void insert(Connection connection, List<ErasureReceipt> all) throws SQLException {
        DatabaseFamily.of(connection).idiom().insertAll(connection, List.of(rows(all)));
    }

    /** The rows of receipts. */
    NewRows rows(List<ErasureReceipt> all) {
        NewRows rows = receipts.rows();
        for (ErasureReceipt receipt : all) {
            rows.add(
                    receipt.id(),
                    receipt.subjectType(),
                    receipt.subject(),
                    keys.secretId(),
                    receipt.executedAt().atOffset(ZoneOffset.UTC),
                    receipt.planHash(),
                    receipt.auditEvent(),
                    ReceiptJson.write(receipt));
        }
        return rows;
    }

    /**
     * The rows in which the values wait for the scan, and those by which rows name the subject for the sweep: encrypted and
     * bound to the erasure's id.
     */
    List<NewRows> waiting(UUID erasure, Instant now, byte[] values, FormerSubject former) {
        NewRows watch = watches.rows();
        watch.add(erasure, keys.secretId(), now.atOffset(ZoneOffset.UTC), keys.seal(values, associated(erasure)));
        return List.of(watch, sweeps.row(erasure, now, former));
    }

    /** The values that wait for the erasure's attestation. */
    Optional<RememberedValues> awaited(Connection connection, UUID erasure) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select sealed_values from " + tables.residueWatch() + " where erasure_id = ?")) {
            select.setObject(1, erasure);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(opened(rows.getBytes(1), erasure)) : Optional.empty();
            }
        }
    }

    RememberedValues opened(byte[] sealed, UUID erasure) {
        return RememberedValues.of(keys.open(sealed, associated(erasure)));
    }

    /** The attestation of an erasure, if it has been recorded. */
    Optional<Attestation> attestation(Connection connection, UUID erasure) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select body from " + tables.attestation()
                + " where erasure_id = ? order by attested_at desc fetch first 1 rows only")) {
            select.setObject(1, erasure);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                String body = rows.getString(1);
                return Optional.of(stored(
                        "attestation of erasure " + erasure, tables.attestation(), () -> AttestationJson.read(body)));
            }
        }
    }

    private static <R> R stored(String what, String table, Supplier<R> reading) {
        try {
            return reading.get();
        } catch (JacksonException | JsonFields.MissingFieldException | IllegalArgumentException | DateTimeException e) {
            // Its own message may quote the row.
            throw new DutyFailedException("The " + what + " cannot be read: its row of " + table
                    + " was altered, or another version of Rasura wrote it. Restore the row from a backup.");
        }
    }

    /** Destroys the values that waited, and says whether there were any: of two attestations at once one records. */
    boolean destroyAwaited(Connection connection, UUID erasure) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + tables.residueWatch() + " where erasure_id = ?")) {
            delete.setObject(1, erasure);
            return delete.executeUpdate() > 0;
        }
    }

    void insert(Connection connection, Attestation attestation, UUID event) throws SQLException {
        String sql = "insert into " + tables.attestation()
                + " (attestation_id, erasure_id, result, scope, attested_at, event_id, body) values (?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, attestation.id());
            insert.setObject(2, attestation.erasure());
            insert.setString(3, attestation.result().name());
            insert.setString(4, attestation.area().name());
            insert.setObject(5, stored(connection, attestation.attestedAt()));
            insert.setObject(6, event);
            insert.setString(7, AttestationJson.write(attestation));
            insert.executeUpdate();
        }
    }

    private static byte[] associated(UUID erasure) {
        return ("rasura/residue-watch/v1/" + erasure).getBytes(StandardCharsets.UTF_8);
    }

    private static Object stored(Connection connection, Instant time) throws SQLException {
        return DatabaseFamily.of(connection).idiom().stored(time);
    }
}
