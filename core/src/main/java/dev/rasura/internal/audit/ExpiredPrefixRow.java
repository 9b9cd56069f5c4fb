package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.keys.KeyRing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The row in which an {@link ExpiredPrefix} lies, and which is there only once something has expired. */
final class ExpiredPrefixRow {

    private final AuditStatements sql;
    private final KeyRing keys;

    ExpiredPrefixRow(AuditStatements sql, KeyRing keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /** @throws AuditException if the row was altered */
    ExpiredPrefix read(Connection connection) throws SQLException {
        return genuine(connection)
                .orElseThrow(
                        () -> new AuditException("What the audit trail keeps of its expired leaves was altered, or is"
                                + " of another log or secret. Run verify() to see what else was, and restore the row from a"
                                + " backup."));
    }

    /** As {@link #read}, but empty if the row was altered. */
    Optional<ExpiredPrefix> genuine(Connection connection) throws SQLException {
        return genuine(connection, keys.signer().verifier().name());
    }

    /** As {@link #genuine(Connection)}, of the log with that name. */
    Optional<ExpiredPrefix> genuine(Connection connection, String origin) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql.expiredPrefix);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? ExpiredPrefix.read(Cells.bytes(row, 1), keys, origin)
                    : Optional.of(ExpiredPrefix.none());
        }
    }

    /** Writes it in the connection's transaction, under the coordinator row's lock. */
    void write(Connection connection, ExpiredPrefix prefix) throws SQLException {
        byte[] bytes = prefix.bytes(keys);
        try (PreparedStatement update = connection.prepareStatement(sql.updateExpiredPrefix)) {
            update.setBytes(1, bytes);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(sql.insertExpiredPrefix)) {
            insert.setBytes(1, bytes);
            insert.executeUpdate();
        }
    }
}
