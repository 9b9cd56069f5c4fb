package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds words that stand where they would say nothing: on a member without a column, on a class without rows. */
final class UnheardWords {

    /** By name: Hibernate's own are for its package alone. */
    private static final Set<String> NOT_STORED = Set.of(
            "jakarta.persistence.Transient",
            "org.hibernate.annotations.Formula",
            "org.hibernate.annotations.JoinFormula",
            "org.hibernate.annotations.JoinColumnOrFormula");

    static final List<Class<? extends Annotation>> NEEDING_A_COLUMN =
            List.of(OnErasure.class, OwnedBySubject.class, SoftReference.class, NotPersonal.class, PersonalData.class);

    /** Without {@code @NotPersonal}: columns of which it says nothing are unclassified, and show. */
    static final List<Class<? extends Annotation>> NEEDING_ROWS = List.of(
            DataSubject.class,
            OnErasure.class,
            ErasureDefault.class,
            SubjectPath.class,
            ReferredToBy.class,
            Retain.class,
            Retention.class);

    private final MappedSchema schema;
    private final List<String> findings;

    UnheardWords(MappedSchema schema, List<String> findings) {
        this.schema = schema;
        this.findings = findings;
    }

    /** @param classes the entity's own, with those above it that are no entities */
    void refuse(Entity entity, List<Class<?>> classes) {
        Set<AnnotatedElement> heard = new HashSet<>();
        entity.attributes().forEach(attribute -> heard.addAll(attribute.members()));
        classes.forEach(type -> refuse(entity.name(), type, heard));
        for (Class<?> embedded : embeddables(entity, heard)) {
            refuse(embedded.getSimpleName(), embedded, heard);
            refuseOnClass(embedded);
        }
        if (entity.keyClass() != null) {
            new KeyClassWords(entity, findings).refuse(entity.keyClass());
        }
    }

    private void refuse(String where, Class<?> type, Set<AnnotatedElement> heard) {
        Stream.<AnnotatedElement>concat(
                        Arrays.stream(type.getDeclaredFields()), Arrays.stream(type.getDeclaredMethods()))
                .filter(member -> !heard.contains(member))
                .forEach(member -> NEEDING_A_COLUMN.stream()
                        .filter(member::isAnnotationPresent)
                        .filter(said -> isMissed(said, member))
                        .forEach(said -> findings.add(where + "." + ((Member) member).getName() + ": @"
                                + said.getSimpleName() + " says nothing here, where the entity has no column of its"
                                + " own. " + cure(said))));
    }

    /** An embeddable is a part of rows: what is said of rows must stand on the entity or the collection. */
    private void refuseOnClass(Class<?> embeddable) {
        NEEDING_ROWS.stream()
                .filter(said -> embeddable.getDeclaredAnnotationsByType(said).length > 0)
                .forEach(said -> findings.add(embeddable.getSimpleName() + ": @" + said.getSimpleName()
                        + " says nothing on an embeddable, which has no rows of its own. Say it on the entity"
                        + (said == OnErasure.class ? ", or on the collection" : "") + " that has it"));
    }

    /** The classes of what is embedded in the entity. */
    private static Set<Class<?>> embeddables(Entity entity, Set<AnnotatedElement> members) {
        return members.stream()
                .map(member -> ((Member) member).getDeclaringClass())
                .filter(type -> entity.type() != null && !type.isAssignableFrom(entity.type()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What is not stored needs no word, and where only the column's own is lacking, the column is unclassified. */
    private boolean isMissed(Class<? extends Annotation> said, AnnotatedElement member) {
        if (Arrays.stream(member.getAnnotations())
                .anyMatch(a -> NOT_STORED.contains(a.annotationType().getName()))) {
            return said != NotPersonal.class && said != PersonalData.class;
        }
        Class<?> type = member instanceof Field field ? field.getType() : ((Method) member).getReturnType();
        return said != NotPersonal.class
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || schema.entityOf(type).isPresent();
    }

    private static String cure(Class<? extends Annotation> said) {
        if (said == OnErasure.class) {
            return "Say it on the entity whose rows these are";
        }
        return said == NotPersonal.class
                ? "Say it on the association of the other entity by which its rows refer here; where that has none, give"
                        + " it one over the same column (@ManyToOne, @JoinColumn)"
                : "Say it where the column is";
    }
}
