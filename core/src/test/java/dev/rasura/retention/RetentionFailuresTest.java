package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.Rasura;
import dev.rasura.audit.Outcome;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.retention.RetentionReport.SetAside;
import dev.rasura.retention.RetentionReport.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a run does about crashes, rows that cannot go, and other nodes. */
class RetentionFailuresTest extends RetentionContract {

    @Test
    void aRunThatCrashedBetweenBatchesIsResumedByTheNext() {
        applications(1, 25, OLD);
        AtomicInteger calls = new AtomicInteger();
        Rasura crashing = rasura(factory, NOW, any -> {
            if (calls.incrementAndGet() == Integer.MAX_VALUE) {
                throw new Crash();
            }
            return false;
        });
        // Count, first batch, then the crash.
        calls.set(Integer.MAX_VALUE - 3);
        RetentionOptions tens = RetentionOptions.defaults().withBatchSize(10);
        assertThatThrownBy(() -> crashing.retention().run("applications", tens)).isInstanceOf(Crash.class);
        assertThat(database.count("Application")).isEqualTo(15);

        Rasura rasura = rasura(NOW);
        RetentionReport report = rasura.retention().run("applications", tens);

        assertThat(report.removed()).isEqualTo(15);
        rasura.audit().seal();
        assertThat(events(rasura, "retention.batch"))
                .extracting(event -> event.facts().get("rows"))
                .containsExactlyInAnyOrder("10", "10", "5");
        assertThat(events(rasura, "retention.completed")).hasSize(1);
    }

    @Test
    void aCrashWithinABatchLeavesAllOfIt() {
        applications(1, 5, OLD);
        AtomicInteger calls = new AtomicInteger();
        // The clock is read for the cut-off, and again by the event that ends the batch.
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return BERLIN;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                if (calls.incrementAndGet() > 1) {
                    throw new Crash();
                }
                return NOW.instant();
            }
        };
        Rasura rasura = rasura(clock);
        calls.set(0);

        assertThatThrownBy(() -> rasura.retention().run("applications")).isInstanceOf(Crash.class);

        assertThat(database.count("Application")).isEqualTo(5);
    }

    @Test
    void aRowThatCannotBeRemovedIsSetAsideOnceAndTheRunGoesOn() {
        applications(1, 20, OLD);
        Rasura rasura = rasura(NOW);
        database.execute(
                "create table dossier (application_id bigint, foreign key (application_id) references Application(id))");
        database.execute("insert into dossier values (7), (8), (15)");

        RetentionReport report = rasura.retention()
                .run("applications", RetentionOptions.defaults().withBatchSize(10));

        assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
        assertThat(report.removed()).isEqualTo(17);
        assertThat(report.setAside()).extracting(SetAside::key).containsExactly("7", "8", "15");
        assertThat(report.setAside())
                .extracting(SetAside::reason)
                .allMatch(reason -> reason.startsWith(
                        // MariaDB tells constraints apart by vendor code only.
                        database.family() == DatabaseFamily.MARIADB
                                ? "SQLSTATE 23000, vendor code 1451"
                                : "SQLSTATE 2350"));
        assertThat(ids("Application")).containsExactly(7L, 8L, 15L);
        rasura.audit().seal();
        assertThat(events(rasura, "retention.completed").get(0).facts())
                .containsEntry("setAside", "3")
                .containsEntry("status", "INCOMPLETE");
        assertThat(rasura.audit().verify().intact()).isTrue();

        database.execute("delete from dossier");
        assertThat(rasura.retention().run("applications").status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void anythingElseThatTheDatabaseRefusesEndsTheRunAndIsRecorded() {
        applications(1, 5, OLD);
        Rasura rasura = rasura(NOW);
        database.execute("alter table Remark rename to Mark");

        assertThatThrownBy(() -> rasura.retention().run("applications"))
                .isInstanceOf(dev.rasura.DutyFailedException.class)
                .hasMessageContaining("'applications'")
                .hasMessageContaining("SQLSTATE 42");

        assertThat(database.count("Application")).isEqualTo(5);
        rasura.audit().seal();
        assertThat(events(rasura, "retention.failed").get(0).outcome()).isEqualTo(Outcome.FAILURE);
        assertThat(events(rasura, "retention.completed")).isEmpty();
    }

    @Test
    void rowsThatOthersHaveLockedAreLeftToTheNextRun() throws SQLException {
        applications(1, 10, OLD);
        // With so few rows MariaDB would read all, and wait for the locked ones.
        applications(1_000, 1_999, "2026-01-01T00:00:00");
        Rasura rasura = rasura(NOW);
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock =
                    other.prepareStatement("select id from Application where id in (3, 9) for update")) {
                lock.executeQuery();
            }
            RetentionReport report = rasura.retention()
                    .run("applications", RetentionOptions.defaults().withBatchSize(4));

            assertThat(report.status()).isEqualTo(Status.INCOMPLETE);
            assertThat(report.removed()).isEqualTo(8);
            assertThat(report.batches()).isEqualTo(2);
            assertThat(report.setAside()).isEmpty();
            other.rollback();
        }
        assertThat(rasura.retention().run("applications").removed()).isEqualTo(2);
    }

    @Test
    void twoNodesAtOnceRemoveEachRowOnce() throws Exception {
        applications(1, 400, OLD);
        Rasura one = rasura(NOW);
        Rasura two = rasura(NOW);
        CyclicBarrier together = new CyclicBarrier(2);
        List<RetentionReport> reports = new ArrayList<>();
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<RetentionReport>> running = new ArrayList<>();
            for (Rasura node : List.of(one, two)) {
                Callable<RetentionReport> run = () -> {
                    together.await();
                    return node.retention()
                            .run("applications", RetentionOptions.defaults().withBatchSize(7));
                };
                running.add(nodes.submit(run));
            }
            for (Future<RetentionReport> run : running) {
                reports.add(run.get());
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(reports).extracting(RetentionReport::setAside).allMatch(List::isEmpty);
        assertThat(reports).allMatch(report -> report.removed() > 0);
        assertThat(reports.stream().mapToLong(RetentionReport::removed).sum()).isEqualTo(400);
        assertThat(database.count("Application")).isZero();
        one.audit().seal();
        two.audit().seal();
        assertThat(events(one, "retention.batch").stream()
                        .mapToInt(event -> Integer.parseInt(event.facts().get("rows")))
                        .sum())
                .isEqualTo(400);
    }
}
