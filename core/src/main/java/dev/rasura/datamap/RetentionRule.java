package dev.rasura.datamap;

import dev.rasura.annotation.RowAction;
import java.time.Period;
import java.util.Objects;

/**
 * A deletion rule (ISO/IEC 27555): a standard period that starts at a time, and what happens when it is over.
 *
 * @param name unique in the application
 * @param entity the JPA name of the entity whose rows expire
 * @param start the attribute, a date or time, at which the period starts; rows where it is null never expire
 * @param period in calendar units, positive
 * @param action {@link RowAction#DELETE} or {@link RowAction#ANONYMISE}
 * @param when an SQL condition over the entity's own table that rows must meet as well, or empty
 */
public record RetentionRule(String name, String entity, String start, Period period, RowAction action, String when) {

    public RetentionRule {
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(when, "when");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A retention rule of " + entity + " has no name.");
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "The standard period of retention rule '" + name + "' must be positive, but is " + period + ".");
        }
        if (action == RowAction.UNLINK) {
            throw new IllegalArgumentException("Retention rule '" + name
                    + "' can delete or anonymise rows; unlinking them would not expire anything.");
        }
    }
}
