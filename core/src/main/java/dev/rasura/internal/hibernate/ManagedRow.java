package dev.rasura.internal.hibernate;

import dev.rasura.internal.hibernate.ObservedFactory.ColumnName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
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
    private final Map<ColumnName, @Nullable Object> values = new HashMap<>();
    private final BitSet brokenDown = new BitSet();
    private @Nullable List<Object> key;

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
        List<Object> parts = key;
        if (parts == null) {
            List<Object> read = new ArrayList<>();
            var mapping = persister.getIdentifierMapping();
            mapping.forEachDisassembledJdbcValue(
                    mapping.disassemble(id, session), (index, value, jdbc) -> read.add(value), session);
            parts = Collections.unmodifiableList(read);
            key = parts;
        }
        return parts;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a mark, and no value
    public boolean knows(String table, String column) {
        AttributeMapping attribute = attributes().get(name(table, column));
        return attribute != null
                && state[attribute.getStateArrayPosition()] != LazyPropertyInitializer.UNFETCHED_PROPERTY;
    }

    @Override
    public @Nullable Object value(String table, String column) {
        ColumnName name = name(table, column);
        AttributeMapping attribute = attributes().get(name);
        if (attribute == null) {
            return null;
        }
        breakDown(attribute);
        return values.get(name);
    }

    @Override
    public Optional<RowView> referred(String table, List<String> columns) {
        AttributeMapping attribute = attributes().get(name(table, columns.get(0)));
        Object value = attribute == null ? null : state[attribute.getStateArrayPosition()];
        if (value == null || !knows(table, columns.get(0)) || !Hibernate.isInitialized(value)) {
            return Optional.empty();
        }
        Object target = Hibernate.unproxy(value);
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(target);
        return entry == null || entry.getId() == null
                ? Optional.empty()
                : Optional.of(of(factory, session, entry.getPersister(), entry.getId(), target));
    }

    /** Takes the attribute's value apart, once, into the values of its columns. */
    private void breakDown(AttributeMapping attribute) {
        int position = attribute.getStateArrayPosition();
        if (brokenDown.get(position)) {
            return;
        }
        brokenDown.set(position);
        attribute.breakDownJdbcValues(
                state[position],
                (index, value, column) -> {
                    ColumnName name = name(column.getContainingTableExpression(), column.getSelectionExpression());
                    // Another attribute may be in the same column as well; only one of them speaks for it.
                    AttributeMapping speaking = attributes().get(name);
                    if (speaking != null && speaking.getStateArrayPosition() == position) {
                        values.put(name, value);
                    }
                },
                session);
    }

    /**
     * The attribute behind each column: of two attributes of one column the one that writes it, because the other holds what
     * the column was when it was read.
     */
    private Map<ColumnName, AttributeMapping> attributes() {
        return factory.attributes(persister, p -> {
            Map<ColumnName, AttributeMapping> index = new HashMap<>();
            for (int i = 0; i < p.getNumberOfAttributeMappings(); i++) {
                AttributeMapping mapping = p.getAttributeMapping(i);
                if (!mapping.isPluralAttributeMapping()) {
                    mapping.forEachSelectable((n, column) -> {
                        if (!column.isFormula()) {
                            ColumnName name =
                                    name(column.getContainingTableExpression(), column.getSelectionExpression());
                            if (column.isInsertable() || column.isUpdateable()) {
                                index.put(name, mapping);
                            } else {
                                index.putIfAbsent(name, mapping);
                            }
                        }
                    });
                }
            }
            return index;
        });
    }

    private ColumnName name(String table, String column) {
        return new ColumnName(factory.bare(table), factory.bare(column));
    }
}
