package dev.rasura.internal.datamap;

import dev.rasura.annotation.Processing;
import dev.rasura.internal.schema.Ancestry;
import dev.rasura.internal.schema.Entity;
import java.beans.Introspector;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds words on the class of {@code @IdClass}: a key's parts are mapped, and heard, as attributes of the entity. */
final class KeyClassWords {

    private static final List<Class<? extends Annotation>> OF_ATTRIBUTES = Stream.concat(
                    UnheardWords.NEEDING_A_COLUMN.stream(), Stream.of(Processing.class))
            .toList();

    private final Entity entity;
    private final List<String> findings;
    private final Set<AnnotatedElement> heard = new HashSet<>();

    KeyClassWords(Entity entity, List<String> findings) {
        this.entity = entity;
        this.findings = findings;
        entity.attributes().forEach(attribute -> heard.addAll(attribute.members()));
    }

    void refuse(Class<?> keyClass) {
        UnheardWords.NEEDING_ROWS.stream()
                .filter(said -> keyClass.getDeclaredAnnotationsByType(said).length > 0)
                .forEach(said -> findings.add(keyClass.getSimpleName() + ": @" + said.getSimpleName()
                        + " says nothing on the class of @IdClass, which has no rows of its own. Say it on " + entity));
        for (Class<?> type : Ancestry.of(keyClass)) {
            Stream.<AnnotatedElement>concat(
                            Arrays.stream(type.getDeclaredFields()), Arrays.stream(type.getDeclaredMethods()))
                    .filter(member -> !heard.contains(member))
                    .forEach(member -> refuse(type, member));
        }
    }

    private void refuse(Class<?> type, AnnotatedElement member) {
        for (Class<? extends Annotation> word : OF_ATTRIBUTES) {
            Annotation said = member.getDeclaredAnnotation(word);
            String name = attribute((Member) member);
            if (said != null && !isRepeated(name, said)) {
                findings.add(type.getSimpleName() + "." + ((Member) member).getName() + ": @" + word.getSimpleName()
                        + " says nothing on the class of @IdClass, whose parts are attributes of " + entity
                        + ". Say it on " + entity + "." + name);
            }
        }
    }

    /** A class may be embedded elsewhere, where its words are heard: the entity then says the same. */
    private boolean isRepeated(String name, Annotation said) {
        return entity.attributes().stream()
                .filter(attribute ->
                        attribute.path().equals(name) || attribute.path().startsWith(name + "."))
                .flatMap(attribute -> attribute.members().stream())
                .anyMatch(member -> said.equals(member.getDeclaredAnnotation(said.annotationType())));
    }

    private static String attribute(Member member) {
        return member instanceof Field
                ? member.getName()
                : Introspector.decapitalize(member.getName().replaceFirst("^(get|is)(?=[A-Z])", ""));
    }
}
