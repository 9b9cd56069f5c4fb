package dev.rasura.internal.datamap;

import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.schema.Attribute;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that lie whole in one column, as a document or by a converter: their parts are no attributes, but may speak. */
final class StoredWhole {

    private StoredWhole() {}

    /**
     * Whether the class of the value, or of what it is made of, says of a part that it is personal.
     *
     * @param known the class of the value, which its member may declare by a variable, or null
     */
    static boolean holdsPersonal(Attribute attribute, @Nullable Class<?> known) {
        List<AnnotatedElement> members = attribute.members();
        Stream<Class<?>> declared =
                members.isEmpty() ? Stream.empty() : classes(type(attribute, members.get(members.size() - 1)));
        return Stream.concat(Stream.ofNullable(known), declared)
                .flatMap(StoredWhole::possible)
                .anyMatch(type -> speaks(type, new HashSet<>()));
    }

    private static Type type(Attribute attribute, AnnotatedElement member) {
        Type type = member instanceof Field field ? field.getGenericType() : ((Method) member).getGenericReturnType();
        boolean map = attribute.collection()
                && type instanceof ParameterizedType of
                && of.getRawType() instanceof Class<?> raw
                && Map.class.isAssignableFrom(raw)
                && of.getActualTypeArguments().length == 2;
        return map ? ((ParameterizedType) type).getActualTypeArguments()[attribute.mapKey() ? 0 : 1] : type;
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof Class<?> one) {
            return one.isArray() ? classes(one.getComponentType()) : Stream.of(one);
        }
        if (type instanceof GenericArrayType array) {
            return classes(array.getGenericComponentType());
        }
        if (type instanceof WildcardType unknown) {
            return Arrays.stream(unknown.getUpperBounds()).flatMap(StoredWhole::classes);
        }
        return type instanceof ParameterizedType of
                ? Stream.concat(
                        classes(of.getRawType()),
                        Arrays.stream(of.getActualTypeArguments()).flatMap(StoredWhole::classes))
                : Stream.of();
    }

    private static boolean speaks(Class<?> type, Set<Class<?>> seen) {
        boolean foreign = type.isPrimitive() || type.isEnum() || type.getName().startsWith("java.");
        if (foreign || !seen.add(type)) {
            return false;
        }
        List<Field> fields = List.of(type.getDeclaredFields());
        Stream<Class<?>> parts = fields.stream()
                .flatMap(field -> classes(field.getGenericType()))
                .flatMap(StoredWhole::possible);
        Stream<Class<?>> above = Stream.of(type.getInterfaces());
        if (type.getGenericSuperclass() != null) {
            above = Stream.concat(above, classes(type.getGenericSuperclass()));
        }
        return Stream.concat(fields.stream(), Arrays.stream(type.getDeclaredMethods()))
                        .anyMatch(member -> member.isAnnotationPresent(PersonalData.class))
                || Stream.concat(parts, above).anyMatch(other -> speaks(other, seen));
    }

    /** The class, and those of which its values can only be. */
    private static Stream<Class<?>> possible(Class<?> type) {
        return type.isSealed()
                ? Stream.concat(
                        Stream.of(type),
                        Arrays.stream(type.getPermittedSubclasses()).flatMap(StoredWhole::possible))
                : Stream.of(type);
    }
}
