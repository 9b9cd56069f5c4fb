package dev.rasura.internal.audit;

import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.StreamOptions;
import dev.rasura.datamap.DataMap;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.EventSink;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a trail is put together from.
 *
 * @param units where its transactions come from
 * @param tables where it lies
 * @param keys what it is tagged and signed with
 * @param anchors where checkpoints go; if there is none, to the log as {@link LogLineAnchor}
 * @param clock what time it is
 * @param node a name of this node for people, 1 to 64 characters
 * @param catalogue the types of events that may be recorded
 * @param sinks where streamed events go
 * @param stream which events are streamed
 * @param map says which categories of data an event is about
 */
public record TrailParts(
        UnitsOfWork units,
        OwnTables tables,
        KeyRing keys,
        List<CheckpointAnchor> anchors,
        Clock clock,
        String node,
        EventCatalogue catalogue,
        List<EventSink> sinks,
        StreamOptions stream,
        DataMap map) {

    private static final DataMap NOTHING_MAPPED =
            new DataMap(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public TrailParts {
        if (node.isBlank() || node.length() > 64) {
            throw new IllegalArgumentException(
                    "The node's name must have 1 to 64 characters, but has " + node.length() + ".");
        }
        anchors = anchors.isEmpty() ? List.of(new LogLineAnchor()) : List.copyOf(anchors);
        sinks = List.copyOf(sinks);
    }

    /** Checkpoints go to the log, the node's name is random, the types are the built-in ones, and nothing is streamed. */
    public static TrailParts of(UnitsOfWork units, OwnTables tables, KeyRing keys) {
        return new TrailParts(
                units,
                tables,
                keys,
                List.of(),
                Clock.systemUTC(),
                UUID.randomUUID().toString(),
                EventCatalogue.builtIn(),
                List.of(),
                StreamOptions.defaults(),
                NOTHING_MAPPED);
    }

    public TrailParts withAnchors(List<CheckpointAnchor> others) {
        return new TrailParts(units, tables, keys, others, clock, node, catalogue, sinks, stream, map);
    }

    public TrailParts withClock(Clock other) {
        return new TrailParts(units, tables, keys, anchors, other, node, catalogue, sinks, stream, map);
    }

    /** @param other the node's name, or null to leave it as it is */
    public TrailParts withNode(@Nullable String other) {
        String name = other == null ? node : other;
        return new TrailParts(units, tables, keys, anchors, clock, name, catalogue, sinks, stream, map);
    }

    public TrailParts withCatalogue(EventCatalogue other) {
        return new TrailParts(units, tables, keys, anchors, clock, node, other, sinks, stream, map);
    }

    public TrailParts withStream(List<EventSink> others, StreamOptions options) {
        return new TrailParts(units, tables, keys, anchors, clock, node, catalogue, others, options, map);
    }

    public TrailParts withMap(DataMap other) {
        return new TrailParts(units, tables, keys, anchors, clock, node, catalogue, sinks, stream, other);
    }
}
