package dev.rasura.internal.hibernate;

import java.util.List;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Is told what sessions do with rows. Called on the session's thread; what it throws fails what the session does. */
public interface SessionObserver {

    /** Whether changes of the entity matter. */
    boolean watches(String entity);

    /** Whether it matters when the entity is loaded. */
    boolean watchesReads(String entity);

    /** A row is about to be inserted, updated or deleted. */
    void changing(SharedSessionContractImplementor session, String entity);

    /** A row was inserted. */
    void created(SharedSessionContractImplementor session, RowView row);

    /** A row was updated; what it was before is null where nobody knows. */
    void updated(SharedSessionContractImplementor session, @Nullable RowView before, RowView after);

    /**
     * A row is about to be deleted.
     *
     * @param others all rows of the entity that are to be deleted as well
     */
    void deleting(SharedSessionContractImplementor session, RowView row, Supplier<List<RowView>> others);

    /** A row was deleted. */
    void deleted(SharedSessionContractImplementor session, RowView row);

    /**
     * A collection is about to be written.
     *
     * @param name the attribute of the owner
     * @param table the table with its rows
     * @param owner the row whose collection it is, or null where it is not in memory
     * @param elements the entities that come or go; null where it is not known which they are
     */
    void collection(
            SharedSessionContractImplementor session,
            String name,
            String table,
            @Nullable RowView owner,
            @Nullable List<RowView> elements);

    /** An entity was loaded. */
    void loaded(SharedSessionContractImplementor session, RowView row);

    /**
     * A statement is about to be prepared that no entity's change or load accounts for.
     *
     * @param sql the statement, or null where another inspector than Hibernate's configured one stood in the way
     * @param tellsOfLoads whether the session tells of each entity that it loads: a stateless one does not
     */
    void statement(SharedSessionContractImplementor session, @Nullable String sql, boolean tellsOfLoads);

    /** A session that tells of no loads was answered by the second-level cache, and so without a statement. */
    void answeredByCache();

    /**
     * The session is about to be closed.
     *
     * @param goesOn whether it shares the transaction of another session, which goes on without it
     */
    void closed(SharedSessionContractImplementor session, boolean goesOn);
}
