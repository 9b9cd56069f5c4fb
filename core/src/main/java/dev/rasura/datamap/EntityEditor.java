package dev.rasura.datamap;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.RowAction;
import java.time.Period;

/**
 * Says of one entity in code what the annotations of {@code dev.rasura.annotation} say on the class. Attributes are named
 * by path ({@code address.street}); a name without a dot also stands for all parts of an embedded attribute. Every method
 * returns the editor itself.
 */
public interface EntityEditor {

    /** As {@link dev.rasura.annotation.DataSubject}. */
    EntityEditor subject(RowAction onErasure);

    /** As {@link dev.rasura.annotation.DataSubject} with a category of people. */
    EntityEditor subject(RowAction onErasure, String category);

    /** As {@link dev.rasura.annotation.Processing} on the class. */
    EntityEditor processing(ProcessingTerms terms);

    /** As {@link dev.rasura.annotation.OnErasure} on the class. */
    EntityEditor onErasure(RowAction action);

    /** As {@link dev.rasura.annotation.OnErasure} on a collection. */
    EntityEditor onErasure(String collection, RowAction action);

    /** As {@link dev.rasura.annotation.PersonalData} with what the entity's {@link #processing} says. */
    default EntityEditor personal(String attribute, DataCategory category, Overwrite onErasure) {
        return personal(attribute, PersonalAttribute.of(category).withOverwrite(onErasure));
    }

    /** As {@link dev.rasura.annotation.PersonalData}. */
    EntityEditor personal(String attribute, PersonalAttribute personal);

    /** As {@link dev.rasura.annotation.ErasureDefault} on the class, for one category. */
    EntityEditor defaultFor(DataCategory category, Overwrite overwrite);

    /** As {@link dev.rasura.annotation.ErasureDefault} on the class, for all categories. */
    EntityEditor defaultForAll(Overwrite overwrite);

    /** As {@link dev.rasura.annotation.NotPersonal} on an attribute or association. */
    EntityEditor notPersonal(String attribute, String reason);

    /**
     * As {@link dev.rasura.annotation.NotPersonal} on the class: all attributes that nothing else is said of, but not those
     * that heirs add.
     */
    EntityEditor restNotPersonal(String reason);

    /** As {@link dev.rasura.annotation.SubjectPath}. */
    EntityEditor path(String association);

    /** As {@link dev.rasura.annotation.SubjectPath} with an action of its own. */
    EntityEditor path(String association, RowAction onErasure);

    /** As {@link dev.rasura.annotation.OwnedBySubject}. */
    EntityEditor ownedBySubject(String association);

    /**
     * As {@link dev.rasura.annotation.SoftReference}.
     *
     * @param entity the JPA name of the entity referred to
     * @param target its attribute, or empty for its identifier
     */
    EntityEditor softReference(String attribute, String entity, String target, boolean ignoreCase);

    /** As {@link dev.rasura.annotation.ReferredToBy}. */
    EntityEditor referredToBy(Mentions mentions);

    /**
     * As {@link dev.rasura.annotation.PersonalData#of()}.
     *
     * @param path the path of this entity by which the person is reached
     */
    EntityEditor whose(String attribute, String path);

    /** As {@link dev.rasura.annotation.Retain}. */
    EntityEditor retain(Ground ground);

    /** As {@link dev.rasura.annotation.Retention}. */
    EntityEditor retention(String rule, String start, Period period, RowAction action, String when);
}
