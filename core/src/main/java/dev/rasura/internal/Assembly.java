package dev.rasura.internal;

import dev.rasura.ConfigurationException;
import dev.rasura.audit.EventCatalogue;
import dev.rasura.audit.StreamOptions;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Suggestion;
import dev.rasura.internal.audit.SealedTrail;
import dev.rasura.internal.audit.TrailParts;
import dev.rasura.internal.capture.Capture;
import dev.rasura.internal.datamap.CompiledMap;
import dev.rasura.internal.datamap.DataMapCompiler;
import dev.rasura.internal.datamap.TemporalKeys;
import dev.rasura.internal.erasure.SubjectErasures;
import dev.rasura.internal.export.SubjectExports;
import dev.rasura.internal.hibernate.BootValueTrial;
import dev.rasura.internal.hibernate.MappingReader;
import dev.rasura.internal.hibernate.ObservedFactory;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.retention.RetentionRules;
import dev.rasura.internal.schema.LiveSchema;
import dev.rasura.internal.schema.LiveViews;
import dev.rasura.internal.schema.MappedSchema;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.AmbientTransaction;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.EventSink;
import dev.rasura.spi.KeyProvider;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together: the one place that knows all of them. */
public record Assembly(
        UnitsOfWork units,
        CompiledMap map,
        SealedTrail trail,
        SubjectErasures erasures,
        SubjectExports exports,
        RetentionRules retentions) {

    private static final Logger LOG = LoggerFactory.getLogger("dev.rasura");

    public static Assembly of(
            EntityManagerFactory factory,
            KeyProvider provider,
            List<CheckpointAnchor> anchors,
            List<DataMapCustomizer> customizers,
            Clock clock,
            OwnTables named,
            boolean createTables,
            @Nullable String node,
            AmbientTransaction ambient,
            EventCatalogue catalogue,
            List<EventSink> sinks,
            StreamOptions stream,
            Duration longestTransaction,
            boolean capture) {
        UnitsOfWork units = UnitsOfWork.over(factory, ambient);
        if (capture && units.isJta()) {
            throw new ConfigurationException(
                    "The entity manager factory uses JTA transactions, in which the capture of changes and reads was never"
                            + " tried, so that an event might be missing without a word. Use the database's own transactions"
                            + " (RESOURCE_LOCAL), or say captureChanges(false) and record what happens by audit().record(...).");
        }
        KeyRing keys = new KeyRing(provider);
        String call = "Rasura.builder(...).build()";
        DatabaseFamily family = units.own(call, Mode.READ, (connection, session) -> DatabaseFamily.of(connection));
        MappedSchema schema = units.own(
                call,
                Mode.READ,
                (connection, session) -> LiveSchema.refine(
                        connection, LiveViews.leaveOut(connection, MappingReader.read(factory)), named.all()));
        CompiledMap map = units.own(
                call,
                Mode.READ,
                (connection, session) ->
                        DataMapCompiler.compile(schema, customizers, BootValueTrial.of(factory, connection, family)));
        units.own(call, Mode.READ, (connection, session) -> {
            try {
                TemporalKeys.refuse(schema, map, connection, units.writtenZone());
            } catch (SQLException e) {
                throw UnitsOfWork.failed("Reading how keys are written", e);
            }
            return map;
        });
        OwnTables tables = units.own(call, Mode.WRITE, (connection, session) -> {
            if (createTables) {
                named.create(connection);
            }
            return named.verify(connection);
        });
        map.map().notes().forEach(note -> LOG.info("Data map: {}", note));
        map.map().unclassified().stream()
                .filter(column ->
                        map.map().findings().stream().noneMatch(f -> f.place().equals(column)))
                .forEach(column -> LOG.warn(
                        "Data map: {} is unclassified. Annotate it with @PersonalData(DataCategory...) or @NotPersonal(\"why\").",
                        column));
        map.map().findings().forEach(finding -> LOG.warn("Data map: {}.", finding.describe()));
        map.map().suggestions().stream()
                .filter(s -> s.confidence() != Suggestion.Confidence.LOW)
                .forEach(suggestion -> LOG.info("Data map: {}", suggestion.describe()));
        SealedTrail trail = new SealedTrail(TrailParts.of(units, tables, keys)
                .withAnchors(anchors)
                .withClock(clock)
                .withNode(node)
                .withCatalogue(catalogue)
                .withStream(sinks, stream)
                .withMap(map.map()));
        if (capture) {
            ObservedFactory.observe(units.factory(), new Capture(map, trail.recording(), catalogue, keys));
        }
        SubjectErasures erasures =
                new SubjectErasures(map, family, units, trail, keys, tables, clock, longestTransaction);
        if (!erasures.missingIndexes().isEmpty()) {
            LOG.info(
                    "Erasures look rows up by {} column(s), or pairs of them, without an index, and read whole tables for that: {}."
                            + " Where tables are large, Rasura.erasure().missingIndexes() has the statements to run.",
                    erasures.missingIndexes().size(),
                    erasures.missingIndexes().stream()
                            .map(index -> index.table() + "." + String.join("+", index.columns()))
                            .collect(Collectors.joining(", ")));
        }
        SubjectExports exports = new SubjectExports(map, family, units, trail, clock);
        RetentionRules retentions = new RetentionRules(map, family, units, trail, keys, tables, clock);
        return new Assembly(units, map, trail, erasures, exports, retentions);
    }

    /** Sessions are no longer observed. */
    public void stopCapture() {
        ObservedFactory.observe(units.factory(), null);
    }
}
