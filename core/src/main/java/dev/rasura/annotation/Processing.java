package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Why personal data is held, where it came from and who receives it, said once for many columns. What is said nearest to a
 * column holds, each part by itself: its {@link PersonalData}, then {@code @Processing} on the attribute (an embedded one
 * too), on the embeddable's class, on the entity and what it inherits from, and last on the package of the entity.
 *
 * <p>It makes nothing personal: that is for {@link PersonalData} to say.
 */
@Documented
@Target({ElementType.TYPE, ElementType.PACKAGE, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Processing {

    /** As {@link #recipients()}: somebody looked, and nobody outside receives the data. */
    String NOBODY = "nobody";

    /** Why the data is held (GDPR Art. 30(1)(b)). The record of processing has one activity for each purpose. */
    String purpose() default "";

    LegalBasis basis() default LegalBasis.UNSPECIFIED;

    /** Where the data comes from, if not from the person (GDPR Art. 14(2)(f)). */
    String source() default "";

    /** Who receives it, by name or by category (GDPR Art. 15(1)(c), 30(1)(d)); {@link #NOBODY} if nobody does. */
    String[] recipients() default {};
}
