package dev.rasura.internal.hibernate;

import dev.rasura.internal.datamap.ValueTrial;
import dev.rasura.internal.schema.Column;
import dev.rasura.internal.schema.Table;
import dev.rasura.internal.sql.DatabaseFamily;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.jspecify.annotations.Nullable;

/** Tries values against the converters and check constraints of Hibernate's boot model; constraints on the database itself. */
public final class BootValueTrial implements ValueTrial {

    private final SqlStringGenerationContext names;
    private final Connection connection;
    private final DatabaseFamily family;
    private final Map<String, Set<Check>> checks = new HashMap<>();
    private final Map<List<String>, List<BasicValueConverter<?, ?>>> converters = new HashMap<>();
    private final Map<List<String>, String> expressions = new HashMap<>();

    private BootValueTrial(SessionFactoryImplementor factory, Connection connection, DatabaseFamily family) {
        this.names = factory.getSqlStringGenerationContext();
        this.connection = connection;
        this.family = family;
    }

    /** @param connection in a transaction, in which constraints are tried; nothing is written */
    public static BootValueTrial of(EntityManagerFactory factory, Connection connection, DatabaseFamily family) {
        SessionFactoryImplementor implementor = factory.unwrap(SessionFactoryImplementor.class);
        BootValueTrial trial = new BootValueTrial(implementor, connection, family);
        trial.read(MetadataCapture.of(implementor));
        return trial;
    }

    private void read(Metadata metadata) {
        for (org.hibernate.mapping.Table table : metadata.collectTableMappings()) {
            Set<Check> found = checks.computeIfAbsent(key(table), t -> new LinkedHashSet<>());
            table.getChecks().forEach(check -> found.add(check(check, "")));
            table.getColumns()
                    .forEach(column -> column.getCheckConstraints()
                            .forEach(check -> found.add(check(check, " of " + column.getName()))));
            table.getColumns().stream()
                    .filter(column -> column.getCustomWrite() != null)
                    .forEach(column -> expressions.put(List.of(key(table), column.getName()), column.getCustomWrite()));
        }
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getIdentifier() != null) {
                read(entity.getIdentifier());
            }
            entity.getProperties().forEach(property -> read(property.getValue()));
        }
    }

    private static Check check(CheckConstraint check, String of) {
        String name = check.getName() == null || check.getName().isEmpty() ? "" : " " + check.getName();
        return new Check("check constraint" + name + of, check.getConstraint());
    }

    private void read(Value value) {
        if (value instanceof Component component) {
            for (Property part : component.getProperties()) {
                read(part.getValue());
            }
        } else if (value instanceof org.hibernate.mapping.Collection collection) {
            read(collection.getElement());
            if (collection instanceof IndexedCollection indexed && indexed.getIndex() != null) {
                read(indexed.getIndex());
            }
        } else if (value instanceof BasicValue basic && basic.getTable() != null) {
            List<String> columns = MappingReader.columnNames(basic.getSelectables());
            if (columns.size() == 1) {
                StoringType.converter(basic)
                        .ifPresent(converter -> converters
                                .computeIfAbsent(List.of(key(basic.getTable()), columns.get(0)), c -> new ArrayList<>())
                                .add(converter));
            }
        }
    }

    @Override
    public DatabaseFamily family() {
        return family;
    }

    @Override
    public boolean unreadable(Table table, Column column, Object value) {
        return converters.getOrDefault(List.of(table.key(), column.name()), List.of()).stream()
                .anyMatch(converter -> fails(converter, value));
    }

    @SuppressWarnings("unchecked")
    private static boolean fails(BasicValueConverter<?, ?> converter, Object value) {
        if (!(value instanceof String) || converter.getRelationalJavaType().getJavaTypeClass() != String.class) {
            return false;
        }
        if (converter instanceof StoringType type && !StoredForm.isTried(type)) {
            return false;
        }
        try {
            ((BasicValueConverter<?, Object>) converter).toDomainValue(value);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    @Override
    public boolean changing(Table table, Column column) {
        String expression = expressions.get(List.of(table.key(), column.name()));
        return expression != null && new ChangingExpression(expression).isChanging(connection);
    }

    @Override
    public List<Check> checks(Table table) {
        return List.copyOf(checks.getOrDefault(table.key(), Set.of()));
    }

    @Override
    public Optional<Boolean> passes(Check check, Map<Column, @Nullable Object> values) {
        List<String> row = values.keySet().stream()
                .map(column -> (family == DatabaseFamily.MARIADB ? "?" : "cast(? as " + column.sqlType() + ")") + " as "
                        + column.sql())
                .toList();
        String sql = "select case when not (" + check.condition() + ") then 0 else 1 end from (select "
                + String.join(", ", row) + ") x";
        try {
            Savepoint before = connection.setSavepoint();
            try {
                return Optional.of(run(sql, values.values()));
            } catch (SQLException e) {
                // Its words may be of another dialect, or name what only the table has.
                connection.rollback(before);
                return Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> misunderstood(Table table, String condition) {
        String none = "select 1 from " + table.sql() + " t where 1 = 0";
        // Where the table itself is not there, nothing can be said.
        return failure(none).isPresent() ? Optional.empty() : failure(none + " and (" + condition + ")");
    }

    private Optional<String> failure(String sql) {
        try {
            Savepoint before = connection.setSavepoint();
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return Optional.empty();
            } catch (SQLException e) {
                connection.rollback(before);
                return Optional.of(String.valueOf(e.getSQLState()));
            }
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private boolean run(String sql, Collection<@Nullable Object> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Object value : values) {
                statement.setObject(index++, value);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1) == 1;
            }
        }
    }

    private String key(org.hibernate.mapping.Table table) {
        return table.getQualifiedName(names);
    }
}
