package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A column that refers to another row without an association: a bare {@code customerId}, an e-mail address or user name
 * copied as text. Followed like a to-one association. Where the attribute referred to is not unique, a row may name two
 * people and goes with either; the data map has a finding for each such reference whose rows are deleted.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface SoftReference {

    /** The entity referred to. */
    Class<?> to();

    /** The attribute of that entity that the value equals; by default its identifier. */
    String attribute() default "";

    /** Whether text is compared without regard to case, as for e-mail addresses typed by hand. */
    boolean ignoreCase() default false;
}
