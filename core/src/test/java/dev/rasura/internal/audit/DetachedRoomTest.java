package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.annotation.DataSubject;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.EventMode;
import dev.rasura.audit.EventType;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand detached events wait, and the application's pool has no connection left and waits for one for ever. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.rasura.testing.TestDatabases#families")
class DetachedRoomTest {

    private static final int CONNECTIONS = 4;
    private static final EventType DENIED = EventType.of("test.denied").withMode(EventMode.DETACHED);

    @Parameter
    DatabaseFamily family;

    private final Semaphore free = new Semaphore(CONNECTIONS, true);
    private TestDatabase database;
    private SessionFactory factory;
    private Rasura rasura;

    @DataSubject
    @Entity(name = "Person")
    static class Person {
        @Id
        long id;
    }

    @BeforeEach
    void open() {
        database = TestDatabases.of(family);
        factory = database.sessionFactory(
                Map.of("jakarta.persistence.nonJtaDataSource", database.dataSource(this::pooled)), Person.class);
        rasura = Rasura.builder(factory)
                .keys(KeyFile.ephemeral("test.example/audit"))
                .createTables(true)
                .eventType(DENIED)
                .build();
    }

    @AfterEach
    void close() {
        rasura.close();
        factory.close();
        database.close();
    }

    private Connection pooled(Connection real) {
        free.acquireUninterruptibly();
        return (Connection) Proxy.newProxyInstance(
                DetachedRoomTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !real.isClosed()) {
                        free.release();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void record(int events) {
        for (int i = 0; i < events; i++) {
            rasura.audit()
                    .record(AuditEvent.of(DENIED.name(), Actor.user("7"))
                            .denied("not the owner")
                            .build());
        }
    }

    private void together(int threads, Runnable work) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(thread.isAlive()).as("still waits").isFalse();
        }
    }

    private int written() {
        rasura.audit().awaitWritten(Duration.ofSeconds(60));
        rasura.audit().seal();
        return rasura.audit()
                .events(AuditQuery.all().ofType(DENIED.name()).limit(10_000))
                .size();
    }

    @Test
    void whoeverHoldsAConnectionDoesNotWaitForAnotherOne() throws InterruptedException {
        CyclicBarrier allHoldOne = new CyclicBarrier(CONNECTIONS);
        CyclicBarrier full = new CyclicBarrier(CONNECTIONS);
        together(
                CONNECTIONS,
                () -> factory.inTransaction(session -> {
                    session.createNativeQuery("select 1", Integer.class).getSingleResult();
                    if (await(allHoldOne) == 0) {
                        record(1_002);
                    }
                    await(full);
                    record(1);
                }));

        int written = written();
        long lost = rasura.audit().lost().getOrDefault(DENIED.name(), 0L);
        // The first that gives up may make room for the others.
        assertThat(lost).isBetween(1L, (long) CONNECTIONS);
        assertThat(written + lost).isEqualTo(1_002 + CONNECTIONS);
        assertThat(rasura.audit().events(AuditQuery.all().ofType("rasura.lost")))
                .singleElement()
                .satisfies(event -> assertThat(event.facts()).containsEntry("of.test.denied", String.valueOf(lost)));
    }

    @Test
    void whoeverHasManyDoesNotWaitForEach() {
        free.acquireUninterruptibly(CONNECTIONS);
        try {
            record(1_002);
            long begin = System.nanoTime();
            record(4);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
        } finally {
            free.release(CONNECTIONS);
        }
        assertThat(written()).isEqualTo(1_002);
        assertThat(rasura.audit().lost()).containsEntry(DENIED.name(), 4L);
        // There is room again, and whoever comes waits again.
        record(1);
        assertThat(written()).isEqualTo(1_003);
    }

    private static int await(CyclicBarrier barrier) {
        try {
            return barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyMoreThanAThousandAreAllWrittenWhileThereIsRoomAgain() throws InterruptedException {
        together(8, () -> record(200));
        assertThat(written()).isEqualTo(1_600);
        assertThat(rasura.audit().lost()).isEmpty();
    }
}
