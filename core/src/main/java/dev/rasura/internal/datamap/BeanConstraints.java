package dev.rasura.internal.datamap;

import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.Overwrite;
import dev.rasura.internal.schema.Attribute;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The Bean Validation constraints of an attribute, read by their names: an application that has them is not made to have
 * their implementation. A constraint of one group counts as one of all.
 */
final class BeanConstraints {

    /** Whether a constraint holds for what is written. */
    enum Verdict {
        HOLDS,
        VIOLATED,
        /** It depends on the value that is there, or on code that is not read. */
        UNKNOWN
    }

    private static final String STANDARD = "jakarta.validation.constraints.";
    private static final String HIBERNATE = "org.hibernate.validator.constraints.";
    private static final String CONSTRAINT = "jakarta.validation.Constraint";

    private final List<Annotation> constraints;

    private BeanConstraints(List<Annotation> constraints) {
        this.constraints = constraints;
    }

    /** The constraints of the attribute's own value, not of what it is embedded or collected in. */
    static BeanConstraints of(List<Attribute> attributes) {
        List<Annotation> found = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.collection() && !attribute.elementPart()) {
                continue;
            }
            for (AnnotatedElement member : attribute.members()) {
                if (isOwn(attribute, member)) {
                    collect(member, found, new LinkedHashSet<>());
                }
            }
        }
        return new BeanConstraints(found);
    }

    private static boolean isOwn(Attribute attribute, AnnotatedElement member) {
        String last = attribute.path().substring(attribute.path().lastIndexOf('.') + 1);
        String capital = last.substring(0, 1).toUpperCase(Locale.ROOT) + last.substring(1);
        return member instanceof Member named
                && Set.of(last, "get" + capital, "is" + capital).contains(named.getName());
    }

    private static void collect(AnnotatedElement element, List<Annotation> found, Set<Class<?>> seen) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (isConstraint(type)) {
                found.add(annotation);
                if (!isRead(type) && seen.add(type)) {
                    collect(type, found, seen);
                }
            } else if (type.getSimpleName().equals("List")
                    && type.getEnclosingClass() != null
                    && isConstraint(type.getEnclosingClass())) {
                for (Annotation one : read(annotation, "value", new Annotation[0])) {
                    found.add(one);
                }
            }
        }
    }

    /** Others are read by the constraints that they are composed of. */
    private static boolean isRead(Class<?> type) {
        return type.getName().startsWith(STANDARD)
                || Set.of(HIBERNATE + "Length", HIBERNATE + "Range").contains(type.getName());
    }

    private static boolean isConstraint(Class<?> type) {
        for (Annotation meta : type.getDeclaredAnnotations()) {
            if (meta.annotationType().getName().equals(CONSTRAINT)) {
                return true;
            }
        }
        return false;
    }

    /** Those that do not hold, as {@code @Size}. */
    List<String> violatedBy(Overwrite overwrite, WrittenValue written) {
        return named(overwrite, written, Verdict.VIOLATED);
    }

    /** Those of which it cannot be said. */
    List<String> unknownFor(Overwrite overwrite, WrittenValue written) {
        return named(overwrite, written, Verdict.UNKNOWN);
    }

    private List<String> named(Overwrite overwrite, WrittenValue written, Verdict verdict) {
        return constraints.stream()
                .filter(c -> verdict(c, overwrite, written) == verdict)
                .map(c -> "@" + c.annotationType().getSimpleName())
                .distinct()
                .toList();
    }

    private static Verdict verdict(Annotation constraint, Overwrite overwrite, WrittenValue written) {
        String name = constraint.annotationType().getSimpleName();
        if (!isRead(constraint.annotationType())) {
            boolean composedOnly = read(constraintOf(constraint), "validatedBy", new Class<?>[0]).length == 0;
            return composedOnly || (written.known() && written.value() == null) ? Verdict.HOLDS : Verdict.UNKNOWN;
        }
        if (!written.known()) {
            return overwrite.strategy() == Strategy.GENERALISE
                    ? ConstraintRules.generalised(constraint, name, overwrite.cut())
                    : Verdict.UNKNOWN;
        }
        return ConstraintRules.of(constraint, name, written.value());
    }

    private static Annotation constraintOf(Annotation annotation) {
        for (Annotation meta : annotation.annotationType().getDeclaredAnnotations()) {
            if (meta.annotationType().getName().equals(CONSTRAINT)) {
                return meta;
            }
        }
        throw new IllegalArgumentException(
                "No constraint: " + annotation.annotationType().getName());
    }

    /** An element of the annotation, or the fallback where it has none of that name and type. */
    @SuppressWarnings("unchecked")
    static <T> T read(Annotation annotation, String element, T fallback) {
        try {
            Object value = annotation.annotationType().getMethod(element).invoke(annotation);
            return fallback.getClass().isInstance(value) ? (T) value : fallback;
        } catch (ReflectiveOperationException e) {
            return fallback;
        }
    }

    static BigDecimal number(Annotation annotation, String element) {
        try {
            Object value = annotation.annotationType().getMethod(element).invoke(annotation);
            return new BigDecimal(value.toString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "No number: " + annotation.annotationType().getName(), e);
        }
    }
}
