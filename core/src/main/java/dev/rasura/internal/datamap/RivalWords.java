package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds words of interfaces that contradict each other, of which none is nearer than the other. */
final class RivalWords {

    private final List<String> findings;

    RivalWords(List<String> findings) {
        this.findings = findings;
    }

    private record Word(Class<?> on, List<Annotation> said) {

        boolean overrules(Word other) {
            return !on.isInterface() || (on != other.on && other.on.isAssignableFrom(on));
        }
    }

    /** @param types the entity's own, with those above it, the nearest first */
    void refuse(Entity entity, List<Class<?>> types) {
        for (Class<? extends Annotation> said : List.of(OnErasure.class, DataSubject.class)) {
            refuse(
                    entity.name(),
                    types.stream().map(type -> word(type, type, List.of(said))).toList());
        }
    }

    void refuse(String where, Attribute attribute) {
        List<Word> words = new ArrayList<>();
        for (AnnotatedElement member : attribute.members()) {
            // The nearest comes last.
            words.add(
                    0,
                    word(
                            ((Member) member).getDeclaringClass(),
                            member,
                            List.of(PersonalData.class, NotPersonal.class)));
        }
        refuse(where, words);
    }

    private static Word word(Class<?> on, AnnotatedElement element, List<Class<? extends Annotation>> kinds) {
        return new Word(
                on,
                kinds.stream()
                        .<Annotation>map(element::getDeclaredAnnotation)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private void refuse(String where, List<Word> nearestFirst) {
        List<Word> words =
                nearestFirst.stream().filter(word -> !word.said.isEmpty()).toList();
        for (int i = 0; i < words.size() && words.get(i).on.isInterface(); i++) {
            Word one = words.get(i);
            Stream<Word> nearer = words.subList(0, i).stream();
            if (nearer.anyMatch(other -> other.overrules(one))) {
                continue;
            }
            words.subList(i + 1, words.size()).stream()
                    .filter(other -> other.on.isInterface() && !one.overrules(other) && one.on != other.on)
                    .filter(other -> !other.said.equals(one.said))
                    .forEach(other -> findings.add(where + ": " + one.on.getSimpleName() + " and "
                            + other.on.getSimpleName() + ", which it implements, contradict each other (" + kinds(one)
                            + ", " + kinds(other) + "). Say what holds where it is implemented"));
        }
    }

    private static String kinds(Word word) {
        return "@" + word.said.get(0).annotationType().getSimpleName();
    }
}
