package dev.rasura.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.Rasura;
import dev.rasura.SubjectRef;
import dev.rasura.audit.Actor;
import dev.rasura.audit.AuditEvent;
import dev.rasura.audit.RecordedEvent;
import dev.rasura.erasure.ErasureReceipt;
import dev.rasura.retention.Platform.Application;
import dev.rasura.retention.Platform.Notice;
import dev.rasura.retention.Platform.Remark;
import dev.rasura.retention.Platform.Reminder;
import dev.rasura.retention.Platform.Skill;
import dev.rasura.retention.RetentionReport.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What expires, and what stays. */
class ExpiredRowsTest extends RetentionContract {

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
}
