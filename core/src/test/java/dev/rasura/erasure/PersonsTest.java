package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People who are two subjects, subjects that share an inheritance with other rows, and people who merely know each other. */
class PersonsTest extends ErasureContract {

    // --- one person, two subjects

    @Entity(name = "Login")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Login {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Login() {}

        Login(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Device")
    static class Device {
        @Id
        Long id;

        @ManyToOne
        Login login;

        Device() {}

        Device(long id, Login login) {
            this.id = id;
            this.login = login;
        }
    }

    @Entity(name = "Patient")
    @DataSubject
    @SubjectPath("login")
    static class Patient {
        @Id
        Long id;

        @OneToOne
        Login login;

        @PersonalData(DataCategory.PHONE)
        String phone;

        Patient() {}

        Patient(long id, Login login, String phone) {
            this.id = id;
            this.login = login;
            this.phone = phone;
        }
    }

    @Entity(name = "Visit")
    static class Visit {
        @Id
        Long id;

        @ManyToOne
        Patient patient;

        Visit() {}

        Visit(long id, Patient patient) {
            this.id = id;
            this.patient = patient;
        }
    }

    private Population clinic() {
        Population p = population(Login.class, Device.class, Patient.class, Visit.class);
        Login anna = new Login(1, "anna@a.example");
        Login bert = new Login(2, "bert@b.example");
        Patient annaToo = new Patient(11, anna, "+46701111111");
        Patient bertToo = new Patient(12, bert, "+46702222222");
        p.save(anna, bert, new Device(1, anna), new Device(2, bert), annaToo, bertToo);
        p.save(new Visit(1, annaToo), new Visit(2, bertToo));
        return p;
    }

    @Test
    void erasingTheLoginTakesThePatientAlong() {
        Erased erased = eraseWithoutResidue(clinic(), Login.class, 1);
        assertThat(erased.gone())
                .containsExactly(
                        "device{id=1, login_id=1}",
                        "login{email=anna@a.example, id=1}",
                        "patient{id=11, login_id=1, phone=+46701111111}",
                        "visit{id=1, patient_id=11}");
        assertThat(erased.came()).containsExactly("login{id=1}");
    }

    @Test
    void erasingThePatientTakesTheLoginAlong() {
        Erased erased = eraseWithoutResidue(clinic(), Patient.class, 11);
        assertThat(erased.gone())
                .containsExactly(
                        "device{id=1, login_id=1}",
                        "login{email=anna@a.example, id=1}",
                        "patient{id=11, login_id=1, phone=+46701111111}",
                        "visit{id=1, patient_id=11}");
        assertThat(erased.came()).containsExactly("login{id=1}");
    }

    @Test
    void whatTheTrailDisclosesOfTheOtherSubjectGoesToo() {
        Population p = clinic();
        dev.rasura.SubjectRef login = dev.rasura.SubjectRef.of(Login.class, 1);
        p.rasura()
                .audit()
                .record(dev.rasura.audit.AuditContext.current()
                        .event("login.failed", "security")
                        .subject(login)
                        .personal("address", "192.0.2.1")
                        .build());
        String refs = "select count(*) from rasura_audit_disclosure";
        long before = p.database().query(Long.class, refs);
        assertThat(before).isPositive();
        erase(p, Patient.class, 11);
        assertThat(p.database().query(Long.class, refs))
                .as("those of the event and of the erasure")
                .isZero();
    }

    @Entity(name = "Ward")
    @DataSubject
    @SubjectPath("guardian")
    static class Ward {
        @Id
        Long id;

        @ManyToOne
        Login guardian;

        @PersonalData(DataCategory.PHONE)
        String phone;

        Ward() {}

        Ward(long id, Login guardian, String phone) {
            this.id = id;
            this.guardian = guardian;
            this.phone = phone;
        }
    }

    @Test
    void manyToOneTheOthersRowIsNotTakenAlong() {
        Population p = population(Login.class, Device.class, Ward.class);
        Login anna = new Login(1, "anna@a.example");
        p.save(anna, new Ward(11, anna, "+46701111111"), new Ward(12, anna, "+46702222222"));

        assertThat(eraseWithoutResidue(p, Ward.class, 11).gone())
                .containsExactly("ward{guardian_id=1, id=11, phone=+46701111111}");
        assertThat(eraseWithoutResidue(p, Login.class, 1).gone())
                .containsExactly("login{email=anna@a.example, id=1}", "ward{guardian_id=1, id=12, phone=+46702222222}");
    }

    @Entity(name = "Undeclared")
    @DataSubject
    static class Undeclared {
        @Id
        Long id;

        @OneToOne
        Login login;
    }

    @Test
    void thatTwoSubjectsAreOnePersonIsNeverGuessed() {
        assertThatThrownBy(() -> Population.of(family, Login.class, Undeclared.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Undeclared")
                .hasMessageContaining("@SubjectPath(\"login\")")
                .hasMessageContaining("@NotPersonal");
    }

    @Entity(name = "Pupil")
    @DataSubject
    @SubjectPath("teacher")
    static class Pupil {
        @Id
        Long id;

        @ManyToOne
        Pupil teacher;
    }

    @Test
    void aPathToOthersOfTheirOwnKindWouldNotBeFollowedAndIsRefused() {
        assertThatThrownBy(() -> Population.of(family, Pupil.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining(
                        "Pupil: @SubjectPath(\"teacher\") leads from a data subject to another of its own kind")
                .hasMessageContaining("Leave the path out");
    }

    // --- an inheritance that holds subjects and others

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

    // --- cascades

    @Entity(name = "Fan")
    @DataSubject
    static class Fan {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OneToMany(cascade = CascadeType.REMOVE)
        List<Fan> follows = new ArrayList<>();

        @OneToMany(mappedBy = "fan", cascade = CascadeType.REMOVE)
        List<Post> posts = new ArrayList<>();

        Fan() {}

        Fan(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Post")
    @OnErasure(RowAction.ANONYMISE)
    static class Post {
        @Id
        Long id;

        @ManyToOne
        Fan fan;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        Post() {}

        Post(long id, Fan fan, String text) {
            this.id = id;
            this.fan = fan;
            this.text = text;
        }
    }

    private Population fans() {
        Population p = population(Fan.class, Post.class);
        Fan anna = new Fan(1, "anna@a.example");
        Fan bert = new Fan(2, "bert@b.example");
        Fan carl = new Fan(3, "carl@c.example");
        anna.follows.add(bert);
        bert.follows.add(carl);
        p.save(anna, bert, carl, new Post(1, anna, "hers"), new Post(2, bert, "his"));
        return p;
    }

    @Test
    void whomThePersonFollowedStaysWhateverTheMappingCascades() {
        Erased erased = eraseWithoutResidue(fans(), Fan.class, 1);
        assertThat(erased.gone())
                .containsExactly(
                        "fan_fan{fan_id=1, follows_id=2}",
                        "fan{email=anna@a.example, id=1}",
                        "post{fan_id=1, id=1, text=hers}");
        assertThat(erased.came()).containsExactly("post{id=1}");
    }

    @Test
    void whomThePersonFollowedStaysWithTheEntityManagedInTheJoinedSession() {
        Population p = fans();
        List<String> others = p.dump().stream()
                .filter(row -> row.contains("bert") || row.contains("carl") || row.contains("his"))
                .toList();
        p.inTransaction(session -> {
            Fan anna = session.find(Fan.class, 1L);
            assertThat(anna.follows).hasSize(1);
            assertThat(anna.posts).hasSize(1);
            p.rasura().erasure().erase(dev.rasura.SubjectRef.of(Fan.class, 1), session);
        });
        assertThat(p.dump()).containsAll(others).noneMatch(row -> row.contains("anna") || row.contains("hers"));
        assertThat(p.database().count("Fan")).isEqualTo(2);
    }
}
