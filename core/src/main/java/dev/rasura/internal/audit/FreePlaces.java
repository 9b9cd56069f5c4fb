package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.internal.hibernate.UnitsOfWork;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The places in the log where the sealer's next rows belong. A row there was not written by it. */
final class FreePlaces {

    private final AuditStatements sql;

    FreePlaces(AuditStatements sql) {
        this.sql = sql;
    }

    /**
     * Under the coordinator row's lock.
     *
     * @param size how many leaves were sealed
     * @throws AuditException if a row lies beyond them, wherever, so that it is named before the sealer comes to it
     */
    void check(Connection connection, long size) throws SQLException {
        check(connection, sql.firstLeafFrom, size, "Leaf ");
        check(connection, sql.firstLeafSubjectFrom, size, "A row for subjects of leaf ");
    }

    private static void check(Connection connection, String select, long size, String what) throws SQLException {
        try (PreparedStatement first = connection.prepareStatement(select)) {
            first.setLong(1, size);
            try (ResultSet row = first.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                long index = row.getLong(1);
                if (!row.wasNull()) {
                    throw new AuditException(what + index
                            + " of the audit trail is there, but the sealer did not write it, unless the coordinator row was put"
                            + " back: " + size
                            + " leaves were sealed, as that says. Nothing is sealed or signed; recording goes"
                            + " on. Run verify(), which names the row as INSERTED. If a checkpoint that was anchored or shipped"
                            + " is of more than " + size
                            + " leaves, the row may be the sealer's own: restore the coordinator row"
                            + " from a backup. If a leaf below " + size
                            + " is missing, it may have been moved there: put it"
                            + " back. Else keep a copy of the row as evidence and delete it; sealing then goes on.");
                }
            }
        }
    }

    /** What to say of a key that a row of the sealer's was to have and another row has. */
    static AuditException taken(long size, SQLException e) {
        return new AuditException(
                "Leaves from " + size
                        + " on cannot be written: a row that the sealer did not write has the event id or the"
                        + " number that one of them needs. Nothing is sealed or signed; recording goes on. Run verify() to see"
                        + " which row was altered or inserted, and restore or delete it; where it cannot be put back, begin a new"
                        + " log with recover().",
                UnitsOfWork.bare(e));
    }
}
