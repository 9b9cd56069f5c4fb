package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import dev.rasura.erasure.DerivedKeyTest.Pupil;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A row of a person whose key has several parts, and what refers to it. */
class CompositeChildKeyTest extends ErasureContract {

    @Embeddable
    static class SeatKey implements Serializable {
        Long pupil;

        @Column(name = "row_of_seat")
        int row;

        SeatKey() {}

        SeatKey(Long pupil, int row) {
            this.pupil = pupil;
            this.row = row;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SeatKey key && Objects.equals(pupil, key.pupil) && row == key.row;
        }

        @Override
        public int hashCode() {
            return Objects.hash(pupil, row);
        }
    }

    @Entity(name = "Seat")
    static class Seat {
        @EmbeddedId
        SeatKey key;

        @ManyToOne
        @MapsId("pupil")
        Pupil pupil;

        @OneToMany
        @JoinColumn(name = "seat_pupil", referencedColumnName = "pupil_id")
        @JoinColumn(name = "seat_row", referencedColumnName = "row_of_seat")
        List<Ticket> tickets = new ArrayList<>();

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        List<String> wishes = new ArrayList<>();

        Seat() {}

        Seat(Pupil pupil, int row) {
            this.key = new SeatKey(pupil.id, row);
            this.pupil = pupil;
            this.wishes.add("wish " + row);
        }
    }

    @Entity(name = "Ticket")
    static class Ticket {
        @Id
        Long id;

        Ticket() {}

        Ticket(long id) {
            this.id = id;
        }
    }

    @Test
    void aChildWithACompositeKeyGoesWithWhatRefersToIt() {
        Population p = population(Pupil.class, Seat.class, Ticket.class);
        Pupil anna = new Pupil(1);
        Pupil bert = new Pupil(2);
        Seat seat = new Seat(anna, 7);
        Seat other = new Seat(bert, 7);
        Ticket ticket = new Ticket(1);
        Ticket another = new Ticket(2);
        seat.tickets.add(ticket);
        other.tickets.add(another);
        p.save(anna, bert, ticket, another, seat, other);

        Erased erased = eraseWithoutResidue(p, Pupil.class, 1);

        assertThat(erased.gone()).hasSize(4);
        assertThat(erased.gone()).allMatch(r -> r.contains("=1"));
        assertThat(erased.came()).isEmpty();
    }
}
