package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.rasura.SubjectNotFoundException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retain;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.MappedColumn;
import dev.rasura.datamap.Ownership;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Inheritance by a table for each class: as the subject, as its rows, and as what others refer to. */
class TablePerClassTest extends ErasureContract {

    // --- the subject itself, with an abstract root

    @Entity(name = "Guest")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Guest {
        @Id
        Long id;

        @PersonalData(DataCategory.FULL_NAME)
        String name;

        @Version
        int version;

        @ElementCollection
        @CollectionTable(name = "guest_wish")
        @PersonalData(DataCategory.FREE_TEXT)
        Set<String> wishes = new HashSet<>();

        @OneToMany
        @JoinColumn(name = "carrier")
        List<Bag> bags = new ArrayList<>();
    }

    @Entity(name = "DayGuest")
    static class DayGuest extends Guest {
        @NotPersonal
        int hours;

        DayGuest() {}

        DayGuest(long id, String name) {
            this.id = id;
            this.name = name;
            this.hours = 2;
            this.wishes.add("wish of " + id);
        }
    }

    @Entity(name = "HotelGuest")
    static class HotelGuest extends Guest {
        @PersonalData(DataCategory.LOCATION)
        String room;

        HotelGuest() {}

        HotelGuest(long id, String name, String room) {
            this.id = id;
            this.name = name;
            this.room = room;
            this.wishes.add("wish of " + id);
        }
    }

    @Entity(name = "Suite")
    static class SuiteGuest extends HotelGuest {
        @PersonalData(DataCategory.PHONE)
        String butler;

        SuiteGuest() {}

        SuiteGuest(long id, String name, String room, String butler) {
            super(id, name, room);
            this.butler = butler;
        }
    }

    @Entity(name = "Bag")
    static class Bag {
        @Id
        Long id;

        Bag() {}

        Bag(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Bill")
    static class Bill {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @PersonalData(DataCategory.FINANCIAL)
        int total;

        Bill() {}

        Bill(long id, Guest guest, int total) {
            this.id = id;
            this.guest = guest;
            this.total = total;
        }
    }

    private static final Class<?>[] HOTEL = {
        Guest.class, DayGuest.class, HotelGuest.class, SuiteGuest.class, Bag.class, Bill.class
    };

    @Test
    void aNameThatAGuestOfAnotherClassHasTooIsSharedAndNoResidue() {
        Population p = population(HOTEL);
        p.save(new DayGuest(1, "Anna Ahlgren"), new HotelGuest(2, "Anna Ahlgren", "room 217"));

        Erased erased = erase(p, Guest.class, 1);

        assertThat(erased.attestation().shared()).isEqualTo(1);
    }

    @Test
    void aSubjectIsErasedInWhicheverTableItLies() {
        Population p = population(HOTEL);
        DayGuest anna = new DayGuest(1, "Anna Ahlgren");
        HotelGuest bert = new HotelGuest(2, "Bert Borg", "room 217");
        SuiteGuest carl = new SuiteGuest(3, "Carl Cedergren", "room 901", "+46703333333");
        Bag bag = new Bag(1);
        Bag other = new Bag(2);
        carl.bags.add(bag);
        bert.bags.add(other);
        p.save(bag, other, anna, bert, carl, new Bill(1, carl, 900), new Bill(2, anna, 10), new Bill(3, bert, 90));

        assertThat(p.rasura().dataMap().subjects()).extracting("name").containsExactly("Guest");
        assertThat(p.rasura().dataMap().table("Bill").orElseThrow().owners())
                .containsExactly(new Ownership("Guest", "guest", RowAction.DELETE));
        assertThat(p.rasura().dataMap().table("Suite").orElseThrow().columns())
                .extracting(MappedColumn::name, MappedColumn::attribute, MappedColumn::classification)
                .containsExactlyInAnyOrder(
                        tuple("id", "Suite.id", Classification.STRUCTURAL),
                        tuple("version", null, Classification.STRUCTURAL),
                        tuple("name", "Suite.name", Classification.PERSONAL),
                        tuple("room", "Suite.room", Classification.PERSONAL),
                        tuple("butler", "Suite.butler", Classification.PERSONAL));
        assertThat(p.rasura().dataMap().unclassified()).isEmpty();

        Erased erased = eraseWithoutResidue(p, Guest.class, 3);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "bag{carrier=3, id=1}",
                        "bill{guest_id=3, id=1, total=900}",
                        "guest_wish{guest_id=3, wishes=wish of 3}",
                        "suite{butler=+46703333333, id=3, name=Carl Cedergren, room=room 901, version=0}");
        assertThat(erased.came()).containsExactly("suite{id=3, version=1}");
        assertThat(again(p, Guest.class, 3).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);

        assertThat(eraseWithoutResidue(p, Guest.class, 1).came()).containsExactly("dayguest{hours=2, id=1, version=1}");
        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Guest.class, 4)))
                .isInstanceOf(SubjectNotFoundException.class);
    }

    // --- rows of a subject, with a root of its own rows, and what others refer to

    @Entity(name = "Keeper")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Keeper {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        Keeper() {}

        Keeper(long id) {
            this.id = id;
            this.email = "keeper" + id + "@a.example";
        }
    }

    @Entity(name = "Animal")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @Retain(ground = "In quarantine", when = "quarantine = true")
    @OnErasure(RowAction.ANONYMISE)
    static class Animal {
        @Id
        Long id;

        @ManyToOne
        Keeper keeper;

        @NotPersonal
        boolean quarantine;

        @PersonalData(DataCategory.FREE_TEXT)
        String name;

        Animal() {}

        Animal(long id, Keeper keeper, String name) {
            this.id = id;
            this.keeper = keeper;
            this.name = name;
        }
    }

    @Entity(name = "Dog")
    static class Dog extends Animal {
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        String chip;

        Dog() {}

        Dog(long id, Keeper keeper, String name) {
            super(id, keeper, name);
            this.chip = "chip-000" + id;
        }
    }

    @Entity(name = "Toy")
    static class Toy {
        @Id
        Long id;

        @ManyToOne
        Animal animal;

        @NotPersonal
        @ManyToOne
        Keeper madeBy;

        @PersonalData(DataCategory.FREE_TEXT)
        String engraving;

        Toy() {}

        Toy(long id, Animal animal, Keeper madeBy) {
            this.id = id;
            this.animal = animal;
            this.madeBy = madeBy;
            this.engraving = "for " + animal.name;
        }
    }

    @Test
    void anAssociationToTheHierarchyLeadsToAnyOfItsTables() {
        Population p = population(Keeper.class, Animal.class, Dog.class, Toy.class);
        Keeper anna = new Keeper(1);
        Keeper bert = new Keeper(2);
        Animal mouse = new Animal(1, anna, "Mickey");
        Dog rex = new Dog(2, anna, "Rex");
        Dog fido = new Dog(3, bert, "Fido");
        Dog sick = new Dog(4, anna, "Sick");
        sick.quarantine = true;
        p.save(anna, bert, mouse, rex, fido, sick);
        p.save(new Toy(1, mouse, bert), new Toy(2, rex, bert), new Toy(3, fido, anna));

        assertThat(p.rasura().dataMap().table("Toy").orElseThrow().owners())
                .containsExactly(new Ownership("Keeper", "animal.keeper", RowAction.DELETE));

        Erased erased = eraseWithoutResidue(p, Keeper.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "animal{id=1, keeper_id=1, name=Mickey, quarantine=false}",
                        "dog{chip=chip-0002, id=2, keeper_id=1, name=Rex, quarantine=false}",
                        "keeper{email=keeper1@a.example, id=1}",
                        "toy{animal_id=1, engraving=for Mickey, id=1, madeby_id=2}",
                        "toy{animal_id=2, engraving=for Rex, id=2, madeby_id=2}");
        assertThat(erased.came())
                .containsExactlyInAnyOrder(
                        "animal{id=1, keeper_id=1, quarantine=false}",
                        "dog{id=2, keeper_id=1, quarantine=false}",
                        "keeper{id=1}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of(
                        "Animal ANONYMISED", 1L,
                        "Dog ANONYMISED", 1L,
                        "Dog RETAINED", 1L,
                        "Keeper ANONYMISED", 1L,
                        "Toy DELETED", 2L));
    }

    // --- an abstract root of which nothing is said, with heirs each of which is treated in its own way

    @Entity(name = "Paper")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Paper {
        @Id
        Long id;

        @ManyToOne
        Keeper keeper;

        @PersonalData(DataCategory.FREE_TEXT)
        String text;
    }

    @Entity(name = "Invoice")
    @OnErasure(RowAction.ANONYMISE)
    static class Invoice extends Paper {}

    @Entity(name = "Postcard")
    static class Postcard extends Paper {}

    private static <P extends Paper> P paper(P paper, long id, Keeper keeper) {
        paper.id = id;
        paper.keeper = keeper;
        paper.text = "paper " + id;
        return paper;
    }

    @Test
    void eachTableOfAnAbstractRootIsTreatedAsItsClassSays() {
        Population p = population(Keeper.class, Paper.class, Invoice.class, Postcard.class);
        Keeper anna = new Keeper(1);
        Keeper bert = new Keeper(2);
        p.save(anna, bert, paper(new Invoice(), 1, anna), paper(new Postcard(), 2, anna));
        p.save(paper(new Invoice(), 3, bert), paper(new Postcard(), 4, bert));

        Erased erased = eraseWithoutResidue(p, Keeper.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "invoice{id=1, keeper_id=1, text=paper 1}",
                        "keeper{email=keeper1@a.example, id=1}",
                        "postcard{id=2, keeper_id=1, text=paper 2}");
        assertThat(erased.came()).containsExactlyInAnyOrder("invoice{id=1, keeper_id=1}", "keeper{id=1}");
    }
}
