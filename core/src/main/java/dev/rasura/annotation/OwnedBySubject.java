package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A to-one association that points <em>away</em> from the subject at a row that is the subject's all the same
 * ({@code customer.address}). Never inferred. A row that somebody else refers to as well is kept and unlinked, or, where
 * the reference cannot be null, the erasure is refused by name.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OwnedBySubject {}
