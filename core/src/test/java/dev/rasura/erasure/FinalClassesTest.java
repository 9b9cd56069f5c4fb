package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Classes as Kotlin compiles them: final, without setters, with an empty constructor for Hibernate alone. */
@SuppressWarnings("UnusedVariable") // Hibernate reads the fields
class FinalClassesTest extends ErasureContract {

    @Embeddable
    static final class Desk implements Serializable {
        private static final long serialVersionUID = 1L;

        private final @Nullable Long hall;
        private final int place;

        Desk() {
            this(null, 0);
        }

        Desk(@Nullable Long hall, int place) {
            this.hall = hall;
            this.place = place;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Desk desk && Objects.equals(desk.hall, hall) && desk.place == place;
        }

        @Override
        public int hashCode() {
            return Objects.hash(hall, place);
        }
    }

    @Embeddable
    record Collar(
            @PersonalData(DataCategory.PHONE) String engraving,
            @NotPersonal int width) {}

    @Embeddable
    static final class Pet {
        @PersonalData(DataCategory.OTHER)
        private final @Nullable String nick;

        @Embedded
        private final @Nullable Collar collar;

        Pet() {
            this(null, null);
        }

        Pet(@Nullable String nick, @Nullable Collar collar) {
            this.nick = nick;
            this.collar = collar;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pet pet && Objects.equals(pet.nick, nick);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(nick);
        }
    }

    @Embeddable
    static final class Address {
        @PersonalData(DataCategory.ADDRESS_LINE)
        private final @Nullable String street;

        @NotPersonal
        private final @Nullable String country;

        Address() {
            this(null, null);
        }

        Address(@Nullable String street, @Nullable String country) {
            this.street = street;
            this.country = country;
        }
    }

    @Entity(name = "Keeper")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static final class Keeper {
        @EmbeddedId
        private final @Nullable Desk id;

        @PersonalData(DataCategory.EMAIL)
        private final @Nullable String email;

        @Embedded
        private final @Nullable Address home;

        @ElementCollection
        @CollectionTable(name = "pets")
        private final Set<Pet> pets;

        Keeper() {
            this(null, null, null, Set.of());
        }

        Keeper(@Nullable Desk id, @Nullable String email, @Nullable Address home, Set<Pet> pets) {
            this.id = id;
            this.email = email;
            this.home = home;
            this.pets = pets;
        }
    }

    @Entity(name = "DoorKey")
    static final class DoorKey {
        @Id
        private final @Nullable Long id;

        @ManyToOne
        private final @Nullable Keeper keeper;

        DoorKey() {
            this(null, null);
        }

        DoorKey(@Nullable Long id, @Nullable Keeper keeper) {
            this.id = id;
            this.keeper = keeper;
        }
    }

    private static Keeper keeper(int place) {
        return new Keeper(
                new Desk(7L, place),
                "keeper" + place + "@a.example",
                new Address("Elm Street " + place, "SE"),
                Set.of(new Pet("Rex " + place, new Collar("+4670111110" + place, 3))));
    }

    @Test
    void finalEmbeddablesAreReadAsOthers() {
        Population p = population(Keeper.class, DoorKey.class);
        Keeper anna = keeper(1);
        Keeper bert = keeper(2);
        p.save(anna, bert, new DoorKey(1L, anna), new DoorKey(2L, bert));
        p.rasura().dataMap().assertComplete();

        Erased erased = eraseWithoutResidue(p, SubjectRef.ofParts("Keeper", Map.of("hall", 7, "place", 1)));

        assertThat(erased.gone())
                .containsExactly(
                        "doorkey{id=1, keeper_hall=7, keeper_place=1}",
                        "keeper{country=SE, email=keeper1@a.example, hall=7, place=1, street=Elm Street 1}",
                        "pets{engraving=+46701111101, keeper_hall=7, keeper_place=1, nick=Rex 1, width=3}");
        assertThat(erased.came()).containsExactly("keeper{country=SE, hall=7, place=1}");
    }
}
