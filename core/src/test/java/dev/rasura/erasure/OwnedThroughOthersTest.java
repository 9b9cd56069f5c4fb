package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rows that a subject's other rows point at: of their own while nobody else points at them too. */
class OwnedThroughOthersTest extends ErasureContract {

    @Entity(name = "Customer")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Customer {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        @OwnedBySubject
        Address home;

        Customer() {}

        Customer(long id, String email, Address home) {
            this.id = id;
            this.email = email;
            this.home = home;
        }
    }

    @Entity(name = "Geo")
    static class Geo {
        @Id
        Long id;

        @PersonalData(DataCategory.LOCATION)
        String point;

        Geo() {}

        Geo(long id, String point) {
            this.id = id;
            this.point = point;
        }
    }

    @Entity(name = "Address")
    static class Address {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        @ManyToOne
        @OwnedBySubject
        Geo geo;

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        Set<String> tags = new TreeSet<>();

        Address() {}

        Address(long id, String line, Geo geo, String... tags) {
            this.id = id;
            this.line = line;
            this.geo = geo;
            this.tags.addAll(List.of(tags));
        }
    }

    @Entity(name = "DoorNote")
    static class DoorNote {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Address address;

        @PersonalData(DataCategory.FREE_TEXT)
        String said;

        DoorNote() {}

        DoorNote(long id, Address address, String said) {
            this.id = id;
            this.address = address;
            this.said = said;
        }
    }

    @Entity(name = "Purchase")
    static class Purchase {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Customer customer;

        @ManyToOne(optional = false)
        @OwnedBySubject
        Address shippedTo;

        Purchase() {}

        Purchase(long id, Customer customer, Address shippedTo) {
            this.id = id;
            this.customer = customer;
            this.shippedTo = shippedTo;
        }
    }

    private Population shop() {
        return population(Geo.class, Address.class, DoorNote.class, Customer.class, Purchase.class);
    }

    @Test
    void theAddressOfAnOrderGoesWithItAndWithAllThatIsOfIt() {
        Population p = shop();
        Geo here = new Geo(1, "here");
        Geo there = new Geo(2, "there");
        Address mine = new Address(1, "Storgatan 1", here, "blue door");
        Address yours = new Address(2, "Kungsgatan 2", there, "red door");
        Customer anna = new Customer(1, "anna@a.example", null);
        Customer bert = new Customer(2, "bert@b.example", null);
        p.save(here, there, mine, yours, anna, bert);
        p.save(new Purchase(1, anna, mine), new Purchase(2, anna, mine), new Purchase(3, bert, yours));
        p.save(new DoorNote(1, mine, "ring twice"), new DoorNote(2, yours, "knock"));

        Erased erased = eraseWithoutResidue(p, Customer.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "address_tags{address_id=1, tags=blue door}",
                        "address{geo_id=1, id=1, line=Storgatan 1}",
                        "customer{email=anna@a.example, id=1}",
                        "doornote{address_id=1, id=1, said=ring twice}",
                        "geo{id=1, point=here}",
                        "purchase{customer_id=1, id=1, shippedto_id=1}",
                        "purchase{customer_id=1, id=2, shippedto_id=1}");
        assertThat(erased.came()).containsExactly("customer{id=1}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of(
                        "Address DELETED", 1L,
                        "Address_tags DELETED", 1L,
                        "Customer ANONYMISED", 1L,
                        "DoorNote DELETED", 1L,
                        "Geo DELETED", 1L,
                        "Purchase DELETED", 2L));
        assertThat(p.database().count("rasura_found_row")).isZero();
        assertThat(again(p, Customer.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }

    @Test
    void anAddressThatSomebodyElseAlsoUsesStaysWithAllThatIsOfIt() {
        Population p = shop();
        Geo here = new Geo(1, "here");
        Address shared = new Address(1, "Storgatan 1", here, "blue door");
        Customer anna = new Customer(1, "anna@a.example", shared);
        Customer bert = new Customer(2, "bert@b.example", null);
        p.save(here, shared, anna, bert);
        p.save(new Purchase(1, anna, shared), new Purchase(2, bert, shared), new DoorNote(1, shared, "ring twice"));

        Erased first = p.erase(Customer.class, 1);
        assertThat(first.gone())
                .containsExactly(
                        "customer{email=anna@a.example, home_id=1, id=1}",
                        "purchase{customer_id=1, id=1, shippedto_id=1}");
        assertThat(first.came()).containsExactly("customer{id=1}");

        assertThat(eraseWithoutResidue(p, Customer.class, 2).gone())
                .containsExactly(
                        "address_tags{address_id=1, tags=blue door}",
                        "address{geo_id=1, id=1, line=Storgatan 1}",
                        "customer{email=bert@b.example, id=2}",
                        "doornote{address_id=1, id=1, said=ring twice}",
                        "geo{id=1, point=here}",
                        "purchase{customer_id=2, id=2, shippedto_id=1}");
    }

    @Test
    void aPlaceThatTwoAddressesShareStaysUntilTheLastOfThemGoes() {
        Population p = shop();
        Geo here = new Geo(1, "here");
        Address one = new Address(1, "Storgatan 1", here);
        Address two = new Address(2, "Parkgatan 9", here);
        p.save(here, one, two, new Customer(1, "anna@a.example", one), new Customer(2, "bert@b.example", two));

        assertThat(eraseWithoutResidue(p, Customer.class, 1).gone())
                .containsExactly(
                        "address{geo_id=1, id=1, line=Storgatan 1}", "customer{email=anna@a.example, home_id=1, id=1}");
        assertThat(eraseWithoutResidue(p, Customer.class, 2).gone())
                .containsExactly(
                        "address{geo_id=1, id=2, line=Parkgatan 9}",
                        "customer{email=bert@b.example, home_id=2, id=2}",
                        "geo{id=1, point=here}");
    }

    // --- owners that stay

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

    @Entity(name = "Spot")
    static class Spot {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Spot() {}

        Spot(long id, String line) {
            this.id = id;
            this.line = line;
        }
    }

    @Entity(name = "Booking")
    @OnErasure(RowAction.ANONYMISE)
    static class Booking {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @ManyToOne
        @OwnedBySubject
        Spot spot;

        @PersonalData(DataCategory.FREE_TEXT)
        String wish;

        Booking() {}

        Booking(long id, Guest guest, Spot spot, String wish) {
            this.id = id;
            this.guest = guest;
            this.spot = spot;
            this.wish = wish;
        }
    }

    @Test
    void aRowThatStaysLetsGoOfWhatItOwned() {
        Population p = population(Guest.class, Spot.class, Booking.class);
        Guest anna = new Guest(1, "anna@a.example");
        Guest bert = new Guest(2, "bert@b.example");
        Spot mine = new Spot(1, "Storgatan 1");
        Spot shared = new Spot(2, "Torget 3");
        p.save(anna, bert, mine, shared);
        p.save(
                new Booking(1, anna, mine, "tea"),
                new Booking(2, anna, shared, null),
                new Booking(3, bert, shared, "cake"));

        Erased erased = erase(p, Guest.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "booking{guest_id=1, id=1, spot_id=1, wish=tea}",
                        "booking{guest_id=1, id=2, spot_id=2}",
                        "guest{email=anna@a.example, id=1}",
                        "spot{id=1, line=Storgatan 1}");
        assertThat(erased.came()).containsExactly("booking{id=1}", "booking{id=2}");
    }

    @Entity(name = "Room")
    @OnErasure(RowAction.ANONYMISE)
    static class Room {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Room() {}

        Room(long id, String line) {
            this.id = id;
            this.line = line;
        }
    }

    @Entity(name = "Stay")
    @OnErasure(RowAction.ANONYMISE)
    @Table(name = "stays")
    static class Stay {
        @Id
        Long id;

        @ManyToOne
        Guest guest;

        @ManyToOne(optional = false)
        @OwnedBySubject
        Room room;

        @NotPersonal
        int nights;

        Stay() {}

        Stay(long id, Guest guest, Room room) {
            this.id = id;
            this.guest = guest;
            this.room = room;
        }
    }

    @Test
    void aSharedRowThatARowThatStaysMustReferToRefusesTheErasureByName() {
        Population p = population(Guest.class, Room.class, Stay.class);
        Guest anna = new Guest(1, "anna@a.example");
        Guest bert = new Guest(2, "bert@b.example");
        Guest carl = new Guest(3, "carl@c.example");
        Room shared = new Room(1, "Storgatan 1");
        Room own = new Room(2, "Torget 3");
        p.save(
                anna,
                bert,
                carl,
                shared,
                own,
                new Stay(1, anna, shared),
                new Stay(2, bert, shared),
                new Stay(3, carl, own));

        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Guest.class, 1)))
                .isInstanceOf(ErasureRefusedException.class)
                .hasMessageContaining("Room")
                .hasMessageContaining("stays[room_id]")
                .hasMessageContaining("NOT NULL");
        assertThat(erase(p, Guest.class, 3).came()).containsExactly("room{id=2}", "stays{id=3, nights=0, room_id=2}");
    }

    // --- collections without a back reference

    @Entity(name = "Walker")
    @DataSubject
    static class Walker {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OneToMany
        @JoinColumn(name = "walker_ref")
        List<Step> steps = new ArrayList<>();

        Walker() {}

        Walker(long id, String email, Step... steps) {
            this.id = id;
            this.email = email;
            this.steps.addAll(List.of(steps));
        }
    }

    @Entity(name = "Step")
    static class Step {
        @Id
        Long id;

        @PersonalData(DataCategory.LOCATION)
        String at;

        @OneToMany
        List<Shoe> shoes = new ArrayList<>();

        Step() {}

        Step(long id, String at, Shoe... shoes) {
            this.id = id;
            this.at = at;
            this.shoes.addAll(List.of(shoes));
        }
    }

    @Entity(name = "Shoe")
    static class Shoe {
        @Id
        Long id;

        @NotPersonal
        String make;

        Shoe() {}

        Shoe(long id, String make) {
            this.id = id;
            this.make = make;
        }
    }

    @Test
    void theElementsOfACollectionWithoutABackReferenceAreTheSubjects() {
        Population p = population(Walker.class, Step.class, Shoe.class);
        Shoe shoe = new Shoe(1, "left");
        Step mine = new Step(1, "bridge", shoe);
        Step yours = new Step(2, "square");
        p.save(shoe, mine, yours, new Walker(1, "anna@a.example", mine), new Walker(2, "bert@b.example", yours));

        assertThat(eraseWithoutResidue(p, Walker.class, 1).gone())
                .containsExactly(
                        "step_shoe{shoes_id=1, step_id=1}",
                        "step{at=bridge, id=1, walker_ref=1}",
                        "walker{email=anna@a.example, id=1}");
    }
}
