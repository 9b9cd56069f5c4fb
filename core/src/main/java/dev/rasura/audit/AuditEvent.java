package dev.rasura.audit;

import dev.rasura.SubjectRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the application, or a duty, says happened: who did what, to whose data, why, from where, and how it ended. Id, time
 * and node are added when it is recorded.
 *
 * <p>Only {@link #personal()}, the ids of actor and subjects, and the origin's address and user agent may be personal. All
 * other text is sealed for good: it must hold rule names, counts and codes, never values of a person.
 *
 * @param type the kind of event, as {@code erasure.executed}: lower-case words with dots or hyphens, at most 100 characters
 * @param actor who acted
 * @param action what was done, as {@code erase}; the type if nothing else is said
 * @param entity the entity or resource acted upon, by its name, or null
 * @param subjects whose data it was; each is stored as a pseudonym only
 * @param attributes the names of attributes that were read or changed
 * @param purpose why (Art. 5(1)(b)), or null
 * @param legalBasis on what ground (Art. 6), or null
 * @param outcome how it ended
 * @param reason why it failed or was denied, or null
 * @param facts what else is to be kept and is not personal
 * @param personal personal values by name, kept apart so that erasure can delete them
 * @param origin where it came from
 */
public record AuditEvent(
        String type,
        Actor actor,
        String action,
        @Nullable String entity,
        List<SubjectRef> subjects,
        List<String> attributes,
        @Nullable String purpose,
        @Nullable String legalBasis,
        Outcome outcome,
        @Nullable String reason,
        Map<String, String> facts,
        Map<String, String> personal,
        Origin origin) {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");
    private static final int NAME_LENGTH = 100;

    /**
     * Copies what it is given.
     *
     * @throws IllegalArgumentException if type, action or a name is unfit, or personal values belong to nobody: they need
     *     a subject, or an actor who is a person, with whom they are erased
     */
    public AuditEvent {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(origin, "origin");
        if (type.length() > 100 || !TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException(
                    "The type of an audit event must be lower-case words joined by dots or hyphens,"
                            + " as 'erasure.executed', of at most 100 characters, but is '" + type + "'.");
        }
        if (action.isBlank()) {
            throw new IllegalArgumentException("The action of audit event '" + type + "' is blank.");
        }
        subjects = List.copyOf(subjects.size() < 2 ? subjects : new LinkedHashSet<>(subjects));
        attributes = List.copyOf(attributes);
        facts = sorted(type, facts);
        personal = sorted(type, personal);
        boolean owned = !actor.isSystem() || !subjects.isEmpty();
        if (!owned && (!personal.isEmpty() || origin.address() != null || origin.userAgent() != null)) {
            throw new IllegalArgumentException(
                    "Audit event '" + type + "' holds personal values, but names neither a subject"
                            + " nor an actor who is a person, so no erasure could ever reach them. Name whose they are.");
        }
    }

    /** The same event with other facts and personal values. */
    public AuditEvent with(Map<String, String> otherFacts, Map<String, String> otherPersonal) {
        return new AuditEvent(
                type,
                actor,
                action,
                entity,
                subjects,
                attributes,
                purpose,
                legalBasis,
                outcome,
                reason,
                otherFacts,
                otherPersonal,
                origin);
    }

    private static Map<String, String> sorted(String type, Map<String, String> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        values.keySet().forEach(name -> {
            if (!isName(name)) {
                throw new IllegalArgumentException("A fact or personal value of audit event '" + type
                        + "' has an unfit name: use 1 to 100 letters, digits, dots, underscores and hyphens.");
            }
        });
        return Collections.unmodifiableMap(new TreeMap<>(values));
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= NAME_LENGTH;
    }

    /** Begins an event of the given type with outcome {@link Outcome#SUCCESS}. */
    public static Builder of(String type, Actor actor) {
        return new Builder(type, actor);
    }

    /** The type, the action and how it ended: nothing personal. */
    @Override
    public String toString() {
        return "AuditEvent[" + type + ", " + action + ", " + outcome + "]";
    }

    /** Builds one event. Not thread-safe. */
    public static final class Builder {
        private final String type;
        private final Actor actor;
        private final List<SubjectRef> subjects = new ArrayList<>();
        private final List<String> attributes = new ArrayList<>();
        private final Map<String, String> facts = new TreeMap<>();
        private final Map<String, String> personal = new TreeMap<>();
        private String action;
        private @Nullable String entity;
        private @Nullable String purpose;
        private @Nullable String legalBasis;
        private Outcome outcome = Outcome.SUCCESS;
        private @Nullable String reason;
        private Origin origin = Origin.NONE;

        private Builder(String type, Actor actor) {
            this.type = Objects.requireNonNull(type, "type");
            this.actor = Objects.requireNonNull(actor, "actor");
            this.action = type;
        }

        /** What was done. */
        public Builder action(String name) {
            this.action = name;
            return this;
        }

        /** What it was done to, by the entity's or resource's name. */
        public Builder entity(@Nullable String name) {
            this.entity = name;
            return this;
        }

        /** Adds someone whose data it was. */
        public Builder subject(SubjectRef subject) {
            this.subjects.add(subject);
            return this;
        }

        /** Adds all whose data it was. */
        public Builder subjects(Collection<SubjectRef> all) {
            this.subjects.addAll(all);
            return this;
        }

        /** Adds names of attributes that were read or changed. */
        public Builder attributes(String... names) {
            this.attributes.addAll(List.of(names));
            return this;
        }

        /** Why it was done. */
        public Builder purpose(@Nullable String text) {
            this.purpose = text;
            return this;
        }

        /** On what ground it was done. */
        public Builder legalBasis(@Nullable String text) {
            this.legalBasis = text;
            return this;
        }

        /** It failed. */
        public Builder failed(String because) {
            this.outcome = Outcome.FAILURE;
            this.reason = because;
            return this;
        }

        /** It was denied. */
        public Builder denied(String because) {
            this.outcome = Outcome.DENIED;
            this.reason = because;
            return this;
        }

        /** Adds what is to be kept and is not personal. */
        public Builder fact(String name, Object value) {
            this.facts.put(name, value.toString());
            return this;
        }

        /** Adds a personal value, kept apart so that erasure can delete it. */
        public Builder personal(String name, String value) {
            this.personal.put(name, value);
            return this;
        }

        /** Where it came from. */
        public Builder origin(Origin from) {
            this.origin = from;
            return this;
        }

        /** @throws IllegalArgumentException as {@link AuditEvent} does */
        public AuditEvent build() {
            return new AuditEvent(
                    type,
                    actor,
                    action,
                    entity,
                    subjects,
                    attributes,
                    purpose,
                    legalBasis,
                    outcome,
                    reason,
                    facts,
                    personal,
                    origin);
        }
    }
}
