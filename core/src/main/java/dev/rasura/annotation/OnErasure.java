package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What happens to the rows of an entity, or of an element collection or join table, when the subject they belong to is
 * erased. Without it they are deleted: where erasure is due, deletion is the rule and anonymisation a choice with a
 * reason.
 */
@Documented
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OnErasure {
    RowAction value();
}
