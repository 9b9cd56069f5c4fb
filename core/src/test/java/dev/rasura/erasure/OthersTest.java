package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is somebody else's is not taken along, and does not excuse what is the subject's. */
class OthersTest extends ErasureContract {

    @Embeddable
    static class Remark {
        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        @ManyToOne
        Writer about;

        Remark() {}

        Remark(String note, Writer about) {
            this.note = note;
            this.about = about;
        }
    }

    @Entity(name = "Writer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Writer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.FAMILY_NAME)
        String familyName;

        @PersonalData(DataCategory.USER_NAME)
        String userName;

        @ElementCollection
        List<Remark> remarks = new ArrayList<>();

        Writer() {}

        Writer(long id, String email, String name) {
            this.id = id;
            this.email = email;
            this.familyName = name;
            this.userName = name;
        }
    }

    @Entity(name = "Letter")
    static class Letter {
        @Id
        Long id;

        @SoftReference(to = Writer.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String sentTo;

        Letter() {}

        Letter(long id, String sentTo) {
            this.id = id;
            this.sentTo = sentTo;
        }
    }

    @Entity(name = "Purchase")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "Unpaid", when = "paid = 0")
    static class Purchase {
        @Id
        Long id;

        @ManyToOne
        Writer buyer;

        @PersonalData(DataCategory.EMAIL)
        String mail;

        @PersonalData(DataCategory.FREE_TEXT)
        String note;

        @NotPersonal
        int paid;

        Purchase() {}

        Purchase(long id, Writer buyer, String mail, String note, int paid) {
            this.id = id;
            this.buyer = buyer;
            this.mail = mail;
            this.note = note;
            this.paid = paid;
        }
    }

    @Test
    void anElementOfSomebodyElsesCollectionThatMentionsTheSubjectStays() {
        Population p = population(Writer.class, Letter.class, Purchase.class);
        p.save(new Writer(1, "anna@a.example", "annason"), new Writer(2, "bert@b.example", "bertson"));
        p.inTransaction(session -> session.find(Writer.class, 2L)
                .remarks
                .add(new Remark("Bert's own", session.getReference(Writer.class, 1L))));

        Erased erased = eraseWithoutResidue(p, Writer.class, 1);

        assertThat(erased.after()).anyMatch(row -> row.contains("Bert's own"));
    }

    @Test
    void aBlankCopyNamesNobody() {
        Population p = population(Writer.class, Letter.class, Purchase.class);
        p.save(new Writer(1, "", "annason"), new Letter(1, ""), new Letter(2, "bert@b.example"));

        assertThat(eraseWithoutResidue(p, Writer.class, 1).gone()).noneMatch(row -> row.startsWith("letter"));
    }

    @Test
    void aRowOfNobodyDoesNotMakeAValueShared() {
        Population p = population(Writer.class, Letter.class, Purchase.class);
        Writer anna = new Writer(1, "anna@a.example", "annason");
        p.save(
                anna,
                new Purchase(1, anna, "anna@a.example", null, 1),
                new Purchase(2, null, "anna@a.example", null, 1));

        Attestation attestation = p.erase(Writer.class, 1).attestation();

        assertThat(attestation.result()).isEqualTo(Attestation.Result.FOUND);
        assertThat(attestation.finds())
                .singleElement()
                .satisfies(find -> assertThat(find.column()).isEqualToIgnoringCase("mail"));
    }

    @Test
    void aRetainedRowExcusesNothingThatStandsElsewhere() {
        Population p = population(Writer.class, Letter.class, Purchase.class);
        Writer anna = new Writer(1, "anna@a.example", "annason");
        Writer bert = new Writer(2, "bert@b.example", "bertson");
        p.save(
                anna,
                bert,
                new Purchase(1, anna, null, "leave it at anna@a.example.org", 0),
                new Purchase(2, bert, null, "ask anna@a.example", 1));

        assertThat(p.erase(Writer.class, 1).attestation().result()).isEqualTo(Attestation.Result.FOUND);
    }

    @Test
    void whatTwoPeopleShareIsSharedInWhateverCaseItStands() {
        Population p = population(Writer.class, Letter.class, Purchase.class);
        Writer anna = new Writer(1, "both@a.example", "annason");
        p.save(anna, new Writer(2, "both@a.example", "bertson"), new Purchase(1, anna, "BOTH@A.EXAMPLE", null, 1));

        assertThat(p.erase(Writer.class, 1).attestation().finds()).isEmpty();
    }

    @Entity(name = "Loan")
    @SubjectPath("lender")
    @SubjectPath(value = "borrower", onErasure = RowAction.UNLINK)
    static class Loan {
        @Id
        Long id;

        @ManyToOne
        Writer lender;

        @ManyToOne
        Writer borrower;

        @PersonalData(DataCategory.EMAIL)
        String contact;

        Loan() {}

        Loan(long id, Writer lender, Writer borrower) {
            this.id = id;
            this.lender = lender;
            this.borrower = borrower;
            this.contact = "library@a.example";
        }
    }

    @Test
    void aRowThatIsMerelyUnlinkedIsStillTheOthers() {
        Population p = population(Writer.class, Loan.class);
        Writer anna = new Writer(1, "anna@a.example", "annason");
        Writer bert = new Writer(2, "bert@b.example", "bertson");
        p.save(anna, bert, new Loan(1, anna, null), new Loan(2, bert, anna));

        Erased erased = eraseWithoutResidue(p, Writer.class, 1);

        assertThat(erased.after()).anyMatch(row -> row.startsWith("loan") && row.contains("library@a.example"));
    }

    @Entity(name = "Review")
    @SubjectPath("author")
    @SubjectPath(value = "about", onErasure = RowAction.UNLINK)
    static class Review {
        @Id
        Long id;

        @ManyToOne
        Writer author;

        @SoftReference(to = Writer.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String about;

        Review() {}

        Review(long id, Writer author, String about) {
            this.id = id;
            this.author = author;
            this.about = about;
        }
    }

    @Test
    void aCopyThatIsTakenBackDoesNotMakeAValueShared() {
        Population p = population(Writer.class, Review.class);
        Writer bert = new Writer(2, "bert@b.example", "bertson");
        Writer anna = new Writer(1, "anna@a.example", null);
        p.save(anna, bert, new Review(1, bert, "anna@a.example"), new Review(2, anna, "anna@a.example"));

        assertThat(eraseWithoutResidue(p, Writer.class, 1).came()).contains("review{author_id=2, id=1}");
    }

    @Test
    void aUserNameThatIsAlsoAFamilyNameIsStillDistinctive() {
        Population p = population(Writer.class, Letter.class, Purchase.class);
        Writer bert = new Writer(2, "bert@b.example", "bertson");
        p.save(new Writer(1, "anna@a.example", "annason"), bert, new Purchase(1, bert, null, "as annason said", 1));

        assertThat(p.erase(Writer.class, 1).attestation().result()).isEqualTo(Attestation.Result.FOUND);
    }

    @Entity(name = "Cabin")
    static class Cabin {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Cabin() {}

        Cabin(long id, String line) {
            this.id = id;
            this.line = line;
        }
    }

    @Entity(name = "Camper")
    @DataSubject
    static class Camper {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        @OwnedBySubject
        Cabin cabin;

        Camper() {}

        Camper(long id, String email, Cabin cabin) {
            this.id = id;
            this.email = email;
            this.cabin = cabin;
        }
    }

    @Entity(name = "CabinNote")
    static class CabinNote {
        @Id
        Long id;

        @ManyToOne
        Cabin cabin;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Test
    void rowsOfWhatIsSharedStayUntilItIsNobodyElses() {
        Population p = population(Camper.class, Cabin.class, CabinNote.class);
        Cabin cabin = new Cabin(1, "Skogen 1");
        CabinNote note = new CabinNote();
        note.id = 1L;
        note.cabin = cabin;
        note.text = "key under the mat";
        p.save(cabin, new Camper(1, "anna@a.example", cabin), new Camper(2, "bert@b.example", cabin), note);

        assertThat(p.erase(Camper.class, 1).gone()).containsExactly("camper{cabin_id=1, email=anna@a.example, id=1}");
        assertThat(eraseWithoutResidue(p, Camper.class, 2).gone()).hasSize(3);
        assertThat(p.dump()).noneMatch(row -> row.startsWith("cabin"));
    }

    @Entity(name = "Login")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Login {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Patient")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Patient {
        @Id
        Long id;

        @ManyToOne
        Login login;

        @PersonalData(DataCategory.PHONE)
        String phone;
    }

    @Test
    void aSubjectThatRefersToAnotherMustSayWhetherItIsTheirs() {
        assertThatThrownBy(() -> Population.of(family, Login.class, Patient.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Patient")
                .hasMessageContaining("login")
                .hasMessageContaining("@NotPersonal");
    }
}
