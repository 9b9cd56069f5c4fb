package dev.rasura.internal.hibernate;

import java.util.HashMap;
import java.util.Map;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The attribute behind each column of an entity: of two attributes of one column the one that writes it, because the other
 * holds what the column was when it was read. Immutable.
 */
final class EntityColumns {

    private final Map<ColumnId, AttributeMapping> attributes;

    private EntityColumns(Map<ColumnId, AttributeMapping> attributes) {
        this.attributes = attributes;
    }

    static EntityColumns of(EntityPersister persister) {
        Map<ColumnId, AttributeMapping> attributes = new HashMap<>();
        for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
            AttributeMapping mapping = persister.getAttributeMapping(i);
            if (!mapping.isPluralAttributeMapping()) {
                mapping.forEachSelectable((n, column) -> {
                    if (!column.isFormula()) {
                        ColumnId id = id(column);
                        if (isWritten(column)) {
                            attributes.put(id, mapping);
                        } else {
                            attributes.putIfAbsent(id, mapping);
                        }
                    }
                });
            }
        }
        return new EntityColumns(attributes);
    }

    static boolean isWritten(SelectableMapping column) {
        return column.isInsertable() || column.isUpdateable();
    }

    static ColumnId id(SelectableMapping column) {
        return new ColumnId(column.getContainingTableExpression(), column.getSelectionExpression());
    }

    /** The attribute that speaks for the column, or null if none does. */
    @Nullable
    AttributeMapping attribute(ColumnId column) {
        return attributes.get(column);
    }
}
