package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.Population;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;

/** A row that two people own together, with its collections and what it owns, and what it said before. */
class SharedHistoryTest {

    @Entity(name = "Engine")
    static class Engine {
        @Id
        Long id;

        @PersonalData(DataCategory.OTHER)
        String number;

        Engine() {}

        Engine(long id, String number) {
            this.id = id;
            this.number = number;
        }
    }

    @Entity(name = "Houseboat")
    @Audited
    static class Houseboat {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String mooring;

        @ElementCollection
        @PersonalData(DataCategory.PHONE)
        List<String> phones = new ArrayList<>();

        @ManyToOne
        @OwnedBySubject
        @NotAudited
        Engine engine;

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

    @OnEachDatabase
    void anExportGivesAllThatIsOfASharedRowAsItIsAndAsItWas(DatabaseFamily family) {
        try (Population p = Population.of(family, Engine.class, Houseboat.class, Boatman.class)) {
            Houseboat shared = new Houseboat(1, "Prinsengracht 5");
            shared.phones.add("+310123456");
            shared.engine = new Engine(1, "engine-5521");
            Houseboat another = new Houseboat(2, "Herengracht 8");
            p.save(
                    shared.engine,
                    shared,
                    another,
                    new Boatman(1, shared),
                    new Boatman(2, shared),
                    new Boatman(3, another));
            p.inTransaction(session -> {
                Houseboat moved = session.find(Houseboat.class, 1L);
                moved.mooring = "Amstel 40";
                moved.phones.clear();
                moved.phones.add("+310999999");
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            p.rasura().export().write(SubjectRef.of(Boatman.class, 1L), ExportFormat.JSON, out);

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("Amstel 40", "Prinsengracht 5", "+310999999", "+310123456", "engine-5521")
                    .doesNotContain("Herengracht 8");
        }
    }
}
