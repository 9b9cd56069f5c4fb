package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An entity whose rows stand for people (GDPR Art. 4(1)). Every other row is theirs by a path that leads here. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DataSubject {

    /** What happens to the subject's own row. {@link RowAction#UNLINK} is refused: there is nothing to unlink it from. */
    RowAction onErasure() default RowAction.DELETE;

    /** What such people are called in the record of processing (GDPR Art. 30(1)(c)); the entity's name by default. */
    String category() default "";
}
