package dev.rasura.internal.hibernate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.action.internal.BulkOperationCleanupAction;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.spi.EventSource;
import org.hibernate.persister.entity.EntityPersister;

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
