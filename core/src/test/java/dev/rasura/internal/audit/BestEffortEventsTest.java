package dev.rasura.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.internal.hibernate.KnownTransactions;
import dev.rasura.internal.hibernate.UnitsOfWork;
import dev.rasura.internal.sql.DatabaseFamily;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are written from a queue, on a thread of their own. */
class BestEffortEventsTest {

    @TempDir
    Path folder;

    @Test
    void countsAsLostWhatEndsInAnErrorAndWritesWhatComesAfter() throws Exception {
        Losses losses = new Losses();
        AtomicBoolean failing = new AtomicBoolean(true);
        try (RecordedTrail recorded = new RecordedTrail(DatabaseFamily.H2, folder)) {
            EventStaging staging = recorded.trail.staging();
            try (BestEffortEvents events = new BestEffortEvents(
                    failing(recorded.factory, failing), staging, losses, 10, Duration.ofSeconds(10))) {
                events.offer(staging.begin(RecordedTrail.view(RecordedTrail.ANNA)));
                awaitIdle(events);
                assertThat(losses.all()).containsEntry("candidate.viewed", 1L);

                failing.set(false);
                events.offer(staging.begin(RecordedTrail.view(RecordedTrail.BERT)));
                awaitIdle(events);
            }
            assertThat(staged(recorded)).as("the event, and that one was lost").isEqualTo(2);
        }
    }

    private static void awaitIdle(BestEffortEvents events) throws InterruptedException {
        for (int i = 0; i < 500 && !events.isIdle(); i++) {
            Thread.sleep(10);
        }
        assertThat(events.isIdle()).isTrue();
    }

    private static long staged(RecordedTrail recorded) throws SQLException {
        try (Connection connection = recorded.database.connect();
                Statement select = connection.createStatement();
                ResultSet count = select.executeQuery("select count(*) from rasura_audit_staged")) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Units of work of a factory whose every call, while that is wanted, ends in an error of the JVM. */
    private static UnitsOfWork failing(SessionFactory factory, AtomicBoolean failing) {
        SessionFactory proxy = (SessionFactory) Proxy.newProxyInstance(
                BestEffortEventsTest.class.getClassLoader(),
                new Class<?>[] {SessionFactory.class},
                (p, method, args) -> {
                    if (failing.get()) {
                        throw new ServiceConfigurationError("of the test");
                    }
                    try {
                        return method.invoke(factory, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new UnitsOfWork(proxy, new KnownTransactions());
    }
}
