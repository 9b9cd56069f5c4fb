package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rows that are kept as they are in spite of an erasure or a retention rule, with the ground that allows it (GDPR
 * Art. 17(3)). Plan and receipt name the ground and count the rows. Rows that refer to a retained row
 * are not retained with it: give them a ground of their own.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Retain.All.class)
public @interface Retain {

    /** The ground, as a reviewer reads it: {@code "Open rental: the film is still out (Art. 17(3)(e))"}. */
    String ground();

    /**
     * An SQL condition over columns of the entity's own table; without one all rows are kept. It comes from the
     * developer, never from a user: it is part of the statement.
     */
    String when() default "";

    /** Until when, as a reviewer reads it ({@code "return of the film"}); empty if the ground itself says so. */
    String until() default "";

    /**
     * The attribute, a date or a time of the entity itself, at which the {@link #period()} starts for which rows are kept. With
     * it plan and receipt name the date to which the last of them is kept. Whether a row is kept is for {@link #when()} to say.
     */
    String start() default "";

    /** How long rows are kept from {@link #start()}, in ISO 8601, calendar units: {@code P10Y}. */
    String period() default "";

    /** The container of several grounds. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        Retain[] value();
    }
}
