package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
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
import org.junit.jupiter.api.Test;

/** The history that Hibernate itself keeps in audit tables goes, or is overwritten, with the rows whose history it is. */
class HistoryTest extends HistoryContract {

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
        try (Population p = Population.of(
                family,
                Map.of("hibernate.audit.strategy", "VALIDITY"),
                List.of(),
                map -> {},
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

    @Entity(name = "Patron")
    @DataSubject
    @Inheritance(strategy = InheritanceType.JOINED)
    @SecondaryTable(name = "patron_note")
    @Audited
    static class Patron extends Supporter {
        Patron() {}

        Patron(long id) {
            super(id);
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

    @Override
    Class<Patron> patron() {
        return Patron.class;
    }

    @Override
    Supporter donor(long id) {
        return new Donor(id);
    }

    @Test
    @Override
    void allPartsOfTheHistoryOfARowThatGoesGo() {
        if (family == DatabaseFamily.MARIADB) {
            assertThatThrownBy(() -> kept(Patron.class, Donor.class))
                    .as("Hibernate's own refusal, with or without Rasura")
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("multi-table aware");
            return;
        }
        allPartsGo();
    }

    @Override
    Population kept(Class<?>... entities) {
        return Population.of(family, entities);
    }
}
