package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A deletion rule as ISO/IEC 27555 has it: a standard period that starts at a time, and what happens when it is over.
 */
@Documented
@Target(ElementType.TYPE)
@java.lang.annotation.Retention(RetentionPolicy.RUNTIME)
@Repeatable(Retention.All.class)
public @interface Retention {

    /** The rule's name, unique in the application: {@code "applications-older-than-two-years"}. */
    String rule();

    /** The attribute, a date or a time, at which the period starts. */
    String start();

    /** The standard period in ISO 8601, calendar units: {@code P2Y}, {@code P6M}, {@code P2W}. */
    String period();

    /** {@link RowAction#DELETE} or {@link RowAction#ANONYMISE}. */
    RowAction action() default RowAction.DELETE;

    /** An SQL condition over columns of the entity's own table that rows must meet as well; from the developer only. */
    String when() default "";

    /** The container of several rules. */
    @Documented
    @Target(ElementType.TYPE)
    @java.lang.annotation.Retention(RetentionPolicy.RUNTIME)
    @interface All {
        Retention[] value();
    }
}
