package dev.rasura;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What {@link ArchitectureTest} demands and ArchUnit has no words for. */
final class ArchitectureConditions {

    private static final String INTERNAL = "dev.rasura.internal";
    private static final String HIBERNATE = "org.hibernate.";
    /** The session that a unit of work hands to its work; other packages pass it on, and call nothing of it. */
    private static final String PASSED_THROUGH = "org.hibernate.engine.spi.SharedSessionContractImplementor";

    private static final List<String> EMPTY_NAMES = List.of("Manager", "Helper", "Util", "Utils", "Impl");

    private ArchitectureConditions() {}

    static ArchCondition<JavaClass> exposeNothingInternal() {
        return condition("expose nothing internal", (type, events) -> {
            if (!isVisible(type)) {
                return;
            }
            Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
            report(events, type, "extends", Stream.concat(supertypes, bounds(type.getTypeParameters())));
            type.getFields().stream()
                    .filter(ArchitectureConditions::isOpen)
                    .forEach(field -> report(events, type, field.getName() + " is of", Stream.of(field.getType())));
            type.getCodeUnits().stream()
                    .filter(ArchitectureConditions::isOpen)
                    .forEach(unit -> report(events, type, unit.getName() + " names", signature(unit)));
        });
    }

    static ArchCondition<JavaClass> leaveHibernateToItsOwnPackage() {
        return condition("leave Hibernate to its own package", (type, events) -> {
            boolean mayPassThrough = type.getPackageName().startsWith(INTERNAL);
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> isHibernate(dependency.getTargetClass()))
                    .filter(dependency -> !mayPassThrough
                            || !dependency.getTargetClass().getName().equals(PASSED_THROUGH))
                    .forEach(dependency -> violated(events, type, dependency.getDescription()));
            type.getAccessesFromSelf().stream()
                    .filter(access -> isHibernate(access.getTargetOwner()))
                    .map(JavaAccess::getDescription)
                    .forEach(description -> violated(events, type, description));
        });
    }

    static ArchCondition<JavaClass> beCalledWhatTheyAre() {
        return condition(
                "be called what they are",
                (type, events) -> EMPTY_NAMES.stream()
                        .filter(type.getSimpleName()::endsWith)
                        .forEach(name -> violated(events, type, type.getName() + " is a " + name)));
    }

    static ArchCondition<JavaClass> resideInNullMarkedPackage() {
        return condition("reside in a @NullMarked package", (type, events) -> {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                violated(events, type, type.getName() + " is in a package without @NullMarked");
            }
        });
    }

    private static boolean isVisible(JavaClass type) {
        return isOpen(type)
                && type.getEnclosingClass()
                        .map(ArchitectureConditions::isVisible)
                        .orElse(true);
    }

    private static boolean isOpen(HasModifiers member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isHibernate(JavaClass type) {
        return type.getBaseComponentType().getName().startsWith(HIBERNATE);
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        bounds(unit.getTypeParameters()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> bounds(List<? extends JavaTypeVariable<?>> variables) {
        return variables.stream().flatMap(variable -> variable.getUpperBounds().stream());
    }

    private static void report(ConditionEvents events, JavaClass type, String how, Stream<? extends JavaType> types) {
        types.flatMap(named -> named.getAllInvolvedRawTypes().stream())
                .filter(named -> named.getPackageName().startsWith(INTERNAL))
                .forEach(named -> violated(events, type, type.getName() + ": " + how + " " + named.getName()));
    }

    private static void violated(ConditionEvents events, JavaClass type, String message) {
        events.add(SimpleConditionEvent.violated(type, message));
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.check(type, events);
            }
        };
    }

    @FunctionalInterface
    private interface Check {
        void check(JavaClass type, ConditionEvents events);
    }
}
