package dev.rasura.internal.audit;

import dev.rasura.AuditException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.EventType.Attribute;
import dev.rasura.audit.EventType.TooLarge;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Holds events to what the catalogue says of their type. Refuses by name, and never with a value. */
public final class Admission {

    /** The fact that names the values that were cut. */
    static final String TRUNCATED = "truncated";

    private final EventCatalogue catalogue;

    public Admission(EventCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** How events of the type are written. */
    public EventMode mode(String type) {
        return catalogue.type(type).map(EventType::mode).orElse(EventMode.REQUIRED);
    }

    /**
     * The application's event as it may be recorded: with values cut that the type says are to be cut.
     *
     * @throws AuditException if the type is not declared or is Rasura's own, or the event does not hold to it; all reasons at
     *     once
     */
    public AuditEvent admit(AuditEvent event) {
        if (EventCatalogue.isOwn(event.type())) {
            throw new AuditException(
                    "Audit event '" + event.type() + "' is of a type of Rasura's own, as all are that begin"
                            + " with '" + event.type().split("[.-]", 2)[0]
                            + "': such events prove what Rasura itself did. Choose another type.");
        }
        return admitOwn(event);
    }

    /** As {@link #admit}, of an event that Rasura itself makes. */
    AuditEvent admitOwn(AuditEvent event) {
        Optional<EventType> type = catalogue.type(event.type());
        if (type.isEmpty()) {
            if (catalogue.isClosed()) {
                throw new AuditException("Audit event '" + event.type() + "' is of a type that nobody declared. Declare"
                        + " it with Rasura.builder(...).eventType(EventType.of(\"" + event.type() + "\")).");
            }
            return event;
        }
        return held(event, type.get());
    }

    /**
     * Holds an event of Rasura's own making to whom its type says that it must name.
     *
     * @throws AuditException if it does not name them
     */
    public void requireParties(AuditEvent event) {
        List<String> wrong = new ArrayList<>();
        catalogue.type(event.type()).ifPresent(type -> parties(event, type, wrong));
        refuse(event, wrong);
    }

    private static void refuse(AuditEvent event, List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new AuditException(
                    "Audit event '" + event.type() + "' is refused: " + String.join("; ", wrong) + ".");
        }
    }

    private static AuditEvent held(AuditEvent event, EventType type) {
        List<String> wrong = new ArrayList<>();
        parties(event, type, wrong);
        List<String> cut = new ArrayList<>();
        Map<String, String> facts = values(event.facts(), false, type, wrong, cut);
        Map<String, String> personal = values(event.personal(), true, type, wrong, cut);
        refuse(event, wrong);
        if (cut.isEmpty()) {
            return event;
        }
        facts.put(TRUNCATED, String.join(",", cut));
        return event.with(facts, personal);
    }

    private static void parties(AuditEvent event, EventType type, List<String> wrong) {
        if (type.actorRequired() && event.actor().equals(Actor.UNKNOWN)) {
            wrong.add("it must say who acted: open an AuditContext with an actor around the work");
        }
        if (type.subjectRequired() && event.subjects().isEmpty()) {
            wrong.add("it must name whose data it was, and names nobody: add subject(...)");
        }
    }

    private static Map<String, String> values(
            Map<String, String> given, boolean personal, EventType type, List<String> wrong, List<String> cut) {
        Map<String, String> held = new TreeMap<>();
        given.forEach((name, value) -> {
            Optional<Attribute> declared = type.attribute(name);
            if (declared.isEmpty()) {
                wrong.add("the type has no attribute '" + name + "': declare it with "
                        + (personal ? "withPersonal" : "withAttribute") + "(\"" + name + "\")");
            } else if (declared.get().personal() != personal) {
                wrong.add("attribute '" + name + "' is " + (personal ? "no" : "a") + " personal value, so it goes to "
                        + (personal ? "fact" : "personal") + "(...)");
            } else if (length(value) <= declared.get().maxLength()) {
                held.put(name, value);
            } else if (declared.get().tooLarge() == TooLarge.TRUNCATE) {
                held.put(
                        name,
                        value.substring(
                                0, value.offsetByCodePoints(0, declared.get().maxLength())));
                cut.add(name);
            } else {
                wrong.add("the value of attribute '" + name + "' has " + length(value) + " characters, but may have "
                        + declared.get().maxLength());
            }
        });
        return held;
    }

    private static int length(String value) {
        return value.codePointCount(0, value.length());
    }
}
