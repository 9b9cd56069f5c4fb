package dev.rasura.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.EventType;
import dev.rasura.audit.RecordedEvent;
import java.util.Collection;
import java.util.Map;

/** Holds events that Rasura made to its own catalogue. */
public final class DeclaredTypes {

    private static final Map<String, EventType> BUILT_IN =
            EventCatalogue.builtIn().types();

    private DeclaredTypes() {}

    /** All of Rasura's own types among the events are declared, and so is all that the events hold. */
    public static void hold(Collection<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            if (!EventCatalogue.isOwn(event.type()) && !BUILT_IN.containsKey(event.type())) {
                continue;
            }
            assertThat(BUILT_IN).containsKey(event.type());
            EventType type = BUILT_IN.get(event.type());
            assertThat(event.facts().keySet()).as("facts of " + event.type()).allMatch(name -> declared(type, name));
            if (type.actorRequired()) {
                assertThat(event.actor().ref()).as("actor of " + event.type()).isNotEqualTo("unknown");
            }
            if (type.subjectRequired()) {
                assertThat(event.subjects()).as("subjects of " + event.type()).isNotEmpty();
            }
        }
    }

    private static boolean declared(EventType type, String name) {
        return type.attribute(name)
                .or(() -> type.attribute(name.split("\\.", 2)[0]))
                .filter(attribute -> !attribute.personal())
                .isPresent();
    }
}
