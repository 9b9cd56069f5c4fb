package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A part of a JSON column and how it is overwritten, within {@link PersonalData#json()}. */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface JsonPart {

    /**
     * Where it is: members by name, all elements of an array by {@code [*]}, one by its index, as
     * {@code $.contacts[*].email} or {@code $['full name']}.
     */
    String path();

    /** {@link Strategy#AUTO} removes the part; {@link Strategy#JSON} and {@link Strategy#KEEP} are refused. */
    Strategy onErasure() default Strategy.AUTO;

    /** The value of {@link Strategy#CONSTANT}: written as a string, unless it is a JSON number, {@code true} or {@code false}. */
    String constant() default "";

    /** For {@link Strategy#GENERALISE} of a date in ISO 8601. */
    DatePrecision precision() default DatePrecision.YEAR;

    /** For {@link Strategy#GENERALISE} of a number: the width of a bucket. */
    String bucket() default "";

    /** For {@link Strategy#GENERALISE} of a text: how many characters are left. */
    int prefix() default 0;
}
