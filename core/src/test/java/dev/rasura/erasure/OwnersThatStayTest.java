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
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.junit.jupiter.api.Test;

/** What becomes of a row that a row which stays points at: let go of, or in the way by name. */
class OwnersThatStayTest extends ErasureContract {

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
}
