package dev.rasura.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.AuditException;
import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.erasure.ScanArea;
import dev.rasura.export.ExportFormat;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.retention.RetentionOptions;
import dev.rasura.spi.KeyFile;
import dev.rasura.testing.DeclaredTypes;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.SetClock;
import dev.rasura.testing.TestDatabase;
import dev.rasura.testing.TestDatabases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.SessionFactory;

/** The duties' own events are of declared types, also where a catalogue refuses all others. */
class DutyEventsTest {

    private static final SubjectRef ANNA = SubjectRef.of("Guest", 1);

    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Entity(name = "Guest")
    static class Guest {
        @Id
        long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Retain(ground = "unpaid", when = "paid = false")
    @Retention(rule = "old-stays", start = "ended", period = "P1Y", action = RowAction.DELETE)
    @Entity(name = "Stay")
    static class Stay {
        @Id
        long id;

        @ManyToOne
        Guest guest;

        @PersonalData(DataCategory.OTHER)
        String wish;

        @NotPersonal("when it ended")
        LocalDate ended;

        @NotPersonal("whether it is paid")
        boolean paid;
    }

    @OnEachDatabase
    void allDutiesWorkWithAClosedCatalogueAndKeepToTheirTypes(DatabaseFamily family) throws IOException {
        SetClock clock = new SetClock(Instant.now().toString());
        try (TestDatabase database = TestDatabases.of(family);
                SessionFactory factory = database.sessionFactory(Guest.class, Stay.class);
                Rasura rasura = Rasura.builder(factory)
                        .keys(KeyFile.ephemeral("test.example/audit"))
                        .createTables(true)
                        .clock(clock)
                        .eventType(EventType.of("guest.welcomed"))
                        .build()) {
            assertThat(rasura.audit().catalogue().isClosed()).isTrue();
            fill(factory);
            expire(rasura);
            export(rasura);
            eraseSweepAndAttest(rasura, database, clock);
            review(rasura);
            rasura.audit().seal();

            List<RecordedEvent> events = rasura.audit().events(AuditQuery.all());
            DeclaredTypes.hold(events);
            assertThat(events)
                    .extracting(RecordedEvent::type)
                    .contains(
                            "data.created",
                            "retention.batch",
                            "retention.completed",
                            "export.started",
                            "export.completed",
                            "export.failed",
                            "erasure.executed",
                            "erasure.swept",
                            "erasure.attested",
                            "review.queried",
                            "review.breach-reported",
                            "review.history-given",
                            "review.exported",
                            "rasura.heartbeat");
            assertThat(rasura.audit().verify().intact()).isTrue();
            ofItsOwnTypesNobodyElseRecords(rasura);
        }
    }

    private static void fill(SessionFactory factory) {
        factory.inTransaction(session -> {
            Guest anna = new Guest();
            anna.id = 1;
            anna.email = "anna@example.com";
            session.persist(anna);
            for (int i = 1; i <= 3; i++) {
                Stay stay = new Stay();
                stay.id = i;
                stay.guest = anna;
                stay.wish = "a quiet room " + i;
                stay.ended = LocalDate.now(ZoneOffset.UTC).minusYears(i == 1 ? 2 : 0);
                stay.paid = i != 3;
                session.persist(stay);
            }
        });
    }

    private static void expire(Rasura rasura) {
        assertThat(rasura.retention()
                        .run("old-stays", RetentionOptions.defaults())
                        .removed())
                .isEqualTo(1);
    }

    private static void export(Rasura rasura) {
        rasura.export().write(ANNA, ExportFormat.JSON, OutputStream.nullOutputStream());
        assertThatThrownBy(() -> rasura.export().write(ANNA, ExportFormat.JSON, new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
    }

    private static void eraseSweepAndAttest(Rasura rasura, TestDatabase database, SetClock clock) {
        ErasureReceipt receipt = rasura.erasure().erase(ANNA);
        database.execute("insert into Stay (id, guest_id, wish, ended, paid) values (9, 1, 'late', null, true)");
        // On H2 the wait is counted from the first sweep that saw the commit.
        int swept = rasura.erasure().sweep().sweeps().size();
        clock.move(Duration.ofHours(2));
        swept += rasura.erasure().sweep().sweeps().size();
        assertThat(swept).isEqualTo(1);
        rasura.erasure().attest(receipt.id(), ScanArea.MAPPED_TABLES);
    }

    private static void review(Rasura rasura) throws IOException {
        try (var scope = AuditContext.of(Actor.user("officer"), "supervision").open()) {
            AuditReview review = rasura.audit().review("case 7");
            AuditQuery everything =
                    AuditQuery.all().about(ANNA).by(Actor.user("clerk")).ofType("data.read");
            review.page(everything);
            review.breachReport(BreachScope.by(Actor.user("clerk"), Instant.EPOCH, Instant.now()), person -> {});
            review.accessHistory(ANNA, AuditCursor.START, 10);
            review.export(everything, AuditFormat.JSON_LINES, PersonalValues.LEFT_OUT, OutputStream.nullOutputStream());
        }
    }

    private static void ofItsOwnTypesNobodyElseRecords(Rasura rasura) {
        for (String own : List.of("erasure.executed", "review.queried", "rasura.heartbeat", "export.mine")) {
            assertThatThrownBy(() -> rasura.audit()
                            .record(AuditEvent.of(own, Actor.user("clerk"))
                                    .subject(ANNA)
                                    .build()))
                    .isInstanceOf(AuditException.class)
                    .hasMessageContaining("'" + own + "' is of a type of Rasura's own");
        }
    }
}
