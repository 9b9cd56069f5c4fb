package dev.rasura.audit;

import java.time.Period;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of event, declared once: how it is written, what it may hold, which of that is personal, whom it must name, and
 * how long it is kept. Immutable; each {@code with} form returns a changed copy.
 *
 * <pre>{@code
 * EventType.of("candidate.viewed")
 *         .withMode(EventMode.DETACHED)
 *         .withAttribute("rows")
 *         .withPersonal("search")
 *         .requiringSubject()
 *         .keptFor(Period.ofYears(1));
 * }</pre>
 *
 * @param name as {@code candidate.viewed}: lower-case words with dots or hyphens, at most 100 characters
 * @param mode how its events are written
 * @param attributes what its events may hold beside actor, subjects and the rest that every event has: facts, and personal
 *     values
 * @param actorRequired whether it must be known who acted
 * @param subjectRequired whether it must name whose data it was
 * @param retention how long its events are kept (Art. 5(1)(e)), see {@link AuditTrail#expire}
 * @param values for captured changes: the attributes, as {@code Customer.email}, whose values before and after are kept, as
 *     disclosures that erasure deletes
 * @param sinks where its events go, or null for what is the default of all, see {@link StreamOptions}
 * @param valuesStreamed whether its personal values, address and user agent go to the stream too, where no erasure reaches them
 */
public record EventType(
        String name,
        EventMode mode,
        Map<String, Attribute> attributes,
        boolean actorRequired,
        boolean subjectRequired,
        Period retention,
        Set<String> values,
        @Nullable Sinks sinks,
        boolean valuesStreamed) {

    /** How long changes and the handling of rights are kept, unless something else is said. */
    public static final Period CHANGES = Period.ofYears(3);

    /** How long reads and requests are kept, unless something else is said. */
    public static final Period READS = Period.ofYears(1);

    /** How many characters a value may have, unless something else is said. */
    public static final int MAX_LENGTH = 2_000;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    /** What becomes of a value that is too large. */
    public enum TooLarge {
        /** The event is refused, by the attribute's name. */
        REFUSE,
        /** The value is cut, and the event's fact {@code truncated} names the attribute. */
        TRUNCATE
    }

    /**
     * Something that events of the type may hold.
     *
     * @param personal whether it is a personal value, kept apart so that erasure can delete it, and not a fact
     * @param maxLength how many characters it may have
     */
    public record Attribute(String name, boolean personal, int maxLength, TooLarge tooLarge) {

        /** @throws IllegalArgumentException if the name or the length is unfit */
        public Attribute {
            Objects.requireNonNull(tooLarge, "tooLarge");
            if (!ATTRIBUTE.matcher(name).matches()) {
                throw new IllegalArgumentException("An attribute of an event type has an unfit name, '" + name
                        + "': use 1 to 100 letters, digits, dots, underscores and hyphens.");
            }
            if (maxLength < 1 || maxLength > 100_000) {
                throw new IllegalArgumentException("The values of attribute '" + name
                        + "' of an event type may have 1 to 100000 characters, but not " + maxLength + ".");
            }
        }

        /** What is no person's. A value that is too large is refused. */
        public static Attribute fact(String name) {
            return new Attribute(name, false, MAX_LENGTH, TooLarge.REFUSE);
        }

        /** A personal value. One that is too large is refused. */
        public static Attribute personal(String name) {
            return new Attribute(name, true, MAX_LENGTH, TooLarge.REFUSE);
        }

        /** The same, cut to so many characters instead of being refused. */
        public Attribute truncatedTo(int characters) {
            return new Attribute(name, personal, characters, TooLarge.TRUNCATE);
        }
    }

    /** @throws IllegalArgumentException if the name, the period or an attribute of an entity is unfit */
    public EventType {
        Objects.requireNonNull(mode, "mode");
        if (name.length() > 100 || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of an event type must be lower-case words joined by dots or"
                    + " hyphens, as 'candidate.viewed', of at most 100 characters, but is '" + name + "'.");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "The retention period of event type '" + name + "' must be positive, but is " + retention + ".");
        }
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        values = Collections.unmodifiableSet(new TreeSet<>(values));
        for (String value : values) {
            if (value.indexOf('.') < 1) {
                throw new IllegalArgumentException("Event type '" + name + "' keeps the values of '" + value
                        + "', which must be an entity and its attribute, as Customer.email.");
            }
        }
    }

    /** A type whose events are written in the business transaction, hold no attributes, and are kept three years. */
    public static EventType of(String name) {
        return new EventType(name, EventMode.REQUIRED, Map.of(), false, false, CHANGES, Set.of(), null, false);
    }

    public EventType withMode(EventMode how) {
        return new EventType(
                name, how, attributes, actorRequired, subjectRequired, retention, values, sinks, valuesStreamed);
    }

    /** Adds an attribute, or says something else of one. */
    public EventType with(Attribute attribute) {
        Map<String, Attribute> more = new TreeMap<>(attributes);
        more.put(attribute.name(), attribute);
        return new EventType(
                name, mode, more, actorRequired, subjectRequired, retention, values, sinks, valuesStreamed);
    }

    /** Adds attributes that it does not say anything of itself. */
    EventType with(Map<String, Attribute> others) {
        Map<String, Attribute> more = new TreeMap<>(others);
        more.putAll(attributes);
        return new EventType(
                name, mode, more, actorRequired, subjectRequired, retention, values, sinks, valuesStreamed);
    }

    /** Adds facts: what is no person's. */
    public EventType withAttribute(String... names) {
        EventType type = this;
        for (String each : names) {
            type = type.with(Attribute.fact(each));
        }
        return type;
    }

    /** Adds personal values. */
    public EventType withPersonal(String... names) {
        EventType type = this;
        for (String each : names) {
            type = type.with(Attribute.personal(each));
        }
        return type;
    }

    public EventType requiringActor() {
        return new EventType(name, mode, attributes, true, subjectRequired, retention, values, sinks, valuesStreamed);
    }

    public EventType requiringSubject() {
        return new EventType(name, mode, attributes, actorRequired, true, retention, values, sinks, valuesStreamed);
    }

    public EventType keptFor(Period period) {
        return new EventType(
                name, mode, attributes, actorRequired, subjectRequired, period, values, sinks, valuesStreamed);
    }

    /** For captured changes: also keeps the values before and after of these attributes, as {@code Customer.email}. */
    public EventType keepingValuesOf(String... entityAttributes) {
        Set<String> more = new TreeSet<>(values);
        more.addAll(Set.of(entityAttributes));
        return new EventType(
                name, mode, attributes, actorRequired, subjectRequired, retention, more, sinks, valuesStreamed);
    }

    /** Its events go there, unless {@link StreamOptions#sinks()} says something else. */
    public EventType to(Sinks where) {
        return new EventType(
                name, mode, attributes, actorRequired, subjectRequired, retention, values, where, valuesStreamed);
    }

    /**
     * Also streams the personal values of its events, address and user agent among them. They are then in files that no erasure reaches: keep those no longer
     * than a person may have to wait.
     */
    public EventType streamingValues() {
        return new EventType(name, mode, attributes, actorRequired, subjectRequired, retention, values, sinks, true);
    }

    /** What may be held under the name. */
    public Optional<Attribute> attribute(String attributeName) {
        return Optional.ofNullable(attributes.get(attributeName));
    }
}
