package dev.rasura.internal.hibernate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.mapping.BasicValue;
import org.hibernate.type.CustomType;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.PrimitiveByteArrayJavaType;
import org.hibernate.type.descriptor.java.StringJavaType;
import org.hibernate.usertype.UserType;
import org.jspecify.annotations.Nullable;

/**
 * A type of the application's own ({@code UserType}) that stores texts or bytes, seen as the converter that it is. It is tried on
 * a statement and a row of one value each, which no database has.
 */
final class StoringType implements BasicValueConverter<Object, Object> {

    private final UserType<Object> type;
    private final JavaType<Object> domain;
    private final JavaType<?> stored;

    private StoringType(UserType<Object> type, JavaType<Object> domain, JavaType<?> stored) {
        this.type = type;
        this.domain = domain;
        this.stored = stored;
    }

    /** What converts the values of an attribute: a converter, or a type of the application's own that can be tried. */
    static Optional<BasicValueConverter<?, ?>> converter(BasicValue value) {
        BasicValueConverter<?, ?> converter = value.resolve().getValueConverter();
        return converter == null && value.getType() instanceof CustomType<?> custom
                ? of(custom).map(type -> type)
                : Optional.ofNullable(converter);
    }

    @SuppressWarnings("unchecked")
    private static Optional<StoringType> of(CustomType<?> custom) {
        UserType<Object> type = (UserType<Object>) custom.getUserType();
        JavaType<?> stored = switch (custom.getUserType().getSqlType()) {
            case Types.CHAR, Types.NCHAR, Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR ->
                StringJavaType.INSTANCE;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> PrimitiveByteArrayJavaType.INSTANCE;
            default -> null;
        };
        return stored == null || type.getClass().getName().startsWith("org.hibernate.")
                ? Optional.empty()
                : Optional.of(new StoringType(type, (JavaType<Object>) custom.getExpressibleJavaType(), stored));
    }

    String name() {
        return type.getClass().getName();
    }

    /** Whether it reads what it stores, without a session: one that cannot says nothing of what it is given to read. */
    boolean readsItsOwn(Object value) {
        try {
            return toDomainValue(toRelationalValue(value)) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** By the older of two methods, which calls the newer one: a type may have either. */
    @Override
    @SuppressWarnings("removal")
    public @Nullable Object toDomainValue(@Nullable Object relational) {
        ResultSet row = stub(ResultSet.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getString", "getNString", "getObject" -> relational;
            case "getBytes" -> relational instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : relational;
            case "wasNull" -> relational == null;
            default -> throw new UnsupportedOperationException(method.getName());
        });
        try {
            return type.nullSafeGet(row, 1, (SharedSessionContractImplementor) null, null);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @SuppressWarnings("removal")
    public @Nullable Object toRelationalValue(@Nullable Object value) {
        List<@Nullable Object> bound = new ArrayList<>();
        PreparedStatement statement = stub(PreparedStatement.class, (proxy, method, arguments) -> {
            if (!method.getName().startsWith("set") || arguments.length < 2) {
                throw new UnsupportedOperationException(method.getName());
            }
            bound.add(method.getName().equals("setNull") ? null : arguments[1]);
            return null;
        });
        try {
            type.nullSafeSet(statement, value, 1, (SharedSessionContractImplementor) null);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return bound.size() == 1 ? bound.get(0) : null;
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    @Override
    public JavaType<Object> getDomainJavaType() {
        return domain;
    }

    @Override
    @SuppressWarnings("unchecked")
    public JavaType<Object> getRelationalJavaType() {
        return (JavaType<Object>) Objects.requireNonNull(stored);
    }
}
