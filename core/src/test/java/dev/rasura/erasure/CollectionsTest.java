package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Collected values, join tables, and collections whose elements do not refer back. */
class CollectionsTest extends ErasureContract {

    @Embeddable
    static class Device {
        @PersonalData(DataCategory.ACCOUNT_NUMBER)
        String serial;

        Device() {}

        Device(String serial) {
            this.serial = serial;
        }
    }

    @Entity(name = "Fan")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Fan {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        Set<String> phones = new HashSet<>();

        @ElementCollection
        @OrderColumn
        List<Device> devices = new ArrayList<>();

        @ElementCollection
        @PersonalData(DataCategory.FREE_TEXT)
        Map<String, String> answers = new HashMap<>();

        @ElementCollection
        @OnErasure(RowAction.ANONYMISE)
        List<Vote> votes = new ArrayList<>();

        @ManyToMany
        @JoinTable(name = "follows")
        Set<Fan> idols = new HashSet<>();

        @ManyToMany
        Set<Band> bands = new HashSet<>();

        Fan() {}

        Fan(long id) {
            this.id = id;
            this.email = "fan" + id + "@a.example";
            phones.add("+4670000000" + id);
            devices.add(new Device("serial-00" + id));
            answers.put("colour", "blue " + id);
            votes.add(new Vote("vote of " + id, 5));
        }
    }

    @Embeddable
    static class Vote {
        @PersonalData(value = DataCategory.FREE_TEXT, onErasure = Strategy.CONSTANT, constant = "-")
        String why;

        @NotPersonal
        int points;

        Vote() {}

        Vote(String why, int points) {
            this.why = why;
            this.points = points;
        }
    }

    @Entity(name = "Band")
    static class Band {
        @Id
        Long id;

        Band() {}

        Band(long id) {
            this.id = id;
        }
    }

    @Test
    void collectedValuesAndJoinRowsGoOnBothSidesAndNobodyElseDoes() {
        Population p = population(Fan.class, Band.class);
        Band band = new Band(1);
        Fan anna = new Fan(1);
        Fan bert = new Fan(2);
        Fan carl = new Fan(3);
        anna.idols.add(bert);
        bert.idols.add(anna);
        bert.idols.add(carl);
        anna.bands.add(band);
        bert.bands.add(band);
        p.save(band, anna, bert, carl);

        Erased erased = eraseWithoutResidue(p, Fan.class, 1);

        assertThat(erased.gone())
                .containsExactlyInAnyOrder(
                        "fan{email=fan1@a.example, id=1}",
                        "fan_answers{answers=blue 1, answers_key=colour, fan_id=1}",
                        "fan_band{bands_id=1, fan_id=1}",
                        "fan_devices{devices_order=0, fan_id=1, serial=serial-001}",
                        "fan_phones{fan_id=1, phones=+46700000001}",
                        "fan_votes{fan_id=1, points=5, why=vote of 1}",
                        "follows{fan_id=1, idols_id=2}",
                        "follows{fan_id=2, idols_id=1}");
        assertThat(erased.came()).containsExactlyInAnyOrder("fan{id=1}", "fan_votes{fan_id=1, points=5, why=-}");
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
