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
import dev.rasura.annotation.SubjectPath;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person owns: it goes along, unless somebody else has it too. */
class OwnedRowsTest extends ErasureContract {

    @Entity(name = "Place")
    static class Place {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Place() {}

        Place(long id, String line) {
            this.id = id;
            this.line = line;
        }
    }

    @Entity(name = "Tenant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Tenant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne
        @OwnedBySubject
        Place place;

        Tenant() {}

        Tenant(long id, String email, Place place) {
            this.id = id;
            this.email = email;
            this.place = place;
        }
    }

    @Test
    void anAddressOfOnesOwnGoes() {
        Population p = population(Place.class, Tenant.class);
        Place here = new Place(1, "Storgatan 1");
        Place there = new Place(2, "Kungsgatan 2");
        p.save(here, there, new Tenant(1, "anna@a.example", here), new Tenant(2, "bert@b.example", there));

        Erased erased = eraseWithoutResidue(p, Tenant.class, 1);

        assertThat(erased.gone())
                .containsExactly("place{id=1, line=Storgatan 1}", "tenant{email=anna@a.example, id=1, place_id=1}");
        assertThat(erased.came()).containsExactly("tenant{id=1}");
    }

    @Test
    void aSharedAddressIsKeptAndUnlinkedAndGoesWithTheLastOne() {
        Population p = population(Place.class, Tenant.class);
        Place home = new Place(1, "Storgatan 1");
        p.save(home, new Tenant(1, "anna@a.example", home), new Tenant(2, "bert@b.example", home));

        Erased first = p.erase(Tenant.class, 1);
        assertThat(first.came()).containsExactly("tenant{id=1}");
        assertThat(first.gone()).containsExactly("tenant{email=anna@a.example, id=1, place_id=1}");
        assertThat(rows(first.receipt().tables())).isEqualTo(Map.of("Tenant ANONYMISED", 1L, "Tenant UNLINKED", 1L));

        Erased second = eraseWithoutResidue(p, Tenant.class, 2);
        assertThat(second.gone())
                .containsExactly("place{id=1, line=Storgatan 1}", "tenant{email=bert@b.example, id=2, place_id=1}");
    }

    @Entity(name = "Flat")
    @OnErasure(RowAction.ANONYMISE)
    static class Flat {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String line;

        Flat() {}

        Flat(long id, String line) {
            this.id = id;
            this.line = line;
        }
    }

    @Entity(name = "Owner")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Owner {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ManyToOne(optional = false)
        @JoinColumn(nullable = false)
        @OwnedBySubject
        Flat flat;

        Owner() {}

        Owner(long id, String email, Flat flat) {
            this.id = id;
            this.email = email;
            this.flat = flat;
        }
    }

    @Test
    void aSharedAddressThatCannotBeUnlinkedRefusesTheErasureByName() {
        Population p = population(Flat.class, Owner.class);
        Flat flat = new Flat(1, "Storgatan 1");
        Flat own = new Flat(2, "Kungsgatan 2");
        p.save(flat, own, new Owner(1, "anna@a.example", flat), new Owner(2, "bert@b.example", flat));
        p.save(new Owner(3, "carl@c.example", own));
        List<String> before = p.dump();

        assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Owner.class, 1)))
                .isInstanceOf(ErasureRefusedException.class)
                .hasMessageContaining("Flat")
                .hasMessageContaining("Owner[flat_id]")
                .hasMessageContaining("NOT NULL");
        assertThat(p.dump()).isEqualTo(before);
        assertThat(p.database().count("rasura_erasure")).isZero();

        assertThat(eraseWithoutResidue(p, Owner.class, 3).came())
                .containsExactly("flat{id=2}", "owner{flat_id=2, id=3}");
    }

    @Entity(name = "Parcel")
    @OnErasure(RowAction.ANONYMISE)
    static class Parcel {
        @Id
        Long id;

        @ManyToOne
        Tenant tenant;

        @NotPersonal
        @ManyToOne
        Place destination;

        Parcel() {}

        Parcel(long id, Tenant tenant, Place destination) {
            this.id = id;
            this.tenant = tenant;
            this.destination = destination;
        }
    }

    @Test
    void rowsOfOnesOwnThatStayLetGoOfTheAddress() {
        Population p = population(Place.class, Tenant.class, Parcel.class);
        Place home = new Place(1, "Storgatan 1");
        Place other = new Place(2, "Kungsgatan 2");
        Tenant anna = new Tenant(1, "anna@a.example", home);
        Tenant bert = new Tenant(2, "bert@b.example", other);
        p.save(
                home,
                other,
                anna,
                bert,
                new Parcel(1, anna, home),
                new Parcel(2, anna, other),
                new Parcel(3, bert, other));

        Erased erased = eraseWithoutResidue(p, Tenant.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "parcel{destination_id=1, id=1, tenant_id=1}",
                        "place{id=1, line=Storgatan 1}",
                        "tenant{email=anna@a.example, id=1, place_id=1}");
        assertThat(erased.came()).containsExactly("parcel{id=1, tenant_id=1}", "tenant{id=1}");
    }

    @Entity(name = "Sitter")
    @DataSubject
    static class Sitter {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @OwnedBySubject
        @ManyToOne
        Place place;

        Sitter() {}

        Sitter(long id, Place place) {
            this.id = id;
            this.email = "sitter" + id + "@a.example";
            this.place = place;
        }
    }

    @Entity(name = "Sitting")
    @OnErasure(RowAction.ANONYMISE)
    @SubjectPath("sitter")
    static class Sitting {
        @Id
        Long id;

        @ManyToOne
        Sitter sitter;

        @ManyToOne
        Place at;

        Sitting() {}

        Sitting(long id, Sitter sitter, Place at) {
            this.id = id;
            this.sitter = sitter;
            this.at = at;
        }
    }

    @Test
    void whatOnlyRowsOfThePersonReferToGoesThoughTheyStayAndAreNoLongerTheirs() {
        Population p = population(Sitter.class, Place.class, Sitting.class);
        Place hers = new Place(1, "Mill Lane 1");
        Place his = new Place(2, "Mill Lane 2");
        Sitter anna = new Sitter(1, hers);
        Sitter bert = new Sitter(2, his);
        p.save(hers, his, anna, bert, new Sitting(1, anna, hers), new Sitting(2, bert, his));

        Erased erased = eraseWithoutResidue(p, Sitter.class, 1);

        assertThat(erased.after())
                .filteredOn(r -> r.contains("id=1") || r.contains("Mill Lane 1"))
                .containsExactly("sitting{id=1}");
    }
}
