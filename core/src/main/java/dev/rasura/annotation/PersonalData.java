package dev.rasura.annotation;

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

    /** The precision of {@link Strategy#GENERALISE}. */
    DatePrecision precision() default DatePrecision.YEAR;

    /** Why the value may stay, for {@link Strategy#KEEP}. */
    String reason() default "";
}
