package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.testing.Population;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Collections whose rows refer to their owner without a foreign key of the database. */
class UnconstrainedCollectionsTest extends ErasureContract {

    @Entity(name = "Rower")
    @DataSubject
    static class Rower implements Serializable {
        private static final long serialVersionUID = 1L;

        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        @Column(unique = true)
        String email;

        @ElementCollection
        @CollectionTable(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        @ElementCollection
        @CollectionTable(
                name = "rower_alias",
                joinColumns = @JoinColumn(name = "of_mail", referencedColumnName = "email"),
                foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        @PersonalData(DataCategory.USER_NAME)
        Set<String> aliases = new HashSet<>();

        @ManyToMany
        @JoinTable(name = "rower_boat", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Set<Boat> boats = new HashSet<>();

        @OneToMany
        @JoinColumn(name = "rower_ref", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Set<Trip> trips = new HashSet<>();

        Rower() {}

        Rower(long id, Boat boat, Trip trip) {
            this.id = id;
            this.email = "rower" + id + "@a.example";
            phones.add("+4670123456" + id);
            aliases.add("rowing" + id);
            boats.add(boat);
            trips.add(trip);
        }
    }

    @Entity(name = "Boat")
    static class Boat {
        @Id
        Long id;

        Boat() {}

        Boat(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Trip")
    static class Trip {
        @Id
        Long id;

        @PersonalData(DataCategory.LOCATION)
        String bay;

        Trip() {}

        Trip(long id) {
            this.id = id;
            this.bay = "bay " + id;
        }
    }

    @Test
    void theirRowsAreTheOwnersAllTheSame() {
        Population p = population(Rower.class, Boat.class, Trip.class);
        Boat boat = new Boat(1);
        Trip mine = new Trip(1);
        Trip yours = new Trip(2);
        p.save(boat, mine, yours, new Rower(1, boat, mine), new Rower(2, boat, yours));

        assertThat(eraseWithoutResidue(p, Rower.class, 1).gone())
                .containsExactlyInAnyOrder(
                        "rower{email=rower1@a.example, id=1}",
                        "rower_alias{aliases=rowing1, of_mail=rower1@a.example}",
                        "rower_boat{boats_id=1, rower_id=1}",
                        "rower_phones{phones=+46701234561, rower_id=1}",
                        "trip{bay=bay 1, id=1, rower_ref=1}");
    }
}
