package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import org.junit.jupiter.api.Test;

/** One person who is two subjects, and people who only seem to be. */
class PersonsTest extends ErasureContract {

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
}
