package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Audited;
import org.hibernate.annotations.Changelog;
import org.hibernate.annotations.Temporal;
import org.junit.jupiter.api.Test;

/** The history that Hibernate itself keeps goes, or is overwritten, with the rows whose history it is. */
class HistoryTest extends ErasureContract {

    private Population with(Map<String, Object> settings, Class<?>... entities) {
        return Population.of(family, settings, List.of(), map -> {}, entities);
    }

    // --- audit tables

    @Entity(name = "ChangeSet")
    @Changelog
    @NotPersonal
    static class ChangeSet {
        @Id
        @GeneratedValue
        @Changelog.ChangesetId
        Long id;

        @Changelog.Timestamp
        long time;
    }

    @Entity(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "member_note")
    @Audited
    static class Member {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(nullable = false)
        String email;

        @Column(table = "member_note")
        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        @ElementCollection
        @CollectionTable(name = "member_phone")
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        Member() {}

        Member(long id) {
            this.id = id;
            this.email = "member" + id + "@a.example";
            this.note = "note on " + id;
            this.phones.add("+4670000000" + id);
        }
    }

    @Entity(name = "Trustee")
    static class Trustee extends Member {
        @PersonalData(DataCategory.NATIONAL_ID)
        String number;

        Trustee() {}

        Trustee(long id) {
            super(id);
            this.number = "19700101-000" + id;
        }
    }

    @Entity(name = "Loan")
    @Audited
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Member member;

        @PersonalData(DataCategory.FREE_TEXT)
        String reason;

        @OneToMany
        @JoinColumn(name = "loan_ref")
        List<Reminder> reminders = new ArrayList<>();

        Loan() {}

        Loan(long id, Member member) {
            this.id = id;
            this.member = member;
            this.reason = "reason " + id;
        }
    }

    @Entity(name = "Reminder")
    @Audited
    static class Reminder {
        @Id
        Long id;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Reminder() {}

        Reminder(long id) {
            this.id = id;
            this.text = "reminder " + id;
        }
    }

    @Test
    void auditTablesFollowTheRowsWhoseHistoryTheyKeep() {
        try (Population p = with(
                Map.of("hibernate.audit.strategy", "VALIDITY"),
                ChangeSet.class,
                Member.class,
                Trustee.class,
                Loan.class,
                Reminder.class)) {
            Trustee anna = new Trustee(1);
            Member bert = new Member(2);
            Loan loan = new Loan(1, anna);
            Loan his = new Loan(2, bert);
            Reminder reminder = new Reminder(1);
            loan.reminders.add(reminder);
            p.save(anna, bert, reminder, loan, his);
            p.inTransaction(session -> {
                session.find(Member.class, 1L).note = "another note";
                session.find(Member.class, 1L).phones.add("+46709999999");
            });
            p.inTransaction(session -> {
                session.remove(session.find(Loan.class, 1L));
                session.remove(session.find(Reminder.class, 1L));
            });

            assertThat(p.rasura().dataMap().unclassified()).isEmpty();
            List<String> before = p.dump();
            assertThat(before)
                    .filteredOn(r -> r.matches("\\w+_aud\\{.*"))
                    .extracting(r -> r.replaceAll("\\{.*", ""))
                    .contains("member_aud", "trustee_aud", "member_note_aud", "member_phone_aud", "loan_aud");

            Erased erased = eraseWithoutResidue(p, Member.class, 1);

            assertThat(erased.after())
                    .filteredOn(r -> r.startsWith("member") || r.startsWith("trustee"))
                    .extracting(r -> r.replaceAll(", rev.*", "}"))
                    .containsExactlyInAnyOrder(
                            "member{email=TOKEN@invalid, id=1}",
                            "member{email=member2@a.example, id=2}",
                            "member_aud{email=TOKEN@invalid, id=1}",
                            "member_aud{email=TOKEN@invalid, id=1}",
                            "member_aud{email=member2@a.example, id=2}",
                            "member_note{id=1}",
                            "member_note{id=2, note=note on 2}",
                            "member_note_aud{id=1}",
                            "member_note_aud{id=1}",
                            "member_note_aud{id=2, note=note on 2}",
                            "member_phone{member_id=2, phones=+46700000002}",
                            "member_phone_aud{member_id=2, phones=+46700000002}",
                            "trustee{id=1}",
                            "trustee_aud{id=1}",
                            "trustee_aud{id=1}");
            assertThat(erased.after())
                    .filteredOn(r -> r.contains("loan") || r.contains("reminder"))
                    .extracting(r -> r.replaceAll(", rev.*", "}"))
                    .containsExactlyInAnyOrder(
                            "loan{id=2, member_id=2, reason=reason 2}", "loan_aud{id=2, member_id=2, reason=reason 2}");
        }
    }

    // --- temporal tables

    @Entity(name = "Driver")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Temporal
    static class Driver {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        String grade;

        Driver() {}

        Driver(long id) {
            this.id = id;
            this.email = "driver" + id + "@a.example";
            this.grade = "new";
        }
    }

    @Entity(name = "Fine")
    @Temporal
    @OnErasure(RowAction.ANONYMISE)
    static class Fine {
        @Id
        Long id;

        @ManyToOne
        Driver driver;

        @PersonalData(value = DataCategory.FREE_TEXT, onErasure = Strategy.CONSTANT, constant = "-")
        String offence;

        Fine() {}

        Fine(long id, Driver driver) {
            this.id = id;
            this.driver = driver;
            this.offence = "offence " + id;
        }
    }

    private void temporal(String strategy, String... left) {
        try (Population p = with(Map.of("hibernate.temporal.table_strategy", strategy), Driver.class, Fine.class)) {
            Driver anna = new Driver(1);
            Driver bert = new Driver(2);
            p.save(anna, bert, new Fine(1, anna), new Fine(2, bert));
            p.inTransaction(session -> session.find(Driver.class, 1L).email = "anna@a.example");
            p.inTransaction(session -> session.remove(session.find(Fine.class, 1L)));

            assertThat(p.rasura().dataMap().unclassified()).isEmpty();
            Erased erased = eraseWithoutResidue(p, Driver.class, 1);

            assertThat(erased.after())
                    .filteredOn(r -> r.startsWith("driver") || r.startsWith("fine"))
                    .extracting(r -> r.replaceAll("(effective|superseded)=[^,}]*(, )?", ""))
                    .extracting(r -> r.replaceAll(", }", "}"))
                    .containsExactlyInAnyOrder(left);
        }
    }

    @Test
    void aHistoryTableFollowsTheRowsWhoseHistoryItKeeps() {
        temporal(
                "HISTORY_TABLE",
                "driver{grade=new, id=1}",
                "driver{email=driver2@a.example, grade=new, id=2}",
                "driver_history{grade=new, id=1}",
                "driver_history{grade=new, id=1}",
                "driver_history{email=driver2@a.example, grade=new, id=2}",
                "fine{driver_id=2, id=2, offence=offence 2}",
                "fine_history{driver_id=1, id=1, offence=-}",
                "fine_history{driver_id=2, id=2, offence=offence 2}");
    }

    @Test
    void aTableThatKeepsItsOwnHistoryIsTreatedInAllOfIt() {
        temporal(
                "SINGLE_TABLE",
                "driver{grade=new, id=1}",
                "driver{grade=new, id=1}",
                "driver{email=driver2@a.example, grade=new, id=2}",
                "fine{driver_id=1, id=1, offence=-}",
                "fine{driver_id=2, id=2, offence=offence 2}");
    }

    @Entity(name = "Copy")
    static class Copy {
        @Id
        Long id;

        @SoftReference(to = Driver.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Test
    void ofASubjectWithSeveralRowsOnlyTheKeyCanBeFollowed() {
        assertThatThrownBy(() -> with(
                                Map.of("hibernate.temporal.table_strategy", "SINGLE_TABLE"), Driver.class, Copy.class)
                        .close())
                .hasMessageContaining("Copy: belongs to Driver by [email]")
                .hasMessageContaining("HISTORY_TABLE");
    }

    // --- of a row in several tables

    @Entity(name = "Patron")
    @DataSubject
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "patron_note")
    @Audited
    static class Patron {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Column(table = "patron_note")
        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        Patron() {}

        Patron(long id) {
            this.id = id;
            this.email = "patron" + id + "@a.example";
            this.note = "note on patron" + id;
        }
    }

    @Entity(name = "Donor")
    static class Donor extends Patron {
        @PersonalData(DataCategory.NATIONAL_ID)
        String number;

        Donor() {}

        Donor(long id) {
            super(id);
            this.number = "patron" + id + "-19700101";
        }
    }

    @Test
    void allPartsOfTheHistoryOfARowThatGoesGo() {
        if (family == DatabaseFamily.MARIADB) {
            assertThatThrownBy(() -> with(Map.of(), Patron.class, Donor.class))
                    .as("Hibernate's own refusal, with or without Rasura")
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("multi-table aware");
            return;
        }
        try (Population p = with(Map.of(), Patron.class, Donor.class)) {
            p.save(new Donor(1), new Donor(2));
            p.inTransaction(session -> session.find(Donor.class, 1L).email = "patron1@b.example");

            Erased erased = eraseWithoutResidue(p, Patron.class, 1);

            assertThat(erased.gone()).hasSize(9).allMatch(r -> r.contains("id=1"));
            assertThat(erased.after())
                    .filteredOn(r -> r.contains("patron2"))
                    .extracting(r -> r.replaceAll("\\{.*", ""))
                    .containsExactlyInAnyOrder(
                            "patron", "patron_note", "donor", "patron_aud", "patron_note_aud", "donor_aud");
        }
    }
}
