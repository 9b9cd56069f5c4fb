package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.annotation.SubjectPath;
import dev.rasura.erasure.OrderTest.Buyer;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Rows that refer to each other, in a circle or within one table: let go of where a reference may be null or is checked
 * later, else refused by name.
 */
class CyclesTest extends ErasureContract {

    // --- cycles

    @Entity(name = "Shop")
    static class Shop {
        @Id
        Long id;

        @ManyToOne
        Buyer owner;

        @NotPersonal
        @ManyToOne
        Clerk chief;

        Shop() {}

        Shop(long id, Buyer owner) {
            this.id = id;
            this.owner = owner;
        }
    }

    @Entity(name = "Clerk")
    static class Clerk {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Shop shop;

        @PersonalData(DataCategory.PHONE)
        String phone;

        Clerk() {}

        Clerk(long id, Shop shop, String phone) {
            this.id = id;
            this.shop = shop;
            this.phone = phone;
        }
    }

    @Test
    void aCycleIsBrokenAtAReferenceThatMayBeNull() {
        Population p = population(Buyer.class, Shop.class, Clerk.class);
        Buyer anna = new Buyer(1, "anna@a.example");
        Buyer bert = new Buyer(2, "bert@b.example");
        Shop hers = new Shop(1, anna);
        Shop his = new Shop(2, bert);
        Clerk one = new Clerk(1, hers, "+46701111111");
        Clerk two = new Clerk(2, his, "+46702222222");
        p.save(anna, bert, hers, his, one, two);
        p.inTransaction(session -> {
            session.find(Shop.class, 1L).chief = session.find(Clerk.class, 1L);
            session.find(Shop.class, 2L).chief = session.find(Clerk.class, 1L);
        });

        Erased erased = eraseWithoutResidue(p, Buyer.class, 1);

        assertThat(erased.gone())
                .containsExactly(
                        "buyer{email=anna@a.example, id=1}",
                        "clerk{id=1, phone=+46701111111, shop_id=1}",
                        "shop{chief_id=1, id=1, owner_id=1}",
                        "shop{chief_id=1, id=2, owner_id=2}");
        assertThat(erased.came()).containsExactly("shop{id=2, owner_id=2}");
        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of("Buyer DELETED", 1L, "Clerk DELETED", 1L, "Shop DELETED", 1L, "Shop UNLINKED", 1L));
    }

    @Entity(name = "Dog")
    @SubjectPath("owner")
    @SubjectPath("collar")
    static class Dog {
        @Id
        Long id;

        @ManyToOne
        Buyer owner;

        @ManyToOne(optional = false)
        Collar collar;
    }

    @Entity(name = "Collar")
    @SubjectPath("dog")
    static class Collar {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Dog dog;
    }

    @Test
    void aCycleThatNothingBreaksIsRefusedByName() {
        assertThatThrownBy(() -> Population.of(family, Buyer.class, Dog.class, Collar.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Dog.collar_id -> Collar.dog_id -> Dog");
    }

    @Entity(name = "Bride")
    @SubjectPath("friend")
    @SubjectPath("groom")
    static class Bride {
        @Id
        Long id;

        @ManyToOne
        Buyer friend;

        @ManyToOne(optional = false)
        @JoinColumn(foreignKey = @ForeignKey(name = "bride_groom"))
        Groom groom;
    }

    @Entity(name = "Groom")
    @SubjectPath("friend")
    @SubjectPath("bride")
    static class Groom {
        @Id
        Long id;

        @ManyToOne
        Buyer friend;

        @ManyToOne(optional = false)
        @JoinColumn(foreignKey = @ForeignKey(name = "groom_bride"))
        Bride bride;
    }

    @Test
    void aCycleIsBrokenAtAConstraintThatMayBeCheckedLater() {
        assertThatThrownBy(() -> Population.of(family, Buyer.class, Bride.class, Groom.class))
                .isInstanceOf(DataMapException.class)
                .hasMessageContaining("Bride.groom_id -> Groom.bride_id -> Bride");
        if (!postgresql()) {
            // The others check each row at once.
            return;
        }
        List<String> later = List.of(
                "alter table Bride alter constraint bride_groom deferrable",
                "alter table Groom alter constraint groom_bride deferrable");
        try (Population p = Population.of(family, Map.of(), later, map -> {}, Buyer.class, Bride.class, Groom.class)) {
            p.save(new Buyer(1, "anna@a.example"));
            p.database()
                    .execute("with b as (insert into Bride (id, friend_id, groom_id) values (1, 1, 2) returning id)"
                            + " insert into Groom (id, bride_id) values (2, 1)");

            eraseWithoutResidue(p, Buyer.class, 1);

            assertThat(p.database().count("Bride") + p.database().count("Groom"))
                    .isZero();
        }
    }

    // --- rows of one table that go together and refer to each other

    @Entity(name = "Party")
    static class Party {
        @Id
        Long id;
    }

    @Entity(name = "Guest")
    @DataSubject
    static class Guest extends Party {
        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Booking")
    static class Booking extends Party {
        @ManyToOne
        Guest guest;

        @PersonalData(DataCategory.FREE_TEXT)
        String wish;
    }

    @Test
    void rowsOfOneTableThatGoTogetherMayReferToEachOther() {
        letGoOfEachOther(population(Party.class, Guest.class, Booking.class), false);
    }

    @Test
    void byWhatIsNeverNullTheyMayNotWhereRowsAreCheckedOneByOne() {
        Class<?>[] entities = {Party.class, Guest.class, Booking.class};
        List<String> never = List.of(
                family == DatabaseFamily.MARIADB
                        ? "alter table Party modify guest_id bigint not null"
                        : "alter table Party alter column guest_id set not null");
        if (!postgresql()) {
            assertThatThrownBy(() -> Population.of(family, Map.of(), never, map -> {}, entities))
                    .isInstanceOf(DataMapException.class)
                    .hasMessageContaining("rows of Party that go together may refer to each other by [guest_id]")
                    .hasMessageContaining("Let the reference be null, or anonymise");
            return;
        }
        try (Population p = Population.of(family, Map.of(), never, map -> {}, entities)) {
            letGoOfEachOther(p, true);
        }
    }

    /** Of her two bookings one is before her in the order of keys, and one behind. */
    private void letGoOfEachOther(Population p, boolean ofThemselves) {
        for (long id : new long[] {2, 5}) {
            p.database()
                    .execute("insert into Party (DTYPE, id, email, guest_id) values ('Guest', " + id + ", 'guest" + id
                            + "@a.example', " + (ofThemselves ? id : "null") + ")");
            for (long booking : new long[] {id - 1, id + 1}) {
                p.database()
                        .execute("insert into Party (DTYPE, id, guest_id, wish) values ('Booking', " + booking + ", "
                                + id + ", 'quiet')");
            }
        }

        Erased erased = eraseWithoutResidue(p, Guest.class, 2);

        assertThat(erased.gone()).hasSize(3).allMatch(row -> row.matches("party\\{.*\\bid=[123]\\b.*}"));
        assertThat(erased.came()).isEmpty();
        assertThat(rows(erased.receipt().tables())).isEqualTo(Map.of("Party DELETED", 3L));
        assertThat(p.database().count("rasura_found_row")).isZero();
    }

    // --- a cycle by which a row is unlinked from one and goes with another

    @Entity(name = "Poet")
    @DataSubject
    static class Poet {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @NotPersonal
        @ManyToOne
        Volume favourite;

        Poet() {}

        Poet(long id) {
            this.id = id;
            this.email = "poet" + id + "@a.example";
        }
    }

    @Entity(name = "Volume")
    static class Volume {
        @Id
        Long id;

        @ManyToOne
        Bookcase bookcase;

        Volume() {}

        Volume(long id, Bookcase bookcase) {
            this.id = id;
            this.bookcase = bookcase;
        }
    }

    @Entity(name = "Bookcase")
    @SubjectPath(value = "guest", onErasure = RowAction.UNLINK)
    @SubjectPath("owner")
    static class Bookcase {
        @Id
        Long id;

        @ManyToOne
        Poet guest;

        @SoftReference(to = Poet.class, attribute = "email")
        @PersonalData(DataCategory.EMAIL)
        String owner;

        Bookcase() {}

        Bookcase(long id, Poet guest, Poet owner) {
            this.id = id;
            this.guest = guest;
            this.owner = owner.email;
        }
    }

    @Test
    void aRowThatGoesByOnePathIsNotInTheWayOfThePersonItIsUnlinkedFromByAnother() {
        Population p = population(Poet.class, Volume.class, Bookcase.class);
        Poet anna = new Poet(1);
        Poet bert = new Poet(2);
        Bookcase hers = new Bookcase(1, anna, anna);
        Bookcase his = new Bookcase(2, anna, bert);
        Volume volume = new Volume(1, hers);
        p.save(anna, bert, hers, his, volume, new Volume(2, his));
        p.inTransaction(session -> session.find(Poet.class, 1L).favourite = session.find(Volume.class, 1L));

        Erased erased = eraseWithoutResidue(p, Poet.class, 1);

        assertThat(rows(erased.receipt().tables()))
                .isEqualTo(Map.of(
                        "Poet DELETED", 1L, "Bookcase DELETED", 1L, "Volume DELETED", 1L, "Bookcase UNLINKED", 1L));
        assertThat(erased.after())
                .filteredOn(r -> r.startsWith("bookcase"))
                .containsExactly("bookcase{id=2, owner=poet2@a.example}");
    }
}
