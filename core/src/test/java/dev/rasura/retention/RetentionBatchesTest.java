package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.retention.RetentionReport.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

/** The work of a run, batch by batch. */
class RetentionBatchesTest extends RetentionContract {

    @Test
    void theWorkIsDoneInBatchesOfTheSizeAskedFor() {
        applications(1, 25, OLD);
        Rasura rasura = rasura(NOW);

        RetentionReport report = rasura.retention()
                .run("applications", RetentionOptions.defaults().withBatchSize(10));

        assertThat(report.matched()).isEqualTo(25);
        assertThat(report.removed()).isEqualTo(25);
        assertThat(report.batches()).isEqualTo(3);
        rasura.audit().seal();
        assertThat(events(rasura, "retention.batch"))
                .extracting(event -> event.facts().get("rows"))
                .containsExactly("10", "10", "5");
    }

    @Test
    void theStatementsOfABatchDoNotDependOnItsRows() {
        try (SessionFactory counted = counted()) {
            Rasura rasura = rasura(counted, NOW, any -> false);
            for (String rule : List.of("applications", "customers", "invoices")) {
                assertThat(statementsOf(rasura, rule, 1_000))
                        .isEqualTo(statementsOf(rasura, rule, 10))
                        .isPositive();
            }
        }
    }

    private int statementsOf(Rasura rasura, String rule, int rows) {
        database.execute("delete from Application");
        database.execute("delete from Invoice");
        database.execute("delete from Customer");
        database.execute("insert into Customer (id, email, name, lastSeen, disputed)"
                + " select g, concat('p', g, '@example.com'), 'n', " + point("2020-01-01 00:00:00") + ", false from "
                + series(rows));
        database.execute("insert into Application (id, closed, status, customer_id)"
                + " select g, timestamp '2020-01-01 00:00:00', 'CLOSED', g from " + series(rows));
        database.execute("insert into Invoice (id, issued, payer, city, cents)"
                + " select g, date '2020-01-01', 'n', 'Bonn', 1 from " + series(rows));
        statements.set(0);
        RetentionReport report =
                rasura.retention().run(rule, RetentionOptions.defaults().withBatchSize(1_000));
        assertThat(report)
                .as(rule + report)
                .extracting(RetentionReport::removed, RetentionReport::batches, RetentionReport::setAside)
                .containsExactly((long) rows, 1, List.of());
        return statements.get();
    }

    @Test
    void aCapStopsTheRunExactlyThere() {
        applications(1, 25, OLD);

        RetentionReport report = rasura(NOW)
                .retention()
                .run(
                        "applications",
                        RetentionOptions.defaults().withBatchSize(10).withMaxRows(13));

        assertThat(report.status()).isEqualTo(Status.STOPPED);
        assertThat(report.removed()).isEqualTo(13);
        assertThat(report.batches()).isEqualTo(2);
        assertThat(database.count("Application")).isEqualTo(12);
    }

    @Test
    void aCapThatIsReachedByTheLastRowDoesNotMakeTheRunIncomplete() {
        applications(1, 10, OLD);

        assertThat(rasura(NOW)
                        .retention()
                        .run("applications", RetentionOptions.defaults().withMaxRows(10))
                        .status())
                .isEqualTo(Status.COMPLETE);
    }

    @Test
    void aTimeBudgetStopsTheRunAfterTheBatchAtHand() {
        applications(1, 25, OLD);

        RetentionReport report = rasura(NOW)
                .retention()
                .run(
                        "applications",
                        RetentionOptions.defaults().withBatchSize(10).withTimeBudget(Duration.ofNanos(1)));

        assertThat(report.status()).isEqualTo(Status.STOPPED);
        assertThat(report.removed()).isEqualTo(10);
    }

    @Test
    void anInterruptedRunStopsAfterTheBatchAtHandAndTheThreadStaysInterrupted() {
        applications(1, 25, OLD);
        Rasura rasura = rasura(NOW);
        AtomicInteger calls = new AtomicInteger();
        Rasura interrupted = rasura(factory, NOW, any -> {
            if (calls.incrementAndGet() == Integer.MAX_VALUE) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        assertThat(rasura.retention().rules()).isNotEmpty();
        // The count is the first transaction, the first batch the second.
        calls.set(Integer.MAX_VALUE - 2);

        RetentionReport report = interrupted
                .retention()
                .run("applications", RetentionOptions.defaults().withBatchSize(10));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.status()).isEqualTo(Status.STOPPED);
        assertThat(report.removed()).isEqualTo(10);
    }

    @Test
    void thereIsAPauseBetweenBatches() {
        applications(1, 3, OLD);
        long began = System.nanoTime();

        rasura(NOW)
                .retention()
                .run(
                        "applications",
                        RetentionOptions.defaults().withBatchSize(1).withPause(Duration.ofMillis(200)));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(600));
    }

    @Test
    void runningTwiceRemovesNothingTheSecondTime() {
        applications(1, 3, OLD);
        invoice(1, "2020-01-01", "Anna Berg", "Door 1");
        customer(1, "2020-01-01T00:00:00Z", 1L);
        Rasura rasura = rasura(NOW);
        for (String rule : List.of("applications", "invoices", "customers")) {
            assertThat(rasura.retention().run(rule).removed()).isPositive();

            RetentionReport second = rasura.retention().run(rule);

            assertThat(second.matched()).isZero();
            assertThat(second.removed()).isZero();
            assertThat(second.batches()).isZero();
            assertThat(second.status()).isEqualTo(Status.COMPLETE);
        }
        assertThat(database.count("rasura_erasure")).isEqualTo(1);
    }

    @Test
    void nothingDueIsOneEventAndNoBatch() {
        Rasura rasura = rasura(NOW);

        RetentionReport report = rasura.retention().run("applications");

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        rasura.audit().seal();
        assertThat(events(rasura, "retention.batch")).isEmpty();
        assertThat(events(rasura, "retention.completed")).hasSize(1);
    }
}
