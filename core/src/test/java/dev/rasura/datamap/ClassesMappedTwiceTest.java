package dev.rasura.datamap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rasura.DataMapException;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.SoftReference;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import dev.rasura.testing.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A class that {@code hbm.xml} maps under two names names neither. */
class ClassesMappedTwiceTest {

    static class Depot {
        Long id;
        String keeper;
    }

    @Entity(name = "Keeper")
    @DataSubject
    static class Keeper {
        @Id
        Long id;
    }

    @Entity(name = "Parcel")
    static class Parcel {
        @Id
        Long id;

        @SoftReference(to = Depot.class)
        Long depot;
    }

    private static void start(DataMapCustomizer customizer, Class<?>... entities) {
        Population.of(
                        DatabaseFamily.H2,
                        Map.of(TestDatabase.ORM_XML, "dev/rasura/datamap/twice.hbm.xml"),
                        List.of(),
                        customizer,
                        entities)
                .close();
    }

    @Test
    void codeMustNameOneOfThem() {
        DataMapException refused = catchThrowableOfType(
                DataMapException.class,
                () -> start(map -> map.entity(Depot.class).subject(RowAction.DELETE), Keeper.class));

        assertThat(refused).hasMessageContaining("maps as several entities: [Active, Closed]. Name the one");
        start(map -> map.entity("Active").subject(RowAction.DELETE), Keeper.class);
    }

    @Test
    void aSoftReferenceMustSayWhichOfThemIsMeant() {
        DataMapException refused =
                catchThrowableOfType(DataMapException.class, () -> start(map -> {}, Keeper.class, Parcel.class));

        assertThat(refused)
                .hasMessageContaining("Parcel.depot: @SoftReference points at")
                .hasMessageContaining("several entities: [Active, Closed]")
                .hasMessageContaining("map.entity(\"Parcel\").softReference(...)");
    }
}
