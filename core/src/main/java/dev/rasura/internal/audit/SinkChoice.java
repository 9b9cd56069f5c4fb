package dev.rasura.internal.audit;

import dev.rasura.ConfigurationException;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.audit.Sinks;
import dev.rasura.audit.StreamOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where events go, by their types: as configured, else as the type says, else as the default says. */
final class SinkChoice {

    private final EventCatalogue catalogue;
    private final StreamOptions options;

    /** @throws ConfigurationException naming all choices that cannot be kept */
    SinkChoice(EventCatalogue catalogue, StreamOptions options, boolean hasSink) {
        this.catalogue = catalogue;
        this.options = options;
        Set<String> wrong = new TreeSet<>();
        Map<String, Sinks> chosen = new TreeMap<>(options.sinks());
        catalogue.types().keySet().stream()
                .filter(type -> hasSink || !asBuiltIn(type))
                .forEach(type -> chosen.put(type, of(type)));
        chosen.forEach((name, sinks) -> refuse(name, sinks, hasSink, wrong));
        if (options.byDefault().stream() && !hasSink) {
            wrong.add("by default events are streamed, but there is no EventSink: give one");
        }
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(
                    "The sinks of audit events are not accepted: " + String.join("; ", wrong) + ".");
        }
    }

    /** Nobody chose where these go: without a sink they are lost, and counted, if somebody records one. */
    private boolean asBuiltIn(String type) {
        return !options.sinks().containsKey(type)
                && catalogue.type(type).equals(EventCatalogue.builtIn().type(type));
    }

    private void refuse(String name, Sinks sinks, boolean hasSink, Set<String> wrong) {
        if (!sinks.stream()) {
            return;
        }
        if (!hasSink) {
            wrong.add("'" + name + "' is streamed, but there is no EventSink: give one");
        }
        if (sinks.trail()) {
            return;
        }
        if (EventCatalogue.isOwn(name)) {
            wrong.add("'" + name
                    + "' cannot go to the stream alone, as the events of Rasura's own duties are the proof of"
                    + " them: say TRAIL or BOTH");
        } else if (catalogue.type(name).isEmpty()) {
            wrong.add("'" + name + "' goes to the stream alone, but nobody declared such a type: declare an EventType");
        } else if (catalogue.type(name).get().mode() == EventMode.REQUIRED) {
            wrong.add("'" + name + "' is REQUIRED, which the stream alone cannot keep, because it is written after the"
                    + " commit: say DETACHED or BEST_EFFORT, or the sinks BOTH");
        }
    }

    Sinks of(String type) {
        for (String beginning = type; beginning != null; beginning = shorter(beginning)) {
            Sinks configured = options.sinks().get(beginning);
            if (configured != null) {
                return configured;
            }
        }
        return catalogue.type(type).map(EventType::sinks).orElse(options.byDefault());
    }

    private static @Nullable String shorter(String beginning) {
        int end = Math.max(beginning.lastIndexOf('.'), beginning.lastIndexOf('-'));
        return end < 0 ? null : beginning.substring(0, end);
    }

    boolean valuesStreamed(String type) {
        return catalogue.type(type).map(EventType::valuesStreamed).orElse(false);
    }
}
