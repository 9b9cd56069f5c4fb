package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.TransactionStateException;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.AuditQuery;
import dev.rasura.audit.Outcome;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.retention.Platform.Address;
import dev.rasura.retention.Platform.Application;
import dev.rasura.retention.Platform.Customer;
import dev.rasura.retention.Platform.Guest;
import dev.rasura.retention.Platform.Invoice;
import dev.rasura.retention.Platform.Mandate;
import dev.rasura.retention.Platform.Newsletter;
import dev.rasura.retention.Platform.Notice;
import dev.rasura.retention.Platform.Remark;
import dev.rasura.retention.Platform.Reminder;
import dev.rasura.retention.Platform.Skill;
import dev.rasura.retention.Platform.Tick;
import dev.rasura.retention.RetentionReport.SetAside;
import dev.rasura.retention.RetentionReport.Status;
import dev.rasura.spi.AmbientTransaction;
import dev.rasura.spi.KeyFile;
import dev.rasura.spi.KeyProvider;
import dev.rasura.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What retention promises, on every database. The JVM's zone, the session's and the clock's are three. */
@Timeout(60)
abstract class RetentionContract {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Clock NOW = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), BERLIN);
    static final String OLD = "2020-01-01T00:00:00";

    /** Without it Hibernate writes local times by way of the JVM's zone, which H2 then takes for the session's. */
    private static final Map<String, Object> DIRECT = Map.of("hibernate.type.java_time_use_direct_jdbc", true);

    private final KeyProvider keys = KeyFile.ephemeral("test.example/retention");
    private final AtomicInteger statements = new AtomicInteger();

    TestDatabase database;
    private SessionFactory factory;

    abstract TestDatabase empty();

    @BeforeEach
    void start() {
        database = empty();
        factory = database.sessionFactory(DIRECT, Platform.ENTITIES);
    }

    @AfterEach
    void stop() {
        factory.close();
        database.close();
    }

    Rasura rasura(Clock clock) {
        return rasura(factory, clock, any -> false);
    }

    private Rasura rasura(SessionFactory sessions, Clock clock, AmbientTransaction ambient) {
        return Rasura.builder(sessions)
                .keys(keys)
                .clock(clock)
                .createTables(true)
                .ambientTransaction(ambient)
                .build();
    }

    // ---- What goes, and what stays

    @Test
    void aRowThatExpiresTakesItsChildrenCollectionsAndLinksAlongAndNothingElse() {
        applications(1, 2, OLD);
        applications(3, 3, "2026-02-01T00:00:00");
        factory.inTransaction(session -> {
            Skill skill = new Skill();
            skill.id = 1L;
            session.persist(skill);
            for (long id = 1; id <= 3; id++) {
                Application application = session.find(Application.class, id);
                application.answers.addAll(Set.of("yes", "no"));
                application.skills.add(skill);
                Remark remark = new Remark();
                remark.id = id;
                remark.application = application;
                remark.text = "Nice";
                session.persist(remark);
            }
        });

        RetentionReport report = rasura(NOW).retention().run("applications");

        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(report.matched()).isEqualTo(2);
        assertThat(report.removed()).isEqualTo(2);
        assertThat(report.cutoff()).isEqualTo("2024-03-01T12:00:00Z");
        assertThat(ids("Application")).containsExactly(3L);
        assertThat(ids("Remark")).containsExactly(3L);
        assertThat(database.count("Application_answers")).isEqualTo(2);
        assertThat(database.count("Application_Skill")).isEqualTo(1);
        assertThat(database.count("Skill")).isEqualTo(1);
    }

    @Test
    void anInvoiceLosesItsPayerInBothItsTablesAndKeepsItsSum() {
        invoice(1, "2024-02-29", "Anna Berg", "Door 1");
        invoice(2, "2024-02-29", "Bert Cohn", null);
        invoice(3, "2024-03-01", "Cleo Dorn", "Door 3");

        RetentionReport report = rasura(NOW).retention().run("invoices");

        assertThat(report.removed()).isEqualTo(2);
        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(strings("select payer from Invoice order by id")).containsExactly(null, null, "Cleo Dorn");
        assertThat(strings("select city from Invoice order by id")).containsExactly("-", "-", "Bonn");
        assertThat(strings("select door from InvoiceDelivery order by id")).containsExactly(null, "Door 3");
        assertThat(database.query(BigDecimal.class, "select sum(cents) from Invoice"))
                .isEqualByComparingTo("6");
    }

    @Test
    void aRowIsDueWhileAnythingOfItIsLeftEvenIfOnlyInItsSecondaryTable() {
        invoice(1, "2020-01-01", "Anna Berg", "Door 1");
        Rasura rasura = rasura(NOW);
        rasura.retention().run("invoices");
        assertThat(rasura.retention().preview("invoices").matched()).isZero();

        database.execute("update InvoiceDelivery set door = 'Door 2'");

        assertThat(rasura.retention().preview("invoices").matched()).isEqualTo(1);
        assertThat(rasura.retention().run("invoices").removed()).isEqualTo(1);
        assertThat(strings("select door from InvoiceDelivery")).containsExactly((String) null);
    }

    @Test
    void customersExpireAsTheyAreErasedWithAllThatIsTheirs() {
        customer(1, "2020-01-01T00:00:00Z", 1L);
        customer(2, "2020-01-01T00:00:00Z", 2L);
        customer(3, "2026-01-01T00:00:00Z", 3L);
        Rasura rasura = rasura(NOW);

        RetentionReport report = rasura.retention().run("customers");

        assertThat(report.removed()).isEqualTo(2);
        assertThat(ids("Customer")).containsExactly(1L, 2L, 3L);
        assertThat(strings("select name from Customer order by id")).containsExactly(null, null, "Name 3");
        assertThat(strings("select email from Customer order by id"))
                .satisfies(mails -> assertThat(mails.subList(0, 2))
                        .doesNotHaveDuplicates()
                        .allMatch(mail -> mail.startsWith("erased-") && mail.endsWith("@invalid")))
                .endsWith("p3@example.com");
        assertThat(ids("Address")).containsExactly(3L);
        assertThat(ids("Mandate")).containsExactly(3L);
        assertThat(ids("Newsletter")).containsExactly(3L);
    }

    @Test
    void anAddressThatSomebodyElseLivesAtStays() {
        customer(1, "2020-01-01T00:00:00Z", 7L);
        customer(2, "2020-01-01T00:00:00Z", 7L);
        customer(3, "2020-01-01T00:00:00Z", 8L);
        customer(4, "2026-01-01T00:00:00Z", 8L);

        rasura(NOW).retention().run("customers", RetentionOptions.defaults().withBatchSize(1));

        assertThat(ids("Address")).containsExactly(8L);
        assertThat(strings("select id from Customer where address_id is not null"))
                .containsExactly("4");
    }

    @Test
    void expiredCustomersHaveReceiptsAndTheTrailForgetsThem() {
        customer(1, "2020-01-01T00:00:00Z", null);
        Rasura rasura = rasura(NOW);
        SubjectRef anna = SubjectRef.of("Customer", 1);
        rasura.audit()
                .record(AuditEvent.of("customer.viewed", Actor.user("clerk"))
                        .subject(anna)
                        .personal("search", "Name 1")
                        .build());

        rasura.retention().run("customers");

        ErasureReceipt receipt = rasura.erasure().erase(anna);
        assertThat(receipt.outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
        assertThat(receipt.planHash()).isEqualTo(rasura.erasure().plan(anna).hash());
        rasura.audit().seal();
        RecordedEvent batch = events(rasura, "retention.batch").get(0);
        assertThat(receipt.auditEvent()).isEqualTo(batch.id());
        assertThat(batch.subjects()).extracting(RecordedEvent.Party::ref).containsExactly(receipt.subject());
        assertThat(batch.facts()).containsEntry("subjects", "1").containsKey("subjects.sha256");
        assertThat(events(rasura, "customer.viewed").get(0).disclosed()).doesNotContainKey("personal.search");
        assertThat(rasura.audit().verify().intact()).isTrue();
    }

    @Test
    void aBatchOfMoreCustomersThanAnEventCanNameStillHasAReceiptForEach() {
        database.execute("insert into Customer (id, email, name, lastSeen, disputed)"
                + " select g, concat('p', g, '@example.com'), 'n', " + point("2020-01-01 00:00:00") + ", false from "
                + series(700));
        Rasura rasura = rasura(NOW);

        RetentionReport report = rasura.retention().run("customers");

        assertThat(report.batches()).isEqualTo(1);
        assertThat(database.count("rasura_erasure")).isEqualTo(700);
        rasura.audit().seal();
        RecordedEvent batch = events(rasura, "retention.batch").get(0);
        assertThat(batch.subjects()).isEmpty();
        assertThat(batch.facts()).containsEntry("subjects", "700");
    }

    @Test
    void retainedRowsAreKeptAndCountedAndUnknownGroundsDoNotRetain() {
        applications(1, 3, OLD);
        database.execute("update Application set lawsuit = true where id = 1");
        database.execute("update Application set lawsuit = null where id = 2");
        database.execute("update Application set lawsuit = false where id = 3");
        Rasura rasura = rasura(NOW);

        RetentionPreview preview = rasura.retention().preview("applications");
        RetentionReport report = rasura.retention().run("applications");

        assertThat(preview.matched()).isEqualTo(2);
        assertThat(preview.retained()).isEqualTo(1);
        assertThat(report.status()).isEqualTo(Status.COMPLETE);
        assertThat(ids("Application")).containsExactly(1L);
    }

    @Test
    void theRulesConditionStandsAloneAndWhereItIsUnknownTheRowStays() {
        applications(1, 3, OLD);
        applications(4, 4, "2026-02-01T00:00:00");
        database.execute("update Application set status = null where id = 1");
        database.execute("update Application set status = 'OPEN' where id = 2");
        // The second half of the condition must not escape the period.
        database.execute("update Application set status = 'LOST' where id = 4");

        assertThat(rasura(NOW).retention().run("applications").removed()).isEqualTo(1);

        assertThat(ids("Application")).containsExactly(1L, 2L, 4L);
    }

    @Test
    void rowsWithoutAStartNeverExpire() {
        applications(1, 2, OLD);
        database.execute("update Application set closed = null where id = 1");

        assertThat(rasura(NOW).retention().run("applications").removed()).isEqualTo(1);

        assertThat(ids("Application")).containsExactly(1L);
    }

    @Test
    void aRuleOnAnHeirLeavesItsSiblingsInTheSharedTable() {
        factory.inTransaction(session -> {
            Notice notice = new Notice();
            notice.id = 1L;
            notice.sent = LocalDate.parse("2020-01-01");
            session.persist(notice);
            Reminder reminder = new Reminder();
            reminder.id = 2L;
            reminder.sent = LocalDate.parse("2020-01-01");
            reminder.due = LocalDate.parse("2020-01-01");
            session.persist(reminder);
        });
        // Who was a reminder once may carry its date still.
        database.execute("update Notice set due = date '2020-01-01' where id = 1");

        assertThat(rasura(NOW).retention().run("reminders").removed()).isEqualTo(1);

        assertThat(ids("Notice")).containsExactly(1L);
    }

    // ---- When

    @ParameterizedTest
    @CsvSource({
        // Now, in Berlin's calendar a month ago, and the last microsecond that is over.
        "2026-03-31T10:00:00Z, 2026-02-28T11:00:00Z",
        "2024-03-31T10:00:00Z, 2024-02-29T11:00:00Z",
        "2026-04-15T10:00:00Z, 2026-03-15T11:00:00Z",
        "2026-07-15T10:00:00.123456789Z, 2026-06-15T10:00:00.123456Z",
        // 02:30 of 29 March does not exist: the clock went from 2 to 3.
        "2026-04-29T00:30:00Z, 2026-03-29T01:30:00Z",
        // 02:30 of 25 October comes twice: the first is meant.
        "2026-11-25T01:30:00Z, 2026-10-25T00:30:00Z",
    })
    void aMonthIsOneOfTheCalendarAndTheBoundaryIsExactToTheMicrosecond(Instant now, Instant cutOff) {
        tick(cutOff.minusNanos(1_000), null, null);
        Tick boundary = tick(cutOff, null, null);
        Rasura rasura = rasura(Clock.fixed(now, BERLIN));

        RetentionReport report = rasura.retention().run("ticks-by-instant");

        assertThat(report.cutoff()).isEqualTo(cutOff);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(strings("select cast(id as varchar(36)) from Tick")).containsExactly(boundary.id.toString());
    }

    @Test
    void aLocalTimeIsComparedInTheZoneOfTheClock() {
        LocalDateTime cutOff = LocalDateTime.parse("2026-02-01T13:00:00");
        tick(null, cutOff.minusNanos(1_000), null);
        tick(null, cutOff, null);
        Rasura rasura = rasura(NOW);

        assertThat(rasura.retention().preview("ticks-by-local").matched()).isEqualTo(1);
        assertThat(rasura.retention().run("ticks-by-local").removed()).isEqualTo(1);
        assertThat(strings("select " + text("wallTime") + " from Tick")).containsExactly("2026-02-01 13:00:00");
    }

    @ParameterizedTest
    @CsvSource({
        // Shortly before and after midnight in Berlin; elsewhere it is another day.
        "2026-03-15T22:59:59Z, 2026-02-15",
        "2026-03-15T23:00:00Z, 2026-02-16",
    })
    void aDayIsOverWhenItIsBeforeTheDayOfTheCutOff(Instant now, LocalDate cutOff) {
        tick(null, null, cutOff.minusDays(1));
        tick(null, null, cutOff);
        Rasura rasura = rasura(Clock.fixed(now, BERLIN));

        assertThat(rasura.retention().run("ticks-by-day").removed()).isEqualTo(1);
        assertThat(strings("select " + text("onDay") + " from Tick")).containsExactly(cutOff.toString());
    }

    @Test
    void twoYearsBeforeALeapDayIsTheLastOfFebruary() {
        applications(1, 1, "2022-02-28T12:59:59.999999");
        applications(2, 2, "2022-02-28T13:00:00");

        rasura(Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), BERLIN))
                .retention()
                .run("applications");

        assertThat(ids("Application")).containsExactly(2L);
    }

    // ---- Preview

    @Test
    void thePreviewNamesTheOldestRowsAndChangesNothing() {
        for (int id = 1; id <= 7; id++) {
            applications(id, id, (2020 - id) + "-01-01T00:00:00");
        }
        Rasura rasura = rasura(NOW);

        RetentionPreview preview = rasura.retention().preview("applications");

        assertThat(preview.sample()).containsExactly("7", "6", "5", "4", "3");
        assertThat(preview.cutoff()).isEqualTo("2024-03-01T12:00:00Z");
        assertThat(preview.matched()).isEqualTo(7);
        assertThat(ids("Application")).hasSize(7);
        RetentionPreview joined =
                factory.fromTransaction(session -> rasura.retention().preview("applications", session));
        assertThat(joined).isEqualTo(preview);
    }

    @Test
    void aKeyThatIsTextIsNeverShown() {
        guest("anna.berg");
        guest("bert.cohn");
        Rasura rasura = rasura(NOW);
        // A table that came after the start: one that was there before would be a finding.
        database.execute("create table visit (guest varchar(255), foreign key (guest) references Guest(id))");
        database.execute("insert into visit values ('anna.berg')");

        assertThat(rasura.retention().preview("guests").sample()).isEmpty();
        RetentionReport report = rasura.retention().run("guests");

        assertThat(report.setAside()).extracting(SetAside::key).containsExactly("[withheld]");
        assertThat(strings("select id from Guest")).containsExactly("anna.berg");
        rasura.audit().seal();
        assertThat(rasura.audit().events(AuditQuery.all()).toString()).doesNotContain("bert", "anna");
    }

    // ---- In batches

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

    // ---- What goes wrong

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

    // ---- Whose transaction

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

    // ---- Names and events

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

    // ---- Fixtures

    /** Stands for the end of the process: nothing may catch it. */
    private static final class Crash extends Error {}

    void applications(long from, long to, String closed) {
        factory.inTransaction(session -> LongStream.rangeClosed(from, to).forEach(id -> {
            Application application = new Application();
            application.id = id;
            application.status = "CLOSED";
            application.closed = LocalDateTime.parse(closed);
            session.persist(application);
        }));
    }

    private void customer(long id, String lastSeen, Long address) {
        factory.inTransaction(session -> {
            Customer customer = new Customer();
            customer.id = id;
            customer.email = "p" + id + "@example.com";
            customer.name = "Name " + id;
            customer.lastSeen = Instant.parse(lastSeen);
            if (address != null) {
                customer.address = session.find(Address.class, address);
                if (customer.address == null) {
                    customer.address = new Address();
                    customer.address.id = address;
                    customer.address.street = "Street " + address;
                    session.persist(customer.address);
                }
            }
            session.persist(customer);
            Mandate mandate = new Mandate();
            mandate.id = id;
            mandate.customer = customer;
            mandate.iban = "DE" + id;
            session.persist(mandate);
            Newsletter newsletter = new Newsletter();
            newsletter.id = id;
            newsletter.reader = "P" + id + "@Example.com";
            session.persist(newsletter);
        });
    }

    private void invoice(long id, String issued, String payer, String door) {
        factory.inTransaction(session -> {
            Invoice invoice = new Invoice();
            invoice.id = id;
            invoice.issued = LocalDate.parse(issued);
            invoice.payer = payer;
            invoice.door = door;
            invoice.cents = id;
            session.persist(invoice);
        });
    }

    private Tick tick(Instant point, LocalDateTime local, LocalDate day) {
        Tick tick = new Tick();
        tick.moment = point == null ? tick.moment : point;
        tick.wallTime = local == null ? tick.wallTime : local;
        tick.onDay = day == null ? tick.onDay : day;
        factory.inTransaction(session -> session.persist(tick));
        return tick;
    }

    private void guest(String name) {
        factory.inTransaction(session -> {
            Guest guest = new Guest();
            guest.id = name;
            guest.left = LocalDate.parse("2020-01-01");
            session.persist(guest);
        });
    }

    private String series(int rows) {
        return switch (database.family()) {
            case H2 -> "system_range(1, " + rows + ") as s(g)";
            case POSTGRESQL -> "generate_series(1, " + rows + ") as s(g)";
            case MARIADB -> "(select seq as g from seq_1_to_" + rows + ") s";
        };
    }

    private String text(String column) {
        return database.family() == DatabaseFamily.MARIADB
                ? "replace(cast(" + column + " as char), '.000000', '')"
                : "cast(" + column + " as varchar)";
    }

    /** A point in time in SQL; on MariaDB what the clock says in UTC. */
    private String point(String utc) {
        return database.family() == DatabaseFamily.MARIADB
                ? "timestamp '" + utc + "'"
                : "timestamp with time zone '" + utc + "+00'";
    }

    private static List<RecordedEvent> events(Rasura rasura, String type) {
        return rasura.audit().events(AuditQuery.all().ofType(type));
    }

    List<Long> ids(String table) {
        return strings("select id from " + table + " order by id").stream()
                .map(Long::valueOf)
                .toList();
    }

    private List<String> strings(String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return found;
    }

    /** A factory on the same tables whose statements are counted; a JDBC batch is one. */
    private SessionFactory counted() {
        javax.sql.DataSource plain = (javax.sql.DataSource) java.lang.reflect.Proxy.newProxyInstance(
                RetentionContract.class.getClassLoader(),
                new Class<?>[] {javax.sql.DataSource.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return database.connect();
                    }
                    throw new SQLException("Not asked of this data source: " + method.getName());
                });
        javax.sql.DataSource counting = ProxyDataSourceBuilder.create(plain)
                .afterQuery((execution, queries) -> statements.incrementAndGet())
                .build();
        return database.sessionFactory(
                Map.of("jakarta.persistence.nonJtaDataSource", counting, "hibernate.hbm2ddl.auto", "none"),
                Platform.ENTITIES);
    }
}
