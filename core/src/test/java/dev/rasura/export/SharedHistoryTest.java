package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.hibernate.envers.Audited;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row that two people own together, and what it said before. */
class SharedHistoryTest {

    @Entity(name = "Houseboat")
    @Audited
    static class Houseboat {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String mooring;

        Houseboat() {}

        Houseboat(long id, String mooring) {
            this.id = id;
            this.mooring = mooring;
        }
    }

    @Entity(name = "Boatman")
    @DataSubject
    static class Boatman {
        @Id
        Long id;

        @ManyToOne
        @OwnedBySubject
        Houseboat boat;

        Boatman() {}

        Boatman(long id, Houseboat boat) {
            this.id = id;
            this.boat = boat;
        }
    }

    @ParameterizedTest
    @MethodSource("dev.rasura.testing.TestDatabases#families")
    void anExportGivesTheEarlierStatesOfASharedRowAndNoneOfOtherRows(DatabaseFamily family) {
        try (Population p = Population.of(family, Houseboat.class, Boatman.class)) {
            Houseboat shared = new Houseboat(1, "Prinsengracht 5");
            Houseboat another = new Houseboat(2, "Herengracht 8");
            p.save(shared, another, new Boatman(1, shared), new Boatman(2, shared), new Boatman(3, another));
            p.inTransaction(session -> session.find(Houseboat.class, 1L).mooring = "Amstel 40");
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            p.rasura().export().write(SubjectRef.of(Boatman.class, 1L), ExportFormat.JSON, out);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("Amstel 40", "Prinsengracht 5")
                    .doesNotContain("Herengracht 8");
        }
    }
}
