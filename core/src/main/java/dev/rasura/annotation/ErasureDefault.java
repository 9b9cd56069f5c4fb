package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How attributes are overwritten that say nothing of it themselves ({@link Strategy#AUTO}): those of an entity, or of all
 * entities of a package. What is nearer wins: the attribute, then its entity (there a category before all categories), those
 * it inherits from, its package, and the defaults of the application
 * ({@link dev.rasura.datamap.DataMapEditor#defaultFor}). Code wins over annotations of the same place.
 */
@Documented
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ErasureDefault.All.class)
public @interface ErasureDefault {

    /** The categories it holds for; none means all. */
    DataCategory[] value() default {};

    /** How values are overwritten. */
    Strategy onErasure();

    /** As {@link PersonalData#constant()}. */
    String constant() default "";

    /** As {@link PersonalData#precision()}. */
    DatePrecision precision() default DatePrecision.YEAR;

    /** As {@link PersonalData#bucket()}. */
    String bucket() default "";

    /** As {@link PersonalData#prefix()}. */
    int prefix() default 0;

    /** As {@link PersonalData#reason()}. */
    String reason() default "";

    /** The container of several defaults. */
    @Documented
    @Target({ElementType.TYPE, ElementType.PACKAGE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        ErasureDefault[] value();
    }
}
