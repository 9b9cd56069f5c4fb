package dev.rasura.internal.hibernate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Hibernate;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** A row by the state that Hibernate wrote, read or is about to delete. */
final class ManagedRow implements RowView {

    private final ObservedFactory factory;
    private final SharedSessionContractImplementor session;
    private final EntityPersister persister;
    private final Object id;
    private final @Nullable Object[] state;
    private final Map<Integer, Map<String, @Nullable Object>> brokenDown = new HashMap<>();

    ManagedRow(
            ObservedFactory factory,
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            @Nullable Object[] state) {
        this.factory = factory;
        this.session = session;
        this.persister = persister;
        this.id = id;
        this.state = state;
    }

    /** A row of which only the key is in memory. */
    static ManagedRow keyed(
            ObservedFactory factory, SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        @Nullable Object[] state = new Object[persister.getPropertyNames().length];
        Arrays.fill(state, LazyPropertyInitializer.UNFETCHED_PROPERTY);
        return new ManagedRow(factory, session, persister, id, state);
    }

    /** The row of an instance, by what it holds now. */
    static ManagedRow of(
            ObservedFactory factory,
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            Object entity) {
        return new ManagedRow(factory, session, persister, id, persister.getValues(entity));
    }

    @Override
    public String entity() {
        return persister.getEntityName();
    }

    @Override
    public List<Object> key() {
        List<Object> values = new ArrayList<>();
        var mapping = persister.getIdentifierMapping();
        mapping.forEachDisassembledJdbcValue(
                mapping.disassemble(id, session), (index, value, jdbc) -> values.add(value), session);
        return values;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a mark, and no value
    public boolean knows(String table, String column) {
        Integer attribute = attributes().get(name(table, column));
        return attribute != null && state[attribute] != LazyPropertyInitializer.UNFETCHED_PROPERTY;
    }

    @Override
    public @Nullable Object value(String table, String column) {
        String name = name(table, column);
        Integer attribute = attributes().get(name);
        return attribute == null ? null : values(attribute).get(name);
    }

    @Override
    public Optional<RowView> referred(String table, List<String> columns) {
        Integer attribute = attributes().get(name(table, columns.get(0)));
        if (attribute == null
                || !knows(table, columns.get(0))
                || state[attribute] == null
                || !Hibernate.isInitialized(state[attribute])) {
            return Optional.empty();
        }
        Object target = Hibernate.unproxy(state[attribute]);
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(target);
        return entry == null || entry.getId() == null
                ? Optional.empty()
                : Optional.of(of(factory, session, entry.getPersister(), entry.getId(), target));
    }

    private Map<String, @Nullable Object> values(int attribute) {
        return brokenDown.computeIfAbsent(attribute, position -> {
            Map<String, @Nullable Object> values = new HashMap<>();
            mapping(position)
                    .breakDownJdbcValues(
                            state[position],
                            (index, value, column) -> values.put(
                                    name(column.getContainingTableExpression(), column.getSelectionExpression()),
                                    value),
                            session);
            return values;
        });
    }

    private AttributeMapping mapping(int position) {
        for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
            AttributeMapping mapping = persister.getAttributeMapping(i);
            if (mapping.getStateArrayPosition() == position) {
                return mapping;
            }
        }
        throw new IllegalStateException("No attribute " + position + " of " + entity() + ".");
    }

    /**
     * The position in the state of the attribute behind each column: of two attributes of one column that of the one that
     * writes it, because the other holds what the column was when it was read.
     */
    private Map<String, Integer> attributes() {
        return factory.positions(persister, p -> {
            Map<String, Integer> index = new HashMap<>();
            for (int i = 0; i < p.getNumberOfAttributeMappings(); i++) {
                AttributeMapping mapping = p.getAttributeMapping(i);
                if (!mapping.isPluralAttributeMapping()) {
                    mapping.forEachSelectable((n, column) -> {
                        if (!column.isFormula()) {
                            String name = name(column.getContainingTableExpression(), column.getSelectionExpression());
                            if (column.isInsertable() || column.isUpdateable()) {
                                index.put(name, mapping.getStateArrayPosition());
                            } else {
                                index.putIfAbsent(name, mapping.getStateArrayPosition());
                            }
                        }
                    });
                }
            }
            return index;
        });
    }

    private static String name(String table, String column) {
        return bare(table) + '|' + bare(column);
    }

    private static String bare(String name) {
        return name.replace("\"", "").replace("`", "").toLowerCase(Locale.ROOT);
    }
}
