package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.Strategy;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that stay though the person's own row goes: found by the reference they lose. */
class StayingRowsTest extends ErasureContract {

    @Entity(name = "Guest")
    @DataSubject
    static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Guest() {}

        Guest(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Stay")
    @OnErasure(RowAction.ANONYMISE)
    static class Stay {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String address;

        Stay() {}

        Stay(long id, Guest guest) {
            this.id = id;
            this.guest = guest;
            this.address = "Elm Street " + id;
        }
    }

    @Entity(name = "Wish")
    static class Wish {
        @Id
        Long id;

        @ManyToOne
        Stay stay;

        @PersonalData(DataCategory.FREE_TEXT)
        String text = "a quiet room";

        Wish() {}

        Wish(long id, Stay stay) {
            this.id = id;
            this.stay = stay;
        }
    }

    @Test
    void rowsThatAreAnonymisedAreOverwrittenBeforeTheirReferenceIsNulled() {
        Population p = population(Guest.class, Stay.class, Wish.class);
        Guest anna = new Guest(1, "anna@a.example");
        Guest bert = new Guest(2, "bert@b.example");
        Stay stay = new Stay(1, anna);
        p.save(anna, bert, stay, new Stay(2, bert), new Wish(1, stay));

        Erased erased = eraseWithoutResidue(p, Guest.class, 1);

        assertThat(erased.came()).containsExactly("stay{id=1}");
        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "guest{email=anna@a.example, id=1}",
                        "stay{address=Elm Street 1, guest_id=1, id=1}",
                        "wish{id=1, stay_id=1, text=a quiet room}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Guest DELETED", 1L, "Stay ANONYMISED", 1L, "Stay UNLINKED", 1L, "Wish DELETED", 1L));
    }

    @Entity(name = "Invoice")
    @OnErasure(RowAction.ANONYMISE)
    @Retain(ground = "open invoice", when = "paid = false")
    static class Invoice {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @NotPersonal
        boolean paid;
    }

    @Test
    void aGroundOnRowsThatWouldLoseWhoseTheyAreStopsTheStart() {
        assertThatThrownBy(() -> Population.of(family, Guest.class, Invoice.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Invoice: its rows may be retained on a ground")
                .hasMessageContaining("guest_id");
    }

    @Entity(name = "Review")
    @Retain(ground = "disputed", when = "disputed = true")
    @SubjectPath(value = "about", onErasure = RowAction.UNLINK)
    static class Review {
        @Id
        Long id;

        @ManyToOne
        Guest about;

        @NotPersonal
        boolean disputed;

        Review() {}

        Review(long id, Guest about, boolean disputed) {
            this.id = id;
            this.about = about;
            this.disputed = disputed;
        }
    }

    @Test
    void whatAGroundKeepsIsStillUnlinkedFromARowThatGoes() {
        Population p = population(Guest.class, Review.class);
        Guest anna = new Guest(1, "anna@a.example");
        p.save(anna, new Review(1, anna, true), new Review(2, anna, false));

        assertThat(eraseWithoutResidue(p, Guest.class, 1).came())
                .containsExactly("review{disputed=false, id=2}", "review{disputed=true, id=1}");
    }

    @Entity(name = "Member")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Member {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Member() {}

        Member(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Letter")
    @SubjectPath(value = "sender", onErasure = RowAction.ANONYMISE)
    @SubjectPath("recipient")
    @SecondaryTable(name = "Letter_more")
    static class Letter {
        @Id
        Long id;

        @ManyToOne
        Member sender;

        @ManyToOne
        Member recipient;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;

        @NotPersonal
        @Column(table = "Letter_more")
        String stamp;

        @PersonalData(DataCategory.FREE_TEXT)
        @Column(table = "Letter_more")
        String postscript;

        @Version
        int version;

        Letter() {}

        Letter(long id, Member sender, Member recipient) {
            this.id = id;
            this.sender = sender;
            this.recipient = recipient;
            this.text = "text " + id;
            this.stamp = "red";
            this.postscript = "ps " + id;
        }
    }

    @Test
    void aRowThatGoesByOnePathAndIsAnonymisedByAnotherGoesAndIsCountedOnce() {
        Population p = population(Member.class, Letter.class);
        Member anna = new Member(1, "anna@a.example");
        Member bert = new Member(2, "bert@b.example");
        p.save(anna, bert, new Letter(1, anna, anna), new Letter(2, anna, bert), new Letter(3, bert, anna));

        Erased erased = eraseWithoutResidue(p, Member.class, 1);

        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of(
                        "Letter ANONYMISED",
                        1L,
                        "Letter DELETED",
                        2L,
                        "Letter_more ANONYMISED",
                        1L,
                        "Letter_more DELETED",
                        2L,
                        "Member ANONYMISED",
                        1L));
        assertThat(erased.after())
                .as("a part in a secondary table is treated as the row is")
                .contains("letter{id=2, recipient_id=2, sender_id=1, version=2}", "letter_more{id=2, stamp=red}")
                .noneMatch(r -> r.contains("id=1, recip") || r.startsWith("letter{id=3"));
    }

    @Entity(name = "Vehicle")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Vehicle {
        @Id
        Long id;

        @NotPersonal
        String colour = "red";

        @Version
        int version;
    }

    @Entity(name = "Car")
    static class Car extends Vehicle {
        @NotPersonal
        @ManyToOne
        Guest lastDriver;
    }

    @Test
    void aReferenceNulledInAnHeirsTableRaisesTheVersionOfTheWholeRow() {
        Population p = population(Guest.class, Vehicle.class, Car.class);
        Guest anna = new Guest(1, "anna@a.example");
        Car car = new Car();
        car.id = 1L;
        car.lastDriver = anna;
        p.save(anna, car);

        p.rasura().erasure().erase(SubjectRef.of(Guest.class, 1));

        assertThat(p.dump()).contains("car{id=1}", "vehicle{colour=red, id=1, version=1}");
    }

    @Entity(name = "Host")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Host {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Host() {}

        Host(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }

    @Entity(name = "Dinner")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("host")
    @SubjectPath(value = "bookedBy", onErasure = RowAction.UNLINK)
    static class Dinner {
        @Id
        Long id;

        @ManyToOne
        Host host;

        @SoftReference(to = Host.class, attribute = "email")
        @PersonalData(value = DataCategory.EMAIL, onErasure = Strategy.NULL)
        String bookedBy;

        @PersonalData(DataCategory.FREE_TEXT)
        String wish;

        Dinner() {}

        Dinner(long id, Host host, String bookedBy, String wish) {
            this.id = id;
            this.host = host;
            this.bookedBy = bookedBy;
            this.wish = wish;
        }
    }

    @Test
    void aRowWhoseOnlyValueIsTheReferenceThatItLosesIsNotOverwrittenAsWell() {
        Population p = population(Host.class, Dinner.class);
        Host anna = new Host(1, "anna@a.example");
        Host bert = new Host(2, "bert@b.example");
        p.save(anna, bert, new Dinner(1, anna, anna.email, null), new Dinner(2, anna, "desk@inn.example", null));
        p.save(new Dinner(3, anna, anna.email, "no nuts"), new Dinner(4, bert, anna.email, "by the window"));

        Erased erased = eraseWithoutResidue(p, Host.class, 1);

        assertThat(rows(erased.plan().tables()))
                .isEqualTo(Map.of("Host ANONYMISED", 1L, "Dinner ANONYMISED", 2L, "Dinner UNLINKED", 3L));
        assertThat(erased.after())
                .contains(
                        "dinner{host_id=1, id=1}",
                        "dinner{host_id=1, id=2}",
                        "dinner{host_id=1, id=3}",
                        "dinner{host_id=2, id=4, wish=by the window}");
    }
}
