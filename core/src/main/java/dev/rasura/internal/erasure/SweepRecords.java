package dev.rasura.internal.erasure;

import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.sql.Horizon;
import dev.rasura.internal.sql.NewRows;
import dev.rasura.internal.store.OwnTables;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The erasures that wait for the sweep, in Rasura's own table, in the order in which they were made. */
final class SweepRecords {

    private final OwnTables tables;
    private final KeyRing keys;
    private final NewRows.Into sweeps;

    SweepRecords(OwnTables tables, KeyRing keys) {
        this.tables = tables;
        this.keys = keys;
        this.sweeps = NewRows.into(tables.sweep())
                .column("erasure_id", ValueType.UUID)
                .column("key_id", ValueType.TEXT)
                .column("created_at", ValueType.TIMESTAMP_TZ)
                .column("sealed_root", ValueType.BINARY);
    }

    /** An erasure that waits; without a horizon until a sweep has seen it. */
    record Waiting(UUID erasure, Instant created, @Nullable Horizon horizon) {}

    /** What lets an erasure wait: encrypted, and bound to the erasure's id. */
    NewRows row(UUID erasure, Instant now, FormerSubject former) {
        NewRows row = sweeps.rows();
        row.add(
                erasure,
                keys.secretId(),
                now.atOffset(ZoneOffset.UTC),
                keys.seal(former.toBytes(), associated(erasure)));
        return row;
    }

    /** Those that this node can read, so many at most, after the one given. */
    List<Waiting> page(Connection connection, @Nullable Waiting after, int most) throws SQLException {
        DatabaseFamily family = DatabaseFamily.of(connection);
        String sql = "select erasure_id, created_at, horizon from " + tables.sweep() + " where key_id = ?"
                + (after == null ? "" : " and (created_at > ? or (created_at = ? and erasure_id > ?))")
                + " order by created_at, erasure_id fetch first " + most + " rows only";
        List<Waiting> page = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, keys.secretId());
            if (after != null) {
                Object created = family.idiom().stored(after.created());
                select.setObject(2, created);
                select.setObject(3, created);
                select.setObject(4, after.erasure());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String horizon = rows.getString(3);
                    page.add(new Waiting(
                            rows.getObject(1, UUID.class),
                            Objects.requireNonNull(family.idiom().stored(rows, 2)),
                            horizon == null ? null : Horizon.parse(horizon)));
                }
            }
        }
        return page;
    }

    void place(Connection connection, Map<UUID, Horizon> horizons) throws SQLException {
        if (horizons.isEmpty()) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update " + tables.sweep() + " set horizon = ? where erasure_id = ?")) {
            for (Map.Entry<UUID, Horizon> entry : horizons.entrySet()) {
                update.setString(1, entry.getValue().text());
                update.setObject(2, entry.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Locks the erasure's row until the transaction ends; empty if it is swept already or another node is at it. */
    Optional<FormerSubject> claim(Connection connection, UUID erasure) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select sealed_root from " + tables.sweep() + " where erasure_id = ? for update skip locked")) {
            select.setObject(1, erasure);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(FormerSubject.of(keys.open(rows.getBytes(1), associated(erasure))))
                        : Optional.empty();
            }
        }
    }

    void destroy(Connection connection, UUID erasure) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + tables.sweep() + " where erasure_id = ?")) {
            delete.setObject(1, erasure);
            delete.executeUpdate();
        }
    }

    /** How many erasures wait, whoever can read them. */
    long waiting(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from " + tables.sweep());
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static byte[] associated(UUID erasure) {
        return ("rasura/sweep/v1/" + erasure).getBytes(StandardCharsets.UTF_8);
    }
}
