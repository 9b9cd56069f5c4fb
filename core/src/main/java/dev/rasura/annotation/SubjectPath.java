package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Chooses the association by which rows of this entity belong to a data subject. Where exactly one leads to a subject it
 * is inferred; where several do, the start stops until they are chosen. Rows may belong to several people (the sender and
 * the recipient of a message): one annotation each.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(SubjectPath.All.class)
public @interface SubjectPath {

    /** The name of the association, or of the attribute with {@link SoftReference}, whose target leads to the subject. */
    String value();

    /** What happens to rows that are the subject's by this path. The entity's {@link OnErasure} is the default. */
    RowAction[] onErasure() default {};

    /** The container of several paths. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        SubjectPath[] value();
    }
}
