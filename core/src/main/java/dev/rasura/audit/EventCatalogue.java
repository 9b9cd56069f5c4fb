package dev.rasura.audit;

import dev.rasura.ConfigurationException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The types of events that the trail takes: Rasura's own, and those that the application declares. Once it declares one of
 * its own, others that it did not declare are refused; an application that declares none may record any, without
 * attributes being checked, in mode {@link EventMode#REQUIRED}. Immutable.
 */
public final class EventCatalogue {

    /** Rows of people were inserted. */
    public static final String CREATED = "data.created";
    /** Personal data of rows was changed, or whose they are. */
    public static final String UPDATED = "data.updated";
    /** Rows of people were deleted. */
    public static final String DELETED = "data.deleted";
    /** Entities with {@link dev.rasura.annotation.AuditReads} were read. */
    public static final String READ = "data.read";
    /** A bulk or native statement changed personal columns. */
    public static final String STATEMENT_CHANGED = "statement.changed";
    /** A projection, or a native or stateless query, read personal columns of such entities. */
    public static final String STATEMENT_READ = "statement.read";

    /** A request was answered. */
    public static final String HTTP_REQUEST = "http.request";
    /** A request was denied: nobody was logged in, or whoever was may not do that. */
    public static final String HTTP_DENIED = "http.denied";
    /** A request failed. */
    public static final String HTTP_FAILED = "http.failed";

    private static final Map<String, EventType> BUILT_IN = index(BuiltInTypes.ALL);

    private final Map<String, EventType> types;
    private final boolean closed;

    private EventCatalogue(Map<String, EventType> types, boolean closed) {
        this.types = Collections.unmodifiableMap(types);
        this.closed = closed;
    }

    /** Rasura's own types alone. */
    public static EventCatalogue builtIn() {
        return new EventCatalogue(new TreeMap<>(BUILT_IN), false);
    }

    /**
     * With the application's types. One of {@code data.*}, {@code statement.*} and {@code http.*} replaces Rasura's own, whose
     * attributes it keeps.
     *
     * @throws ConfigurationException naming all types that are declared twice, bear the name of a duty of Rasura's, or say
     *     what their kind cannot keep
     */
    public static EventCatalogue of(Collection<EventType> declared) {
        Map<String, EventType> all = new TreeMap<>(BUILT_IN);
        Set<String> seen = new TreeSet<>();
        Set<String> wrong = new TreeSet<>();
        boolean closed = false;
        for (EventType type : declared) {
            String first = first(type.name());
            if (!seen.add(type.name())) {
                wrong.add("'" + type.name() + "' is declared twice: declare it once");
            } else if (isOwn(type.name())) {
                wrong.add("'" + type.name() + "' begins with '" + first
                        + "', as the events of Rasura's own duties do: choose another name");
            } else if (reads(type.name()) && type.mode() == EventMode.REQUIRED) {
                wrong.add(
                        "'" + type.name() + "' cannot be REQUIRED: reads are written outside the reader's transaction,"
                                + " which may be read-only. Say DETACHED or BEST_EFFORT");
            } else if (requests(type.name()) && type.mode() == EventMode.REQUIRED) {
                wrong.add("'" + type.name()
                        + "' cannot be REQUIRED: a request is recorded when it is answered, outside of"
                        + " its transactions. Say DETACHED or BEST_EFFORT");
            } else if (!type.values().isEmpty() && !changes(type.name())) {
                wrong.add("'" + type.name() + "' keeps values before and after, which only " + CREATED + ", " + UPDATED
                        + " and " + DELETED + " can");
            } else if (!BUILT_IN.containsKey(type.name()) && first.equals("data")) {
                wrong.add(
                        "'" + type.name() + "' begins with 'data', as what Rasura captures does: choose another name");
            }
            closed |= !BUILT_IN.containsKey(type.name());
            all.merge(type.name(), type, (own, other) -> other.with(own.attributes()));
        }
        if (!wrong.isEmpty()) {
            throw new ConfigurationException("The catalogue of audit events is not accepted: event type "
                    + String.join("; event type ", wrong) + ".");
        }
        return new EventCatalogue(all, closed);
    }

    /** Whether events of the type are made by Rasura alone: by a duty, a review, or the trail about itself. */
    public static boolean isOwn(String type) {
        return BuiltInTypes.OWN.contains(first(type));
    }

    private static String first(String name) {
        return name.split("[.-]", 2)[0];
    }

    private static boolean requests(String name) {
        return name.equals(HTTP_REQUEST) || name.equals(HTTP_DENIED) || name.equals(HTTP_FAILED);
    }

    private static boolean reads(String name) {
        return name.equals(READ) || name.equals(STATEMENT_READ);
    }

    private static boolean changes(String name) {
        return name.equals(CREATED) || name.equals(UPDATED) || name.equals(DELETED);
    }

    private static Map<String, EventType> index(List<EventType> all) {
        Map<String, EventType> index = new TreeMap<>();
        all.forEach(type -> index.put(type.name(), type));
        return index;
    }

    /** All declared types, by name. */
    public Map<String, EventType> types() {
        return types;
    }

    /** The type as declared; empty for one that nobody declared. */
    public Optional<EventType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** Whether types that nobody declared are refused. */
    public boolean isClosed() {
        return closed;
    }
}
