package dev.rasura.internal.audit;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.CheckpointAnchor;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.Faults;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** An audit trail on an empty database, whose checkpoints go to a file. */
final class RecordedTrail implements AutoCloseable {

    static final String ORIGIN = "test.example/audit";
    static final SubjectRef ANNA = SubjectRef.of("Customer", 1);
    static final SubjectRef BERT = SubjectRef.of("Customer", 2);

    final TestDatabase database;
    final SessionFactory factory;
    final KeyProvider provider;
    final Path anchorFile;
    final SealedTrail trail;

    @Entity(name = "Marker")
    static class Marker {
        @Id
        Long id;
    }

    RecordedTrail(DatabaseFamily family, Path folder) {
        this(family, folder, null);
    }

    /** @param faults what the trail's connections suffer, or null for nothing */
    RecordedTrail(DatabaseFamily family, Path folder, @Nullable Faults faults) {
        this(TestDatabases.of(family), folder, faults);
    }

    private RecordedTrail(TestDatabase database, Path folder, @Nullable Faults faults) {
        this(
                database,
                database.sessionFactory(
                        faults == null
                                ? Map.of()
                                : Map.of("jakarta.persistence.nonJtaDataSource", faults.over(database)),
                        Marker.class),
                KeyFile.ephemeral(ORIGIN),
                folder);
    }

    RecordedTrail(TestDatabase database, SessionFactory factory, KeyProvider provider, Path folder) {
        this.database = database;
        this.factory = factory;
        this.provider = provider;
        this.anchorFile = folder.resolve("anchor");
        units().own("test", Mode.WRITE, (connection, session) -> {
            OwnTables.defaults().create(connection);
            return null;
        });
        this.trail = node("first", provider);
    }

    UnitsOfWork units() {
        return TestDatabase.unitsOfWork(factory);
    }

    /** What another process on the same database and anchor puts its trail together from. */
    TrailParts parts(KeyProvider keys) {
        return TrailParts.of(units(), OwnTables.defaults(), new KeyRing(keys))
                .withAnchors(List.of(new FileAnchor(anchorFile)));
    }

    /** Another process on the same database and anchor. */
    SealedTrail node(String name, KeyProvider keys) {
        return node(name, keys, new FileAnchor(anchorFile));
    }

    SealedTrail node(String name, KeyProvider keys, CheckpointAnchor anchor) {
        return node(name, keys, anchor, Clock.systemUTC());
    }

    SealedTrail node(String name, KeyProvider keys, Clock clock) {
        return node(name, keys, new FileAnchor(anchorFile), clock);
    }

    private SealedTrail node(String name, KeyProvider keys, CheckpointAnchor anchor, Clock clock) {
        return new SealedTrail(
                parts(keys).withAnchors(List.of(anchor)).withClock(clock).withNode(name));
    }

    static AuditEvent view(SubjectRef whose) {
        return AuditEvent.of("candidate.viewed", Actor.user("recruiter-7"))
                .action("view")
                .entity("Candidate")
                .subject(whose)
                .purpose("selection")
                .personal("search", "Anna Berg")
                .build();
    }

    UUID record() {
        return trail.record(view(ANNA));
    }

    /** Records so many events in one transaction and seals them. */
    void recordAndSeal(int events) {
        units().own("test", Mode.WRITE, (connection, session) -> {
            for (int i = 0; i < events; i++) {
                trail.staging().stage(connection, session, view(i % 2 == 0 ? ANNA : BERT));
            }
            return null;
        });
        trail.seal();
    }

    private static final List<String> TABLES = List.of(
            "audit_staged",
            "audit_leaf",
            "audit_leaf_subject",
            "audit_disclosure",
            "audit_coordinator",
            "audit_checkpoint",
            "audit_expired");

    /** Keeps a copy of the trail's tables, as a backup does. */
    void keepCopy() {
        keepCopy("old");
    }

    void keepCopy(String name) {
        TABLES.forEach(
                table -> database.execute("create table " + name + "_" + table + " as select * from rasura_" + table));
    }

    /** Puts the copy back. */
    void restoreCopy() {
        restoreCopy("old");
    }

    void restoreCopy(String name) {
        TABLES.forEach(table -> {
            database.execute("delete from rasura_" + table);
            database.execute("insert into rasura_" + table + " select * from " + name + "_" + table);
        });
    }

    @Override
    public void close() {
        factory.close();
        database.close();
    }
}
