package dev.rasura.internal.audit;

import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.internal.hibernate.UnitsOfWork.Mode;
import dev.rasura.internal.keys.KeyRing;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.internal.store.OwnTables;
import dev.rasura.spi.FileAnchor;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.SetClock;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.hibernate.SessionFactory;

/** A trail of its own in an empty database, whose statements are noted, and whose time stands still until it is moved. */
final class ReviewedTrail implements AutoCloseable {

    final TestDatabase database;
    final SealedTrail trail;
    final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    final KeyRing keys;
    private final SessionFactory factory;
    private final SetClock clock = new SetClock("2026-03-02T08:00:00Z");

    @Entity(name = "Memo")
    static class Memo {
        @Id
        Long id;
    }

    ReviewedTrail(DatabaseFamily family, Path folder) {
        this(family, folder, KeyFile.ephemeral("test.example/review"));
    }

    ReviewedTrail(DatabaseFamily family, Path folder, KeyProvider secrets) {
        keys = new KeyRing(secrets);
        database = TestDatabases.of(family);
        DataSource plain = (DataSource) Proxy.newProxyInstance(
                ReviewedTrail.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return database.connect();
                    }
                    throw new SQLException("Not asked of this data source: " + method.getName());
                });
        DataSource noting = ProxyDataSourceBuilder.create(plain)
                .afterQuery((execution, queries) -> queries.forEach(query -> statements.add(query.getQuery())))
                .build();
        factory = database.sessionFactory(Map.of("jakarta.persistence.nonJtaDataSource", noting), Memo.class);
        TestDatabase.unitsOfWork(factory).own("test", Mode.WRITE, (connection, session) -> {
            OwnTables.defaults().create(connection);
            return null;
        });
        trail = new SealedTrail(TrailParts.of(TestDatabase.unitsOfWork(factory), OwnTables.defaults(), keys)
                .withAnchors(List.of(new FileAnchor(folder.resolve("anchor"))))
                .withClock(clock));
    }

    /** Stages so many of an event in one transaction. */
    void stage(AuditEvent event, int times) {
        TestDatabase.unitsOfWork(factory).own("test", Mode.WRITE, (connection, session) -> {
            EventStaging staging = trail.staging();
            for (int staged = 0; staged < times; staged += 100) {
                staging.stageAll(
                        connection,
                        session,
                        Stream.generate(() -> staging.begin(event)).limit(100).toList());
            }
            return null;
        });
    }

    void at(String time) {
        clock.set(time);
    }

    static AuditEvent.Builder viewed(Actor by, SubjectRef whose) {
        return AuditEvent.of("candidate.viewed", by)
                .action("view")
                .entity("Candidate")
                .subject(whose)
                .attributes("email")
                .purpose("selection");
    }

    @Override
    public void close() {
        factory.close();
        database.close();
    }
}
