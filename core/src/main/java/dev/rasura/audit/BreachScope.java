package dev.rasura.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a breach report is about: what an actor touched, what was touched of an entity, or both.
 *
 * @param actor who acted, or null for anyone
 * @param entity the entity or resource by its name, or null for all
 * @param from not before this time; {@link Instant#MIN} for all that the trail has
 * @param to before this time; {@link Instant#MAX} for all that the trail has
 */
public record BreachScope(@Nullable Actor actor, @Nullable String entity, Instant from, Instant to) {

    /** @throws IllegalArgumentException if neither actor nor entity is given, or the time ends before it begins */
    public BreachScope {
        if (actor == null && entity == null) {
            throw new IllegalArgumentException(
                    "A breach report needs an actor or an entity: say who had access, or what lay open.");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "The time of a breach report must begin before it ends, but is from " + from + " to " + to + ".");
        }
    }

    /** All that this actor touched. */
    public static BreachScope by(Actor actor, Instant from, Instant to) {
        return new BreachScope(actor, null, from, to);
    }

    /** All that was touched of this entity. */
    public static BreachScope of(String entity, Instant from, Instant to) {
        return new BreachScope(null, entity, from, to);
    }

    /** Only what was touched of this entity. */
    public BreachScope on(String name) {
        return new BreachScope(actor, name, from, to);
    }
}
