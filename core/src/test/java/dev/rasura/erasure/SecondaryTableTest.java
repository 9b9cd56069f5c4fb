package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One entity in several tables that no inheritance ties. */
class SecondaryTableTest extends ErasureContract {

    @Entity(name = "Rider")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @SecondaryTable(name = "rider_detail")
    static class Rider {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Column(table = "rider_detail")
        @PersonalData(DataCategory.PHONE)
        String phone;

        Rider() {}

        Rider(long id, String email, String phone) {
            this.id = id;
            this.email = email;
            this.phone = phone;
        }
    }

    @Entity(name = "Ride")
    @SecondaryTable(name = "ride_detail")
    static class Ride {
        @Id
        Long id;

        @ManyToOne
        Rider rider;

        @Column(table = "ride_detail")
        @PersonalData(DataCategory.LOCATION)
        String goal;

        Ride() {}

        Ride(long id, Rider rider, String goal) {
            this.id = id;
            this.rider = rider;
            this.goal = goal;
        }
    }

    @Test
    void secondaryTablesAreParts() {
        Population p = population(Rider.class, Ride.class);
        Rider anna = new Rider(1, "anna@a.example", "+46701111111");
        Rider bert = new Rider(2, "bert@b.example", "+46702222222");
        p.save(anna, bert, new Ride(1, anna, "home"), new Ride(2, anna, null), new Ride(3, bert, "home"));

        Erased erased = eraseWithoutResidue(p, Rider.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "ride_detail{goal=home, id=1}",
                        "ride{id=1, rider_id=1}",
                        "ride{id=2, rider_id=1}",
                        "rider_detail{id=1, phone=+46701111111}",
                        "rider{email=anna@a.example, id=1}");
        assertThat(erased.came()).containsExactlyInAnyOrder("rider_detail{id=1}", "rider{id=1}");
    }

    @Test
    void aSubjectWithoutARowInItsSecondaryTableIsErasedAllTheSame() {
        Population p = population(Rider.class, Ride.class);
        p.save(new Rider(1, "anna@a.example", null));

        assertThat(eraseWithoutResidue(p, Rider.class, 1).came()).isEqualTo(List.of("rider{id=1}"));
    }
}
