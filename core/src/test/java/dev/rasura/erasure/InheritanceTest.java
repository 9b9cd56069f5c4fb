package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import org.junit.jupiter.api.Test;

/** A subject among its parents and heirs, in one table or in several. */
class InheritanceTest extends ErasureContract {

    // --- single table, the subject in the middle, a child whose association is on an heir

    @MappedSuperclass
    abstract static class Named {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;
    }

    @Entity(name = "Party")
    @DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.INTEGER)
    @DiscriminatorValue("0")
    static class Party extends Named {}

    @Entity(name = "Company")
    @DiscriminatorValue("1")
    static class Company extends Party {}

    @Entity(name = "Human")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @DiscriminatorValue("2")
    static class Human extends Party {
        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Worker")
    @DiscriminatorValue("3")
    static class Worker extends Human {
        @PersonalData(DataCategory.PHONE)
        String extension;
    }

    @Entity(name = "Paper")
    @NotPersonal
    static class Paper {
        @Id
        Long id;

        String title;
    }

    @Entity(name = "Certificate")
    static class Certificate extends Paper {
        @ManyToOne
        Human holder;

        @PersonalData(DataCategory.NATIONAL_ID)
        String number;
    }

    @Test
    void aSubjectInTheMiddleOfASingleTableIsErasedWithItsHeirs() {
        Population p =
                population(Party.class, Company.class, Human.class, Worker.class, Paper.class, Certificate.class);
        Company company = new Company();
        company.id = 1L;
        company.name = "Ahlgren Ltd";
        Human bert = new Human();
        bert.id = 2L;
        bert.name = "Bert Borg";
        Worker anna = new Worker();
        anna.id = 3L;
        anna.name = "Anna Ahlgren";
        anna.email = "anna@a.example";
        anna.extension = "+46701111111";
        Paper paper = new Paper();
        paper.id = 1L;
        paper.title = "General terms";
        Certificate certificate = new Certificate();
        certificate.id = 2L;
        certificate.title = "First aid";
        certificate.number = "19700101-1111";
        certificate.holder = anna;
        p.save(company, bert, anna, paper, certificate);

        Erased erased = eraseWithoutResidue(p, Human.class, 3);
        assertThat(erased.gone())
                .containsExactly(
                        "paper{dtype=Certificate, holder_id=3, id=2, number=19700101-1111, title=First aid}",
                        "party{email=anna@a.example, extension=+46701111111, id=3, kind=3, name=Anna Ahlgren}");
        assertThat(erased.came()).containsExactly("party{id=3, kind=3}");

        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Human.class, 1)))
                .as("a company shares the table, but is no subject")
                .isInstanceOf(SubjectNotFoundException.class);
    }

    // --- joined

    @Entity(name = "Actor")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Actor {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @jakarta.persistence.Version
        int version;
    }

    @Entity(name = "Robot")
    static class Robot extends Actor {
        @NotPersonal
        String model;
    }

    @Entity(name = "Patient")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Patient extends Actor {
        @PersonalData(DataCategory.NATIONAL_ID)
        String number;
    }

    @Entity(name = "PrivatePatient")
    static class PrivatePatient extends Patient {
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        String account;
    }

    @Entity(name = "Visit")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Visit {
        @Id
        Long id;

        @ManyToOne
        Patient patient;
    }

    @Entity(name = "LabVisit")
    static class LabVisit extends Visit {
        @PersonalData(DataCategory.HEALTH)
        String result;
    }

    private static final Class<?>[] CLINIC = {
        Actor.class, Robot.class, Patient.class, PrivatePatient.class, Visit.class, LabVisit.class
    };

    private static PrivatePatient patient(long id) {
        PrivatePatient patient = new PrivatePatient();
        patient.id = id;
        patient.name = "Patient Number " + id;
        patient.number = "1970010" + id + "-1111";
        patient.account = "SE0000000000" + id;
        return patient;
    }

    private static LabVisit visit(long id, Patient patient) {
        LabVisit visit = new LabVisit();
        visit.id = id;
        visit.patient = patient;
        visit.result = "result " + id;
        return visit;
    }

    @Test
    void aSubjectThatInheritsIsErasedInAllItsTablesAndItsChildrenInTheirs() {
        Population p = population(CLINIC);
        PrivatePatient anna = patient(1);
        PrivatePatient bert = patient(2);
        p.save(anna, bert, visit(1, anna), visit(2, bert));
        Robot robot = new Robot();
        robot.id = 3L;
        robot.name = "Robot Number 3";
        p.save(robot);

        Erased erased = eraseWithoutResidue(p, Patient.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "actor{id=1, name=Patient Number 1, version=0}",
                        "labvisit{id=1, result=result 1}",
                        "patient{id=1, number=19700101-1111}",
                        "privatepatient{account=SE00000000001, id=1}",
                        "visit{id=1, patient_id=1}");
        assertThat(erased.came()).containsExactly("actor{id=1, version=3}", "patient{id=1}", "privatepatient{id=1}");
        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Patient.class, 3)))
                .isInstanceOf(SubjectNotFoundException.class);
    }

    // --- joined, with a discriminator

    @Entity(name = "Being")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "kind")
    static class Being {
        @Id
        Long id;
    }

    @Entity(name = "Voter")
    @DataSubject
    static class Voter extends Being {
        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Ballot")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "kind")
    static class Ballot {
        @Id
        Long id;

        @ManyToOne
        Voter voter;
    }

    @Entity(name = "SpoiltBallot")
    static class SpoiltBallot extends Ballot {
        @PersonalData(DataCategory.FREE_TEXT)
        String scribble;
    }

    @Test
    void aJoinedInheritanceMayHaveADiscriminator() {
        Population p = population(Being.class, Voter.class, Ballot.class, SpoiltBallot.class);
        Voter anna = new Voter();
        anna.id = 1L;
        anna.email = "anna@a.example";
        SpoiltBallot ballot = new SpoiltBallot();
        ballot.id = 1L;
        ballot.voter = anna;
        ballot.scribble = "none of them";
        Being other = new Being();
        other.id = 2L;
        p.save(anna, ballot, other);

        assertThat(eraseWithoutResidue(p, Voter.class, 1).gone())
                .containsExactly(
                        "ballot{id=1, kind=SpoiltBallot, voter_id=1}",
                        "being{id=1, kind=Voter}",
                        "spoiltballot{id=1, scribble=none of them}",
                        "voter{email=anna@a.example, id=1}");
    }
}
