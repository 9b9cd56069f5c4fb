package dev.rasura.capture;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventType;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.Faults;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hibernate.SessionFactory;

/** A database of {@link CaptureModel}, whose statements are counted, with Rasura over it. */
final class CaptureWorld implements AutoCloseable {

    private static final KeyProvider KEYS = KeyFile.ephemeral("test.example/audit");
    private static final KeyRing RING = new KeyRing(KEYS);

    final TestDatabase database;
    final SessionFactory factory;
    final Rasura rasura;
    final Faults faults = new Faults();

    private CaptureWorld(DatabaseFamily family, Map<String, Object> more, List<EventType> types, boolean capture) {
        database = TestDatabases.of(family);
        Map<String, Object> settings = new HashMap<>(Map.of("hibernate.cache.use_second_level_cache", false));
        settings.putAll(more);
        settings.put("hibernate.connection.datasource", faults.over(database));
        factory = database.sessionFactory(settings, CaptureModel.ENTITIES);
        Rasura.Builder builder =
                Rasura.builder(factory).keys(KEYS).createTables(true).captureChanges(capture);
        types.forEach(builder::eventType);
        rasura = builder.build();
    }

    static CaptureWorld of(DatabaseFamily family, EventType... types) {
        return new CaptureWorld(family, Map.of(), List.of(types), true);
    }

    static CaptureWorld of(DatabaseFamily family, Map<String, Object> settings) {
        return new CaptureWorld(family, settings, List.of(), true);
    }

    static CaptureWorld withoutCapture(DatabaseFamily family) {
        return new CaptureWorld(family, Map.of(), List.of(), false);
    }

    /** Forgets what was recorded so far: by sealing it. */
    void begin() {
        rasura.audit().awaitWritten(Duration.ofSeconds(20));
        last = all().size();
        faults.failAt(0, Faults.Kind.ERROR);
    }

    private int last;

    private List<RecordedEvent> all() {
        return rasura.audit().events(AuditQuery.all()).stream()
                .filter(e -> !e.type().startsWith("rasura."))
                .toList();
    }

    /** The events since {@link #begin()}. */
    List<RecordedEvent> events() {
        rasura.audit().awaitWritten(Duration.ofSeconds(20));
        List<RecordedEvent> all = all();
        return all.subList(last, all.size());
    }

    /** The events since {@link #begin()}, in short: type, entity, attributes, rows, who. */
    List<String> told() {
        return events().stream().map(this::told).sorted().toList();
    }

    private String told(RecordedEvent event) {
        TreeSet<String> who = new TreeSet<>();
        event.subjects().forEach(subject -> {
            for (long id = 1; id < 500; id++) {
                if (subject.ref().equals(RING.pseudonym(SubjectRef.of("Person", id)))) {
                    who.add(subject.type() + "#" + id);
                }
            }
        });
        return event.type() + " " + event.entity() + " " + event.attributes()
                + (event.facts().containsKey("rows") ? " rows=" + event.facts().get("rows") : "")
                + (event.facts().containsKey("subjects") ? " " + event.facts().get("subjects") : "")
                + " " + who;
    }

    /** How many statements and commits there were since {@link #begin()}. */
    int statements() {
        return faults.executed();
    }

    @Override
    public void close() {
        rasura.close();
        factory.close();
        database.close();
    }
}
