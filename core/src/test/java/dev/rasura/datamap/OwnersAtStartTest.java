package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SubjectPath;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** Whose a row is must be clear, and what becomes of it possible: else the start is refused. */
class OwnersAtStartTest {

    @Entity(name = "Person")
    @DataSubject
    static class Person {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Deal")
    static class Deal {
        @Id
        Long id;

        @ManyToOne
        Person buyer;

        @ManyToOne
        Person seller;
    }

    @Test
    void severalAssociationsMustBeChosenFrom() {
        assertOneFinding(findings(Person.class, Deal.class), "Deal", "buyer, seller", "@SubjectPath", "@NotPersonal");
    }

    @Entity(name = "Misspelt")
    @SubjectPath("byuer")
    static class Misspelt {
        @Id
        Long id;

        @ManyToOne
        Person buyer;
    }

    @Test
    void aPathThatNamesNoAssociationIsRefused() {
        assertOneFinding(findings(Person.class, Misspelt.class), "Misspelt", "byuer", "[buyer]");
    }

    @Entity(name = "Stone")
    static class Stone {
        @Id
        Long id;
    }

    @Test
    void aModelWithoutASubjectIsRefused() {
        assertOneFinding(findings(Stone.class), "No entity is a data subject", "@DataSubject");
    }

    @Test
    void aFactoryWithoutEntitiesIsRefusedAsSuch() {
        assertOneFinding(findings(), "maps no entity", "<class>");
    }

    @Entity(name = "Unlinked")
    @OnErasure(RowAction.UNLINK)
    static class Unlinked {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Person person;
    }

    @Test
    void aReferenceThatIsNotNullCannotBeUnlinked() {
        assertThat(findings(Person.class, Unlinked.class))
                .anySatisfy(f -> assertThat(f).contains("Unlinked", "person", "NOT NULL", "choose another action"));
    }

    @Entity(name = "Stays")
    static class Stays {
        @Id
        Long id;

        @NotPersonal
        @ManyToOne(optional = false)
        Person person;
    }

    @Test
    void aRowThatStaysMayNotNeedARowThatGoes() {
        assertOneFinding(
                findings(Person.class, Stays.class), "Stays", "person_id", "NOT NULL", "Person", "@SubjectPath");
    }

    @Entity(name = "Kept")
    @Retain(ground = "open")
    static class Kept {
        @Id
        Long id;

        @ManyToOne
        Person person;
    }

    @Test
    void aRetainedRowMayNotReferToARowThatGoes() {
        assertOneFinding(findings(Person.class, Kept.class), "Kept", "person_id", "Person", "Retain or anonymise");
    }

    @Entity(name = "Shop")
    static class Shop {
        @Id
        Long id;

        @ManyToOne
        Person owner;

        @ManyToOne(optional = false)
        Clerk chief;
    }

    @Entity(name = "Clerk")
    @SubjectPath("shop")
    static class Clerk {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Shop shop;
    }

    @Test
    void rowsThatNeedEachOtherCannotGo() {
        assertThat(findings(map -> map.entity("Shop").path("owner"), Person.class, Shop.class, Clerk.class))
                .anySatisfy(f -> assertThat(f).contains("Shop", "chief", "NOT NULL", "Clerk"));
    }

    @Entity(name = "SubVisit")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class AnyVisit {
        @Id
        Long id;
    }

    @Entity(name = "PersonVisit")
    static class PersonVisit extends AnyVisit {
        @ManyToOne
        Person person;
    }

    @Test
    void aPathOnAnHeirInAJoinedInheritanceReachesBothParts() {
        DataMap map = map(Person.class, AnyVisit.class, PersonVisit.class);
        assertThat(map.table("SubVisit").orElseThrow().owners())
                .containsExactly(new Ownership("Person", "PersonVisit.person", RowAction.DELETE));
        assertThat(map.table("PersonVisit").orElseThrow().owners())
                .containsExactly(new Ownership("Person", "person", RowAction.DELETE));
    }
}
