package dev.rasura.annotation;

import dev.rasura.spi.OverwriteStrategy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An attribute that holds personal data: of an entity, an embeddable, or (for all of its columns) an embedded attribute
 * or an element collection.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface PersonalData {

    /** What kind of data it is. */
    DataCategory value();

    /**
     * In a row of several people, whose it is: the {@link SubjectPath} by which that person is reached
     * ({@code of = "sender"}). Erasing the sender overwrites it, and erasing the recipient leaves it; an export gives it to
     * the sender alone. Empty, it is of everybody the row belongs to.
     */
    String of() default "";

    /**
     * Why it is held, for the person's own export and the record of processing. Like basis, source and recipients it may
     * be said once for many attributes, by {@link Processing}.
     */
    String purpose() default "";

    LegalBasis basis() default LegalBasis.UNSPECIFIED;

    /** Where it comes from, if not from the person (GDPR Art. 14(2)(f)). */
    String source() default "";

    /** Who receives it, by name or by category (GDPR Art. 15(1)(c)); {@link Processing#NOBODY} if nobody does. */
    String[] recipients() default {};

    /** How it is overwritten where its row survives. */
    Strategy onErasure() default Strategy.AUTO;

    /** The value of {@link Strategy#CONSTANT}, in the text form of the attribute's type. */
    String constant() default "";

    /** What {@link Strategy#GENERALISE} leaves of a date or time. */
    DatePrecision precision() default DatePrecision.YEAR;

    /** The width of a bucket for {@link Strategy#GENERALISE} of a number, as {@code "10000"}: 43,210 becomes 40,000. */
    String bucket() default "";

    /** How many characters {@link Strategy#GENERALISE} leaves of a text. */
    int prefix() default 0;

    /** The parts that {@link Strategy#JSON} overwrites. */
    JsonPart[] json() default {};

    /** The class of {@link Strategy#CUSTOM}, with a constructor without parameters. */
    Class<? extends OverwriteStrategy> custom() default OverwriteStrategy.class;

    /**
     * Why the value may stay: for {@link Strategy#KEEP}, for the rows of {@link #keepWhen()}, for what {@link Strategy#JSON}
     * does not name.
     */
    String reason() default "";

    /**
     * An SQL condition over columns of the attribute's own table: where it is true the value stays, for the
     * {@link #reason()}; elsewhere it is overwritten. It comes from the developer, never from a user.
     */
    String keepWhen() default "";
}
