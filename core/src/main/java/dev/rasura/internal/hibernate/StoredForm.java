package dev.rasura.internal.hibernate;

import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.converter.spi.JpaAttributeConverter;

/**
 * Tells whether a converter, or a type of the application's own, stores texts and bytes as they are, or makes something else
 * of them: encrypted ones, say.
 */
final class StoredForm {

    /**
     * An address, a telephone number, a word, an account number, and as many characters as a UUID has bytes: a converter may
     * refuse what is none of its kind.
     */
    private static final List<String> SAMPLES =
            List.of("probe@example.org", "+46701740605", "probe", "DE89370400440532013000", "sixteen letters!");

    private StoredForm() {}

    /**
     * What makes another text of the attribute's value than itself, or other bytes, or empty; only what is stored as either is
     * asked. One that makes another each time, as encryption does, is like none in another place.
     */
    static Optional<String> converter(Value value, String place) {
        Optional<BasicValueConverter<?, ?>> converter =
                value instanceof BasicValue basic ? StoringType.converter(basic) : Optional.empty();
        return converter
                .filter(StoredForm::differs)
                .map(differing -> name(differing) + (repeats(differing) ? "" : " in " + place));
    }

    private static String name(BasicValueConverter<?, ?> converter) {
        if (converter instanceof StoringType type) {
            return type.name();
        }
        return converter instanceof JpaAttributeConverter<?, ?> jpa
                ? jpa.getConverterJavaType().getTypeName()
                : converter.getClass().getName();
    }

    /** Whether the type works on any value that is given to it here. */
    static boolean isTried(StoringType type) {
        Class<?> domain = type.getDomainJavaType().getJavaTypeClass();
        return SAMPLES.stream()
                .flatMap(sample -> value(domain, sample).stream())
                .anyMatch(type::readsItsOwn);
    }

    private static boolean differs(BasicValueConverter<?, ?> converter) {
        Class<?> stored = converter.getRelationalJavaType().getJavaTypeClass();
        return (stored == String.class || stored == byte[].class)
                && !converter.getDomainJavaType().getJavaTypeClass().isEnum()
                && SAMPLES.stream().noneMatch(sample -> keeps(converter, sample));
    }

    @SuppressWarnings("unchecked")
    private static boolean repeats(BasicValueConverter<?, ?> untyped) {
        BasicValueConverter<Object, Object> converter = (BasicValueConverter<Object, Object>) untyped;
        return SAMPLES.stream()
                .flatMap(sample -> value(converter.getDomainJavaType().getJavaTypeClass(), sample).stream())
                .allMatch(value -> repeats(converter, value));
    }

    private static boolean repeats(BasicValueConverter<Object, Object> converter, Object value) {
        try {
            return Objects.deepEquals(converter.toRelationalValue(value), converter.toRelationalValue(value));
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** The text as the attribute has it: itself, or what wraps it. */
    private static Optional<Object> value(Class<?> type, String text) {
        if (type == String.class) {
            return Optional.of(text);
        }
        try {
            Constructor<?> wrapping = type.getDeclaredConstructor(String.class);
            wrapping.setAccessible(true);
            return Optional.of(wrapping.newInstance(text));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean keeps(BasicValueConverter<?, ?> untyped, String sample) {
        BasicValueConverter<Object, Object> converter = (BasicValueConverter<Object, Object>) untyped;
        boolean bytes = untyped.getRelationalJavaType().getJavaTypeClass() == byte[].class;
        Object stored = bytes ? sample.getBytes(StandardCharsets.UTF_8) : sample;
        try {
            boolean text = String.class.equals(converter.getDomainJavaType().getJavaTypeClass());
            Object domain = text ? sample : converter.toDomainValue(stored);
            return domain != null && Objects.deepEquals(stored, converter.toRelationalValue(domain));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
