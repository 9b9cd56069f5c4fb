package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Columns that name a data subject without an association, wherever they stand: {@code created_by},
 * {@code last_modified_by}. The mention is overwritten, in rows of others too; the rows stay, and do not become the
 * subject's. A described column that is a reference to the subject stops the start until {@link SubjectPath} or
 * {@link NotPersonal} says whose the row is; so does a description that meets no column. For a column by which rows <em>are</em> the subject's, say {@link SoftReference}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ReferredToBy.All.class)
public @interface ReferredToBy {

    /** The names of columns, in whatever table, without regard to case. */
    String[] columns() default {};

    /**
     * The names, simple or qualified, of annotations that mark attributes which name the subject: {@code "CreatedBy"},
     * {@code "org.springframework.data.annotation.LastModifiedBy"}.
     */
    String[] annotatedWith() default {};

    /** The attribute of the subject that the value equals; by default its identifier. */
    String attribute() default "";

    /** Whether text is compared without regard to case. */
    boolean ignoreCase() default false;

    /** How the mention is overwritten; what needs more than a {@code constant} is said in code. */
    Strategy onErasure() default Strategy.AUTO;

    /** The value of {@link Strategy#CONSTANT}. */
    String constant() default "";

    /** The container of several. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        ReferredToBy[] value();
    }
}
