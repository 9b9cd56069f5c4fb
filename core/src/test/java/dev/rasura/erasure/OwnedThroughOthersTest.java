package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
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
}
