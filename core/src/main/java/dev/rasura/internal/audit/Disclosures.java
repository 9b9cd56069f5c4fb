package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.SubjectRef;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.schema.ValueType;
import dev.rasura.internal.sql.BoundSql;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Erases the personal values that the trail holds about a person, be it as subject or as actor. Pseudonyms and commitments
 * stay in the leaves, so every proof holds (Art. 17(3)(b), (e)).
 *
 * <p>Immutable and thread-safe.
 */
public final class Disclosures {

    private final AuditStatements sql;
    private final KeyRing keys;

    public Disclosures(OwnTables tables, KeyRing keys) {
        this.sql = new AuditStatements(tables);
        this.keys = keys;
    }

    /**
     * Deletes the values in the connection's transaction; locks the rows that it deletes.
     *
     * @return how many rows were deleted
     * @throws AuditException if the database refuses
     */
    public int erase(Connection connection, SubjectRef subject) {
        return erase(connection, List.of(subject));
    }

    /** The statement that does it, for a caller that runs it with others, of the people with the pseudonyms. */
    public BoundSql erasing(DatabaseFamily family, List<String> pseudonyms) {
        if (pseudonyms.size() == 1) {
            return new BoundSql(sql.eraseDisclosures + "ref = ?", (statement, from) -> {
                statement.setString(from, pseudonyms.get(0));
                return from + 1;
            });
        }
        return new BoundSql(sql.eraseDisclosures + family.idiom().among("ref", ValueType.TEXT), (statement, from) -> {
            family.idiom().bindAmong(statement.getConnection(), statement, from, ValueType.TEXT, pseudonyms);
            return from + 1;
        });
    }

    /** As {@link #erase(Connection, SubjectRef)} of all of them, in one statement. */
    public int erase(Connection connection, List<SubjectRef> subjects) {
        List<String> pseudonyms = subjects.stream().map(keys::pseudonym).toList();
        try (PreparedStatement delete = DatabaseFamily.of(connection)
                .idiom()
                .prepareAmong(connection, sql.eraseDisclosures, "ref", pseudonyms)) {
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw new AuditException(
                    "The audit trail's disclosures about a " + subjects.get(0).type()
                            + " could not be erased: SQLSTATE " + e.getSQLState() + ". The transaction must roll back.",
                    UnitsOfWork.bare(e));
        }
    }
}
