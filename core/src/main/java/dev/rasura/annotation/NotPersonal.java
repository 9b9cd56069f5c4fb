package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says, after a look, that something is <em>not</em> personal data. On an attribute: its columns. On an association: rows
 * are not the subject's by it (a job is not the recruiter's who posted it). On an entity: the columns of all attributes
 * that say nothing themselves, but not those that its heirs add; its associations are followed all the same. On a mapped
 * superclass or an interface: those of the attributes that it declares.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface NotPersonal {

    /** Why not, for the reviewer. */
    String value() default "";
}
