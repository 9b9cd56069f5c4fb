package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.Rasura;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.retention.Platform.Customer;
import dev.rasura.retention.RetentionReport.Status;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose transaction a rule is run in, and the names and events that it goes by. */
class RetentionTransactionTest extends RetentionContract {

    @Test
    void aRunRefusesToWorkWithinATransaction() {
        applications(1, 1, OLD);
        Rasura rasura = rasura(factory, NOW, any -> armed);
        armed = true;

        assertThatThrownBy(() -> rasura.retention().run("applications"))
                .isInstanceOf(TransactionStateException.class)
                .hasMessageContaining("retention().run(rule)");
        assertThatThrownBy(() -> rasura.retention().preview("applications"))
                .isInstanceOf(TransactionStateException.class);

        assertThat(database.count("Application")).isEqualTo(1);
        armed = false;
        assertThat(rasura.retention().run("applications").removed()).isEqualTo(1);
    }

    private boolean armed;

    @Test
    void aJoinedBatchSharesTheFateOfTheCallersTransaction() {
        applications(1, 5, OLD);
        Rasura rasura = rasura(NOW);
        try (var session = factory.openSession()) {
            session.beginTransaction();
            RetentionReport report = rasura.retention().runBatch("applications", 3, session);
            assertThat(report.removed()).isEqualTo(3);
            assertThat(report.status()).isEqualTo(Status.STOPPED);
            session.getTransaction().rollback();
        }
        assertThat(database.count("Application")).isEqualTo(5);

        RetentionReport report =
                factory.fromTransaction(session -> rasura.retention().runBatch("applications", 9, session));

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(database.count("Application")).isZero();
        rasura.audit().seal();
        assertThat(events(rasura, "retention.batch")).hasSize(1);
        assertThat(rasura.audit().verify().intact()).isTrue();
    }

    @Test
    void aManagedEntityOfTheCallerDoesNotWriteTheOldValuesBack() {
        customer(1, "2020-01-01T00:00:00Z", null);
        customer(2, "2026-01-01T00:00:00Z", null);
        Rasura rasura = rasura(NOW);

        factory.inTransaction(session -> {
            Customer expired = session.find(Customer.class, 1L);
            Customer other = session.find(Customer.class, 2L);
            rasura.retention().runBatch("customers", 10, session);
            expired.disputed = true;
            other.name = "New";
        });

        assertThat(strings("select name from Customer order by id")).containsExactly(null, "New");
    }

    @Test
    void aJoinedBatchNeedsATransactionThatSeesWhatItWaitedFor() {
        applications(1, 1, OLD);
        Rasura rasura = rasura(NOW);
        try (var session = factory.openSession()) {
            assertThatThrownBy(() -> rasura.retention().runBatch("applications", 1, session))
                    .isInstanceOf(TransactionStateException.class);
            session.doWork(connection -> connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ));
            session.beginTransaction();
            assertThatThrownBy(() -> rasura.retention().runBatch("applications", 1, session))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("READ COMMITTED");
            session.getTransaction().rollback();
            session.doWork(connection -> connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED));
        }
    }

    @Test
    void anUnknownRuleIsRefusedWithTheNamesThatAreKnown() {
        Rasura rasura = rasura(NOW);

        assertThatThrownBy(() -> rasura.retention().run("aplications"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'aplications'")
                .hasMessageContaining("applications, customers, guests, invoices");
        assertThatThrownBy(() -> rasura.retention().preview("x")).isInstanceOf(IllegalArgumentException.class);
        assertThat(rasura.retention().rules())
                .extracting(dev.rasura.datamap.RetentionRule::name)
                .containsExactly(
                        "applications",
                        "customers",
                        "guests",
                        "invoices",
                        "reminders",
                        "ticks-by-day",
                        "ticks-by-instant",
                        "ticks-by-local");
    }

    @Test
    void theTrailTellsOfEachBatchAndOfTheRun() {
        applications(1, 3, OLD);
        database.execute("update Application set lawsuit = true where id = 3");
        Rasura rasura = rasura(NOW);

        RetentionReport report = rasura.retention().run("applications");

        rasura.audit().seal();
        RecordedEvent batch = events(rasura, "retention.batch").get(0);
        assertThat(batch.purpose()).isEqualTo("retention rule 'applications' (GDPR Art. 5(1)(e))");
        assertThat(batch.entity()).isEqualTo("Application");
        assertThat(batch.facts())
                .containsAllEntriesOf(Map.of(
                        "rule", "applications",
                        "run", report.id().toString(),
                        "rows", "2",
                        "cutoff", "2024-03-01T12:00:00Z",
                        "deleted", "2"));
        RecordedEvent completed = events(rasura, "retention.completed").get(0);
        assertThat(completed.facts())
                .containsAllEntriesOf(
                        Map.of("status", "COMPLETE", "matched", "2", "removed", "2", "batches", "1", "setAside", "0"));
        assertThat(rasura.audit().verify().intact()).isTrue();

        database.execute("update rasura_audit_leaf set event_type = 'x' where event_id = ?", batch.id());
        assertThat(rasura.audit().verify().intact()).isFalse();
    }
}
