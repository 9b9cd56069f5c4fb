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
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What Hibernate holds in memory of rows that SQL is about to change behind its back: managed entities of the joined
 * session, which would write old values back, and second-level cache regions, which would serve them.
 */
public final class TouchedEntities {

    private final SharedSessionContractImplementor session;
    private final List<Object> touched = new ArrayList<>();

    public TouchedEntities(SharedSessionContractImplementor session) {
        this.session = session;
    }

    private record Managed(List<Object> instances, List<List<Object>> keys) {}

    /** Finds, among the keys of managed rows, those that belong to the root. */
    @FunctionalInterface
    public interface Membership {

        /**
         * @param entity the mapping's name of the entity
         * @param keys the column values of the managed instances' keys
         * @return the positions of those that belong to the root
         */
        Set<Integer> belonging(Connection connection, String entity, List<List<Object>> keys) throws SQLException;
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
            Managed of = byEntity.computeIfAbsent(name, n -> new Managed(new ArrayList<>(), new ArrayList<>()));
            of.instances().add(entity);
            of.keys().add(columns(persister, key.getIdentifier()));
        });
        for (Map.Entry<String, Managed> entry : byEntity.entrySet()) {
            Managed of = entry.getValue();
            membership
                    .belonging(connection, entry.getKey(), of.keys())
                    .forEach(position -> touched.add(of.instances().get(position)));
        }
        if (!touched.isEmpty()) {
            refuseCascades(managed.values());
        }
    }

    /** What stays managed and cascades to what is forgotten would have Hibernate insert it anew, or fail, at the next flush. */
    private void refuseCascades(Iterable<Object> managed) {
        Set<Object> forgotten = Collections.newSetFromMap(new IdentityHashMap<>());
        forgotten.addAll(touched);
        for (Object entity : managed) {
            EntityPersister persister =
                    session.getPersistenceContextInternal().getEntry(entity).getPersister();
            CascadeStyle[] styles = persister.getPropertyCascadeStyles();
            for (int i = 0; i < styles.length && !forgotten.contains(entity); i++) {
                if (styles[i].doCascade(CascadingActions.PERSIST_ON_FLUSH)
                        && elements(persister.getValue(entity, i)).anyMatch(forgotten::contains)) {
                    throw new TransactionStateException("The erasure is refused: a managed "
                            + persister.getEntityName() + " cascades by '"
                            + persister.getPropertyNames()[i]
                            + "' to entities that are erased, so Hibernate would write them again at the next flush."
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
