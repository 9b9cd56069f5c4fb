package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rasura.DataMapException;
import dev.rasura.ErasureRefusedException;
import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.datamap.Classification;
import dev.rasura.datamap.DataMapCustomizer;
import dev.rasura.datamap.Overwrite;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that refer to other rows because the database says so, and no association does. */
class ForeignKeyValuesTest extends ErasureContract {

    @Entity(name = "Country")
    @NotPersonal("the same for everybody")
    static class Country {
        @Id
        @Column(length = 30)
        String code;

        Country() {}

        Country(String code) {
            this.code = code;
        }
    }

    @Entity(name = "Passenger")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Passenger {
        @Id
        Long id;

        @Column(length = 30)
        String nationality;

        @NotPersonal("given by the airline")
        @Column(length = 30, unique = true)
        String number;

        Passenger() {}

        Passenger(long id, String nationality, String number) {
            this.id = id;
            this.nationality = nationality;
            this.number = number;
        }
    }

    @Entity(name = "Luggage")
    static class Luggage {
        @Id
        Long id;

        @Column(length = 30)
        String passenger;
    }

    private static final String NATIONALITY =
            "alter table Passenger add constraint fk_nationality foreign key (nationality) references Country (code)";

    private Population open(List<String> scripts, DataMapCustomizer customizer) {
        return Population.of(family, Map.of(), scripts, customizer, Country.class, Passenger.class, Luggage.class);
    }

    @Test
    void whatRefersToALookupRowIsUnclassifiedUntilSomebodySpeaksOfIt() {
        try (Population p = open(List.of(NATIONALITY), map -> {})) {
            assertThat(p.rasura().dataMap().unclassified()).contains("Passenger.nationality");
            p.save(new Country("SE"), new Passenger(1, "SE", "P1"));

            assertThatThrownBy(() -> p.rasura().erasure().erase(SubjectRef.of(Passenger.class, 1)))
                    .isInstanceOf(ErasureRefusedException.class)
                    .hasMessageContaining("Passenger.nationality");
        }
    }

    @Test
    void whatRefersToALookupRowIsSetToNull() {
        DataMapCustomizer spoken =
                map -> map.entity("Passenger").personal("nationality", DataCategory.COUNTRY, Overwrite.auto());
        try (Population p = open(List.of(NATIONALITY), spoken)) {
            p.save(new Country("SE"), new Passenger(1, "SE", "P1"), new Passenger(2, "SE", "P2"));

            p.rasura().erasure().erase(SubjectRef.of(Passenger.class, 1));

            assertThat(p.database().query(String.class, "select nationality from Passenger where id = 1"))
                    .isNull();
            assertThat(p.database().query(String.class, "select nationality from Passenger where id = 2"))
                    .isEqualTo("SE");
        }
    }

    @Test
    void aMadeUpValueThatTheForeignKeyWouldRefuseIsRefusedAtStart() {
        for (Overwrite madeUp : List.of(Overwrite.withToken(), Overwrite.withKeyedHash())) {
            DataMapCustomizer spoken =
                    map -> map.entity("Passenger").personal("nationality", DataCategory.COUNTRY, madeUp);

            DataMapException refused = catchThrowableOfType(
                    DataMapException.class,
                    () -> open(List.of(NATIONALITY), spoken).close());

            assertThat(refused.findings())
                    .singleElement(STRING)
                    .contains("Passenger.nationality", "NULL, or as CONSTANT a value that stands there")
                    .containsIgnoringCase("fk_nationality");
        }
    }

    @Test
    void whatRefersToASubjectIsAReference() {
        String owner =
                "alter table Luggage add constraint fk_owner foreign key (passenger) references Passenger (number)";
        DataMapCustomizer spoken = map -> map.entity("Passenger").notPersonal("nationality", "a test");
        try (Population p = open(List.of(NATIONALITY, owner), spoken)) {
            assertThat(p.rasura().dataMap().unclassified()).isEmpty();
            assertThat(p.rasura().dataMap().table("Luggage").orElseThrow().columns())
                    .filteredOn(c -> c.name().equals("passenger"))
                    .singleElement()
                    .satisfies(c -> assertThat(c.classification()).isEqualTo(Classification.STRUCTURAL));
        }
    }

    @Entity(name = "Tourist")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Tourist {
        @Id
        Long id;

        @ManyToOne
        @PersonalData(DataCategory.COUNTRY)
        Country home;

        Tourist() {}

        Tourist(long id, Country home) {
            this.id = id;
            this.home = home;
        }
    }

    @Test
    void anAssociationThatIsSaidToBePersonalIsTakenBack() {
        try (Population p = Population.of(family, Country.class, Tourist.class)) {
            Country sweden = new Country("SE");
            p.save(sweden, new Tourist(1, sweden), new Tourist(2, sweden));

            p.rasura().erasure().erase(SubjectRef.of(Tourist.class, 1));

            assertThat(p.database().query(String.class, "select home_code from Tourist where id = 1"))
                    .isNull();
            assertThat(p.database().query(String.class, "select home_code from Tourist where id = 2"))
                    .isEqualTo("SE");
            assertThat(p.database().count("Country")).isEqualTo(1);
        }
    }
}
