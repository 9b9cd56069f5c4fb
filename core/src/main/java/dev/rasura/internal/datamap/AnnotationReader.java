package dev.rasura.internal.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.ReferredToBy;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.datamap.Ground;
import dev.rasura.datamap.Mentions;
import dev.rasura.datamap.Overwrite;
import dev.rasura.datamap.PersonalAttribute;
import dev.rasura.datamap.ProcessingTerms;
import dev.rasura.internal.schema.Ancestry;
import dev.rasura.internal.schema.Attribute;
import dev.rasura.internal.schema.Entity;
import dev.rasura.internal.schema.MappedSchema;
import jakarta.persistence.Embeddable;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of an entity, its mapped superclasses and its embeddables into a declaration. */
final class AnnotationReader {

    private final MappedSchema schema;
    private final List<String> findings;
    private final OverwriteReader overwrites;

    AnnotationReader(MappedSchema schema, List<String> findings) {
        this.schema = schema;
        this.findings = findings;
        this.overwrites = new OverwriteReader(findings);
    }

    void read(EntityDeclaration declaration) {
        Entity entity = declaration.entity;
        classes(entity).forEach(type -> readType(declaration, type));
        new RivalWords(findings).refuse(entity, classes(entity));
        if (entity.type() != null && entity.type().getPackage() != null) {
            declaration.packageTerms = terms(
                    "package " + entity.type().getPackageName(), entity.type().getPackage());
        }
        entity.attributes().stream()
                .filter(attribute -> !attribute.inherited())
                .forEach(attribute -> readAttribute(declaration, attribute));
        new UnheardWords(schema, findings).refuse(entity, classes(entity));
    }

    /**
     * The entity's class and those above it, as far as they are no entities themselves: orm.xml may map any of them. What
     * they implement comes last.
     */
    private List<Class<?>> classes(Entity entity) {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = entity.type(); type != null && type != Object.class; type = type.getSuperclass()) {
            if (type != entity.type() && schema.entityOf(type).isPresent()) {
                break;
            }
            classes.add(type);
        }
        return Ancestry.withInterfaces(classes);
    }

    private void readType(EntityDeclaration declaration, Class<?> type) {
        DataSubject subject = type.getDeclaredAnnotation(DataSubject.class);
        if (subject != null && declaration.subject == null) {
            declaration.subject(subject.onErasure(), subject.category());
        }
        declaration.terms = declaration.terms.or(terms(type.getSimpleName(), type));
        OnErasure onErasure = type.getDeclaredAnnotation(OnErasure.class);
        if (onErasure != null && declaration.onErasure == null) {
            declaration.onErasure(onErasure.value());
        }
        for (ErasureDefault said : type.getDeclaredAnnotationsByType(ErasureDefault.class)) {
            readDefault(declaration, said);
        }
        NotPersonal notPersonal = type.getDeclaredAnnotation(NotPersonal.class);
        if (notPersonal != null && type == declaration.entity.type()) {
            declaration.restNotPersonal(notPersonal.value());
        } else if (notPersonal != null) {
            restNotPersonal(declaration, type, notPersonal);
        }
        for (SubjectPath path : type.getDeclaredAnnotationsByType(SubjectPath.class)) {
            if (path.onErasure().length == 0) {
                declaration.path(path.value());
            } else {
                declaration.path(path.value(), path.onErasure()[0]);
            }
        }
        for (ReferredToBy mentioned : type.getDeclaredAnnotationsByType(ReferredToBy.class)) {
            readMentions(declaration, mentioned);
        }
        for (Retain retain : type.getDeclaredAnnotationsByType(Retain.class)) {
            readGround(declaration, retain);
        }
        for (Retention rule : type.getDeclaredAnnotationsByType(Retention.class)) {
            readRule(declaration, rule);
        }
    }

    /** What is said above the entity speaks of what is declared there, not of what the entity adds. */
    private static void restNotPersonal(EntityDeclaration declaration, Class<?> above, NotPersonal said) {
        declaration.entity.attributes().stream()
                .filter(attribute -> !attribute.members().isEmpty())
                .filter(attribute -> ((Member) attribute.members().get(0))
                        .getDeclaringClass()
                        .isAssignableFrom(above))
                .forEach(attribute -> declaration.restOfClasses.putIfAbsent(attribute.path(), said.value()));
    }

    /** What is nearer was read before. */
    private void readDefault(EntityDeclaration declaration, ErasureDefault said) {
        Overwrite overwrite = overwrites.of(said, declaration.entity.name());
        if (said.value().length == 0 && declaration.defaultForAll == null) {
            declaration.defaultForAll(overwrite);
        }
        for (DataCategory category : said.value()) {
            if (!declaration.defaults.containsKey(category)) {
                declaration.defaultFor(category, overwrite);
            }
        }
    }

    private void readGround(EntityDeclaration declaration, Retain retain) {
        try {
            declaration.retain(new Ground(
                    retain.ground(),
                    retain.when(),
                    retain.until(),
                    retain.start(),
                    retain.period().isEmpty() ? null : Period.parse(retain.period())));
        } catch (DateTimeParseException e) {
            findings.add(declaration.entity + ": the period '" + retain.period() + "' of the ground '" + retain.ground()
                    + "' is no calendar period. Write it in ISO 8601, as P10Y");
        } catch (IllegalArgumentException e) {
            findings.add(declaration.entity + ": " + e.getMessage());
        }
    }

    private void readRule(EntityDeclaration declaration, Retention rule) {
        try {
            declaration.retention(rule.rule(), rule.start(), Period.parse(rule.period()), rule.action(), rule.when());
        } catch (DateTimeParseException e) {
            findings.add(declaration.entity + ": the period '" + rule.period() + "' of retention rule '" + rule.rule()
                    + "' is no calendar period. Write it in ISO 8601, as P2Y, P6M or P14D");
        }
    }

    private void readMentions(EntityDeclaration declaration, ReferredToBy mentioned) {
        Overwrite overwrite = switch (mentioned.onErasure()) {
            case AUTO -> Overwrite.auto();
            case NULL -> Overwrite.withNull();
            case TOKEN -> Overwrite.withToken();
            case KEYED_HASH -> Overwrite.withKeyedHash();
            case CONSTANT -> Overwrite.withConstant(mentioned.constant());
            default -> {
                findings.add(declaration.entity + ": @ReferredToBy(onErasure = " + mentioned.onErasure()
                        + ") needs more than an annotation can say. Say it in code: map.entity(...).referredToBy(...)");
                yield Overwrite.auto();
            }
        };
        try {
            declaration.referredToBy(new Mentions(
                    List.of(mentioned.columns()),
                    List.of(mentioned.annotatedWith()),
                    mentioned.attribute(),
                    mentioned.ignoreCase(),
                    overwrite));
        } catch (IllegalArgumentException e) {
            findings.add(declaration.entity + ": @ReferredToBy names neither columns nor annotations");
        }
    }

    private void readAttribute(EntityDeclaration declaration, Attribute attribute) {
        String path = attribute.path();
        PersonalData personal = innermost(attribute, PersonalData.class);
        NotPersonal notPersonal = innermost(attribute, NotPersonal.class);
        refuseContradiction(declaration.entity + "." + path, attribute);
        new RivalWords(findings).refuse(declaration.entity + "." + path, attribute);
        if (personal != null && (notPersonal == null || depth(attribute, personal) >= depth(attribute, notPersonal))) {
            declaration.personal(
                    path,
                    new PersonalAttribute(
                            personal.value(),
                            overwrites.of(personal, declaration.entity + "." + path),
                            terms(
                                            declaration.entity + "." + path,
                                            personal.purpose(),
                                            personal.basis(),
                                            personal.source(),
                                            personal.recipients())
                                    .or(nearest(declaration, attribute))));
            if (!personal.of().isEmpty()) {
                declaration.whose(path, personal.of());
            }
        } else if (notPersonal != null) {
            declaration.notPersonal(path, notPersonal.value());
        }
        if (innermost(attribute, OwnedBySubject.class) != null) {
            declaration.ownedBySubject(path);
        }
        OnErasure onErasure = innermost(attribute, OnErasure.class);
        if (onErasure != null) {
            if (attribute.element() != null) {
                declaration.onErasure(attribute.element().collection(), onErasure.value());
            } else {
                findings.add(
                        declaration.entity + "." + path + ": @OnErasure stands on entities and collections. For one"
                                + " attribute say @PersonalData(onErasure = ...)");
            }
        }
        SoftReference soft = innermost(attribute, SoftReference.class);
        if (soft != null) {
            List<Entity> targets = schema.entitiesOf(soft.to());
            if (targets.size() == 1) {
                declaration.softReference(path, targets.get(0).name(), soft.attribute(), soft.ignoreCase());
            } else {
                findings.add(declaration.entity + "." + path + ": @SoftReference points at "
                        + soft.to().getName() + ", which Hibernate "
                        + (targets.isEmpty()
                                ? "does not map as an entity"
                                : "maps as several entities: " + targets + ". Say in code which is meant:"
                                        + " map.entity(\"" + declaration.entity + "\").softReference(...)"));
            }
        }
    }

    /** Of a field and its getter either might be meant. */
    private void refuseContradiction(String where, Attribute attribute) {
        Map<Class<?>, Set<Object>> said = new LinkedHashMap<>();
        for (AnnotatedElement member : attribute.members()) {
            Set<Object> words =
                    said.computeIfAbsent(((Member) member).getDeclaringClass(), type -> new LinkedHashSet<>());
            if (member.isAnnotationPresent(PersonalData.class)) {
                words.add(member.getAnnotation(PersonalData.class));
            }
            if (member.isAnnotationPresent(NotPersonal.class)) {
                words.add(NotPersonal.class);
            }
        }
        if (said.values().stream().anyMatch(words -> words.size() > 1)) {
            findings.add(
                    where + ": its field and its getter, or two words on one of them, contradict each other: which of"
                            + " @PersonalData and @NotPersonal is meant cannot be told. Say one word, on either");
        }
    }

    /** What is said on the attribute and those it is embedded in, then on the classes of the embeddables. */
    private ProcessingTerms nearest(EntityDeclaration declaration, Attribute attribute) {
        String where = declaration.entity + "." + attribute.path();
        ProcessingTerms terms = ProcessingTerms.none();
        for (int i = attribute.members().size() - 1; i >= 0; i--) {
            terms = terms.or(terms(where, attribute.members().get(i)));
        }
        for (int i = attribute.members().size() - 1; i >= 0; i--) {
            if (attribute.members().get(i) instanceof Member member
                    && member.getDeclaringClass().isAnnotationPresent(Embeddable.class)) {
                Class<?> embeddable = member.getDeclaringClass();
                terms = terms.or(terms(embeddable.getSimpleName(), embeddable));
            }
        }
        return terms;
    }

    private ProcessingTerms terms(String where, AnnotatedElement element) {
        Processing said = element.getDeclaredAnnotation(Processing.class);
        return said == null
                ? ProcessingTerms.none()
                : terms(where, said.purpose(), said.basis(), said.source(), said.recipients());
    }

    private ProcessingTerms terms(String where, String purpose, LegalBasis basis, String source, String[] recipients) {
        try {
            return new ProcessingTerms(purpose, basis, source, List.of(recipients));
        } catch (IllegalArgumentException e) {
            findings.add(where + ": " + e.getMessage());
            return ProcessingTerms.none();
        }
    }

    private static <A extends Annotation> @Nullable A innermost(Attribute attribute, Class<A> type) {
        A found = null;
        for (AnnotatedElement member : attribute.members()) {
            A here = member.getDeclaredAnnotation(type);
            found = here == null ? found : here;
        }
        return found;
    }

    private static int depth(Attribute attribute, Annotation annotation) {
        int depth = -1;
        for (int i = 0; i < attribute.members().size(); i++) {
            if (annotation.equals(attribute.members().get(i).getDeclaredAnnotation(annotation.annotationType()))) {
                depth = i;
            }
        }
        return depth;
    }
}
