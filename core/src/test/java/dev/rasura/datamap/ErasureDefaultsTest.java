package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.assertOneFinding;
import static dev.rasura.datamap.AtStart.findings;
import static dev.rasura.datamap.AtStart.map;
import static dev.rasura.datamap.AtStart.overwrite;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.DatePrecision;
import dev.rasura.annotation.ErasureDefault;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import dev.rasura.datamap.defaults.Neighbour;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How values are overwritten where nothing is said at the attribute: the nearest default holds. */
class ErasureDefaultsTest {

    @Entity(name = "Defaulted")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    @ErasureDefault(value = DataCategory.CITY, onErasure = Strategy.CONSTANT, constant = "nowhere")
    @ErasureDefault(value = DataCategory.REGION, onErasure = Strategy.CONSTANT, constant = "annotated")
    static class Defaulted {
        @Id
        Long id;

        @PersonalData(value = DataCategory.CITY, onErasure = Strategy.TOKEN)
        String said;

        @PersonalData(DataCategory.CITY)
        String city;

        @PersonalData(DataCategory.REGION)
        String region;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @PersonalData(DataCategory.DATE_OF_BIRTH)
        LocalDate born;

        @PersonalData(DataCategory.PHONE)
        String phone;
    }

    @Test
    void whatIsNearerWinsAndTheMapSaysWhereItCameFrom() {
        DataMap map = map(
                m -> {
                    m.defaultFor(DataCategory.EMAIL, Overwrite.withToken())
                            .defaultFor(DataCategory.DATE_OF_BIRTH, Overwrite.generalised(DatePrecision.YEAR))
                            .defaultFor(DataCategory.CITY, Overwrite.withKeyedHash());
                    m.entity(Defaulted.class).defaultFor(DataCategory.REGION, Overwrite.withConstant("coded"));
                },
                Defaulted.class);

        assertDecided(map, "said", Strategy.TOKEN, "said at the attribute");
        assertDecided(map, "city", Strategy.CONSTANT, "default of Defaulted for CITY");
        assertDecided(map, "region", Strategy.CONSTANT, "default of Defaulted for REGION");
        assertThat(overwrite(map, "Defaulted", "region").constant()).isEqualTo("coded");
        assertDecided(map, "email", Strategy.TOKEN, "default of the application for EMAIL");
        assertDecided(map, "born", Strategy.GENERALISE, "default of the application for DATE_OF_BIRTH");
        assertDecided(map, "phone", Strategy.NULL, "chosen by type");
    }

    private static void assertDecided(DataMap map, String column, Strategy strategy, String origin) {
        Overwrite overwrite = overwrite(map, "Defaulted", column);
        assertThat(overwrite.strategy()).as(column).isEqualTo(strategy);
        assertThat(overwrite.origin()).as(column).isEqualTo(origin);
    }

    @Test
    void aDefaultThatDoesNotFitIsRefusedWithItsPlace() {
        List<String> findings =
                findings(m -> m.defaultFor(DataCategory.DATE_OF_BIRTH, Overwrite.withToken()), Defaulted.class);

        assertOneFinding(
                findings, "Defaulted.born", "cannot hold a text token", "default of the application for DATE_OF_BIRTH");
    }

    @Test
    void aPackageSaysHowValuesAreOverwrittenUnlessSomethingNearerDoes() {
        assertThat(map(Neighbour.class).table("Neighbour").orElseThrow().columns())
                .filteredOn(c -> c.onErasure() != null)
                .extracting(c -> c.name() + " " + c.onErasure().strategy() + " "
                        + c.onErasure().constant())
                .containsExactlyInAnyOrder(
                        "name TOKEN ", "city CONSTANT somewhere", "region CONSTANT nearer", "birthplace NULL ");
    }
}
