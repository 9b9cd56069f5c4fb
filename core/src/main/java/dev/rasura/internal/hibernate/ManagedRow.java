package dev.rasura.internal.hibernate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    private final EntityColumns columns;
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
        this.columns = factory.columns(persister);
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
    public boolean knows(ColumnId column) {
        AttributeMapping attribute = columns.attribute(column);
        return attribute != null
                && state[attribute.getStateArrayPosition()] != LazyPropertyInitializer.UNFETCHED_PROPERTY;
    }

    @Override
    public @Nullable Object value(ColumnId column) {
        AttributeMapping attribute = columns.attribute(column);
        if (attribute == null) {
            return null;
        }
        Object state = this.state[attribute.getStateArrayPosition()];
        @Nullable Object[] found = new Object[1];
        if (attribute.getJdbcTypeCount() == 1) {
            attribute.breakDownJdbcValues(state, (index, value, alone) -> found[0] = value, session);
            return found[0];
        }
        boolean[] written = {false};
        attribute.breakDownJdbcValues(
                state,
                (index, value, part) -> {
                    // An embeddable may have two parts in one column as well: the one that writes it speaks for it.
                    if (!written[0] && column.equals(EntityColumns.id(part))) {
                        found[0] = value;
                        written[0] = EntityColumns.isWritten(part);
                    }
                },
                session);
        return found[0];
    }

    @Override
    public Optional<RowView> referred(ColumnId column) {
        AttributeMapping attribute = columns.attribute(column);
        Object value = attribute == null ? null : state[attribute.getStateArrayPosition()];
        if (value == null || !knows(column) || !Hibernate.isInitialized(value)) {
            return Optional.empty();
        }
        Object target = Hibernate.unproxy(value);
        EntityEntry entry = session.getPersistenceContextInternal().getEntry(target);
        return entry == null || entry.getId() == null
                ? Optional.empty()
                : Optional.of(of(factory, session, entry.getPersister(), entry.getId(), target));
    }
}
