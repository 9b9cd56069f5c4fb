package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** An inheritance that holds subjects and others, whose rows are theirs by a path of their own. */
class SubjectsAmongOthersTest extends ErasureContract {

    @Entity(name = "Account")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    abstract static class Account {
        @Id
        Long id;

        @NotPersonal
        String state;
    }

    @Entity(name = "Human")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Human extends Account {
        @PersonalData(DataCategory.EMAIL)
        String email;

        Human() {}

        Human(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Robot")
    @SubjectPath("owner")
    static class Robot extends Account {
        @ManyToOne
        Human owner;

        @PersonalData(DataCategory.USER_NAME)
        String nick;

        Robot() {}

        Robot(long id, Human owner, String nick) {
            this.id = id;
            this.owner = owner;
            this.nick = nick;
        }
    }

    @Entity(name = "Trace")
    static class Trace {
        @Id
        Long id;

        @ManyToOne
        Robot robot;

        Trace() {}

        Trace(long id, Robot robot) {
            this.id = id;
            this.robot = robot;
        }
    }

    @Test
    void rowsThatShareATableWithTheSubjectAreTheirsByAPathOfTheirOwn() {
        Population p = population(Account.class, Human.class, Robot.class, Trace.class);
        Human anna = new Human(1, "anna@a.example");
        Human bert = new Human(2, "bert@b.example");
        Robot hers = new Robot(3, anna, "annabot");
        Robot his = new Robot(4, bert, "bertbot");
        p.save(anna, bert, hers, his, new Trace(1, hers), new Trace(2, his));

        Erased erased = eraseWithoutResidue(p, Human.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "account{dtype=Human, email=anna@a.example, id=1}",
                        "account{dtype=Robot, id=3, nick=annabot, owner_id=1}",
                        "trace{id=1, robot_id=3}");
        assertThat(erased.came()).containsExactly("account{dtype=Human, id=1}");
    }

    @Entity(name = "Party")
    @Inheritance(strategy = InheritanceType.JOINED)
    abstract static class Party {
        @Id
        Long id;

        @NotPersonal
        String state;
    }

    @Entity(name = "Someone")
    @DataSubject
    static class Someone extends Party {
        @PersonalData(DataCategory.EMAIL)
        String email;

        Someone() {}

        Someone(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Company")
    static class Company extends Party {
        @ManyToOne
        Someone owner;

        @PersonalData(DataCategory.PHONE)
        String phone;

        Company() {}

        Company(long id, Someone owner, String phone) {
            this.id = id;
            this.owner = owner;
            this.phone = phone;
        }
    }

    @Test
    void inAJoinedInheritanceBothPartsOfSuchARowGo() {
        Population p = population(Party.class, Someone.class, Company.class);
        Someone anna = new Someone(1, "anna@a.example");
        Someone bert = new Someone(2, "bert@b.example");
        p.save(anna, bert, new Company(3, anna, "+46701111111"), new Company(4, bert, "+46702222222"));

        assertThat(eraseWithoutResidue(p, Someone.class, 1).gone())
                .containsExactly(
                        "company{id=3, owner_id=1, phone=+46701111111}",
                        "party{id=1}",
                        "party{id=3}",
                        "someone{email=anna@a.example, id=1}");
    }
}
