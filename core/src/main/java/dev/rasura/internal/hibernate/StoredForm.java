package dev.rasura.internal.hibernate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.converter.spi.JpaAttributeConverter;

/** Tells whether a converter stores texts as they are, or makes something else of them: an encrypted one, say. */
final class StoredForm {

    /** An address, a telephone number, a word and an account number: a converter may refuse what is none of its kind. */
    private static final List<String> SAMPLES =
            List.of("probe@example.org", "+46701740605", "probe", "DE89370400440532013000");

    private StoredForm() {}

    /**
     * What makes another text of the attribute's than itself, or empty; only what is stored as text is asked. One that makes
     * another each time, as encryption does, is like none in another place.
     */
    static Optional<String> converter(Value value, String place) {
        BasicValueConverter<?, ?> converter =
                value instanceof BasicValue basic ? basic.resolve().getValueConverter() : null;
        return converter != null && differs(converter)
                ? Optional.of(name(converter) + (repeats(converter) ? "" : " in " + place))
                : Optional.empty();
    }

    private static String name(BasicValueConverter<?, ?> converter) {
        return converter instanceof JpaAttributeConverter<?, ?> jpa
                ? jpa.getConverterJavaType().getTypeName()
                : converter.getClass().getName();
    }

    private static boolean differs(BasicValueConverter<?, ?> converter) {
        return converter.getRelationalJavaType().getJavaTypeClass() == String.class
                && !converter.getDomainJavaType().getJavaTypeClass().isEnum()
                && SAMPLES.stream().noneMatch(sample -> keeps(converter, sample));
    }

    @SuppressWarnings("unchecked")
    private static boolean repeats(BasicValueConverter<?, ?> untyped) {
        BasicValueConverter<Object, Object> converter = (BasicValueConverter<Object, Object>) untyped;
        boolean text = String.class.equals(converter.getDomainJavaType().getJavaTypeClass());
        try {
            return !text
                    || SAMPLES.stream()
                            .allMatch(sample -> Objects.equals(
                                    converter.toRelationalValue(sample), converter.toRelationalValue(sample)));
        } catch (RuntimeException e) {
            return true;
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean keeps(BasicValueConverter<?, ?> untyped, String sample) {
        BasicValueConverter<Object, Object> converter = (BasicValueConverter<Object, Object>) untyped;
        try {
            boolean text = String.class.equals(converter.getDomainJavaType().getJavaTypeClass());
            Object domain = text ? sample : converter.toDomainValue(sample);
            return domain != null && sample.equals(converter.toRelationalValue(domain));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
