package dev.rasura.example.benchmarks.trail;

import dev.rasura.spi.EventSink;
import dev.rasura.spi.StreamedEvent;
import java.lang.reflect.Constructor;
import net.logstash.logback.argument.StructuredArgument;

/** The starter's own sink and lines, which an application gets by its auto-configuration. */
final class StarterParts {

    private StarterParts() {}

    static EventSink sink() throws ReflectiveOperationException {
        return (EventSink) constructor("LogLineSink").newInstance();
    }

    static StructuredArgument line(StreamedEvent event) throws ReflectiveOperationException {
        return (StructuredArgument)
                constructor("AuditLine", StreamedEvent.class).newInstance(event);
    }

    private static Constructor<?> constructor(String name, Class<?>... parameters) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName("dev.rasura.spring." + name).getDeclaredConstructor(parameters);
        constructor.setAccessible(true);
        return constructor;
    }
}
