package dev.rasura.internal.hibernate;

import dev.rasura.TransactionStateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.action.internal.BulkOperationCleanupAction;
import org.hibernate.engine.spi.CascadeStyle;
import org.hibernate.engine.spi.CascadingActions;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.EventSource;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What Hibernate holds in memory of rows that SQL is about to change behind its back: managed entities of the joined
 * session, which would write old values back, and second-level cache regions, which would serve them.
 */
public final class TouchedEntities {

    private final SharedSessionContractImplementor session;
    private final Set<Object> touched = Collections.newSetFromMap(new IdentityHashMap<>());

    public TouchedEntities(SharedSessionContractImplementor session) {
        this.session = session;
    }

    /** What is managed, and where its rows are found. */
    private record Managed(List<Object> instances, List<List<Object>> keys) {

        Managed() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Object instance, List<Object> key) {
            instances.add(instance);
            keys.add(key);
        }

        void collect(Set<Integer> positions, Collection<Object> into) {
            positions.forEach(position -> into.add(instances.get(position)));
        }
    }

    /** Finds, among the keys of managed rows, those that the work changes. */
    public interface Membership {

        /**
         * @param entity the mapping's name of the entity
         * @param keys the column values of the managed instances' keys
         * @return the positions of those that belong to the root
         */
        Set<Integer> belonging(Connection connection, String entity, List<List<Object>> keys) throws SQLException;

        /**
         * @param table the table that holds the rows of collections
         * @param columns by which they refer to the collections' owners, as they stand in a statement
         * @param keys the values of these columns
         * @return the positions of those collections of which rows are changed
         */
        Set<Integer> collecting(Connection connection, String table, List<String> columns, List<List<Object>> keys)
                throws SQLException;
    }

    /**
     * The history of what a session has changed is written only before its transaction commits: after an erasure in it.
     *
     * @throws TransactionStateException if something waits for the commit
     */
    public void refuseUnwritten() {
        if (((EventSource) session).getActionQueue().hasBeforeTransactionActions()) {
            throw new TransactionStateException("The erasure is refused: the session has changed rows whose history is"
                    + " written only when its transaction commits, so that values of the person erased would be written"
                    + " after the erasure. Commit these changes first and erase in another transaction, or use the form"
                    + " that owns its transaction.");
        }
    }

    /** Looks up, before the work, which managed entities it will touch. Nothing is managed in a session of our own. */
    public void find(Connection connection, Membership membership) throws SQLException {
        Map<String, Managed> byEntity = new LinkedHashMap<>();
        Map<EntityKey, Object> managed = session.getPersistenceContextInternal().getEntitiesByKey();
        managed.forEach((key, entity) -> {
            EntityPersister persister =
                    session.getPersistenceContextInternal().getEntry(entity).getPersister();
            String name = persister.getEntityName();
            byEntity.computeIfAbsent(name, n -> new Managed()).add(entity, columns(persister, key.getIdentifier()));
        });
        for (Map.Entry<String, Managed> entry : byEntity.entrySet()) {
            Managed of = entry.getValue();
            of.collect(membership.belonging(connection, entry.getKey(), of.keys()), touched);
        }
        findOwners(connection, membership);
        if (!touched.isEmpty()) {
            refuseCascades(managed.values());
        }
    }

    /**
     * A collection in memory is written again as a whole, or its members are held against the database, when its owner is
     * flushed: what SQL took out of it would come back, or fail the flush. What is not in memory yet is read when it is.
     */
    private void findOwners(Connection connection, Membership membership) throws SQLException {
        Map<CollectionPersister, Managed> byRole = new LinkedHashMap<>();
        session.getPersistenceContextInternal()
                .forEachCollectionEntry(
                        (collection, entry) -> {
                            CollectionPersister persister = entry.getLoadedPersister();
                            Object owner = collection.getOwner();
                            if (persister != null
                                    && !persister.isInverse()
                                    && owner != null
                                    && collection.wasInitialized()) {
                                List<Object> key = new ArrayList<>();
                                persister
                                        .getAttributeMapping()
                                        .getKeyDescriptor()
                                        .getKeyPart()
                                        .forEachJdbcValue(
                                                entry.getLoadedKey(), (index, value, jdbc) -> key.add(value), session);
                                byRole.computeIfAbsent(persister, p -> new Managed())
                                        .add(owner, key);
                            }
                        },
                        false);
        for (Map.Entry<CollectionPersister, Managed> entry : byRole.entrySet()) {
            ForeignKeyDescriptor key = entry.getKey().getAttributeMapping().getKeyDescriptor();
            List<String> columns = new ArrayList<>();
            key.getKeyPart().forEachSelectable((index, column) -> columns.add(column.getSelectionExpression()));
            Managed of = entry.getValue();
            of.collect(membership.collecting(connection, key.getKeyTable(), columns, of.keys()), touched);
        }
    }

    /** What stays managed and cascades to what is touched would have Hibernate insert it anew, or fail, at the next flush. */
    private void refuseCascades(Iterable<Object> managed) {
        for (Object entity : managed) {
            EntityPersister persister =
                    session.getPersistenceContextInternal().getEntry(entity).getPersister();
            CascadeStyle[] styles = persister.getPropertyCascadeStyles();
            for (int i = 0; i < styles.length && !touched.contains(entity); i++) {
                if (styles[i].doCascade(CascadingActions.PERSIST_ON_FLUSH)
                        && elements(persister.getValue(entity, i)).anyMatch(touched::contains)) {
                    throw new TransactionStateException("The erasure is refused: a managed "
                            + persister.getEntityName() + " cascades by '"
                            + persister.getPropertyNames()[i]
                            + "' to entities whose rows, or rows of whose collections, are erased, so Hibernate would write"
                            + " them again at the next flush."
                            + " Clear or detach it first (entityManager.detach(...)), or use the form that owns its"
                            + " transaction.");
                }
            }
        }
    }

    private static Stream<?> elements(@Nullable Object value) {
        if (value == null || !Hibernate.isInitialized(value)) {
            return Stream.empty();
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream();
        }
        return value instanceof Map<?, ?> map ? map.values().stream() : Stream.of(Hibernate.unproxy(value));
    }

    private List<Object> columns(EntityPersister persister, Object id) {
        List<Object> values = new ArrayList<>();
        var mapping = persister.getIdentifierMapping();
        mapping.forEachDisassembledJdbcValue(
                mapping.disassemble(id, session), (index, value, jdbc) -> values.add(value), session);
        return values;
    }

    /** After the work: detaches what was touched and clears the cache regions of the tables, now and after completion. */
    public void forget(Set<String> tables) {
        touched.stream().filter(((EventSource) session)::contains).forEach(((EventSource) session)::detach);
        BulkOperationCleanupAction.schedule(session, tables);
    }
}
