package dev.rasura.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Records who reads the entity: an event for each unit of work (transaction, else session) with the subjects whose rows
 * were loaded, also from the second-level cache; and one for each query that reads its personal columns without loading
 * entities. Applies to heirs too. Off without it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AuditReads {}
