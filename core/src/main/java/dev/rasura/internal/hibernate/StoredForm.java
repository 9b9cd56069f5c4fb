package dev.rasura.internal.hibernate;

import java.util.List;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Value;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;

/** Tells whether a converter stores texts as they are, or makes something else of them: an encrypted one, say. */
final class StoredForm {

    /** An address, a telephone number, a word and an account number: a converter may refuse what is none of its kind. */
    private static final List<String> SAMPLES =
            List.of("probe@example.org", "+46701740605", "probe", "DE89370400440532013000");

    private StoredForm() {}

    /** Whether the column holds another text than the attribute; only what is stored as text is asked. */
    static boolean differs(Value value) {
        if (!(value instanceof BasicValue basic)) {
            return false;
        }
        BasicValueConverter<?, ?> converter = basic.resolve().getValueConverter();
        return converter != null
                && converter.getRelationalJavaType().getJavaTypeClass() == String.class
                && !converter.getDomainJavaType().getJavaTypeClass().isEnum()
                && SAMPLES.stream().noneMatch(sample -> keeps(converter, sample));
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
