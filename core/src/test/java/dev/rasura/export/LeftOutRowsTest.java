package dev.rasura.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.export.ExportManifest.Withheld;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.OnEachDatabase;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Rows that belong to a row which two people own together: nobody can tell whom they are about. */
class LeftOutRowsTest {

    @Entity(name = "Allotment")
    static class Allotment {
        @Id
        Long id;

        @PersonalData(DataCategory.ADDRESS_LINE)
        String lane;

        Allotment() {}

        Allotment(long id, String lane) {
            this.id = id;
            this.lane = lane;
        }
    }

    @Entity(name = "Gardener")
    @DataSubject
    static class Gardener {
        @Id
        Long id;

        @ManyToOne
        @OwnedBySubject
        Allotment allotment;

        Gardener() {}

        Gardener(long id, Allotment allotment) {
            this.id = id;
            this.allotment = allotment;
        }
    }

    @Entity(name = "Complaint")
    static class Complaint {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "about")
        Allotment allotment;

        @PersonalData(DataCategory.FREE_TEXT)
        String words;

        Complaint() {}

        Complaint(long id, Allotment allotment, String words) {
            this.id = id;
            this.allotment = allotment;
            this.words = words;
        }
    }

    @OnEachDatabase
    void theManifestSaysThatRowsOfASharedRowAreLeftOutAndOnlyWhereTheyAre(DatabaseFamily family) {
        try (Population p = Population.of(family, Allotment.class, Gardener.class, Complaint.class)) {
            Allotment shared = new Allotment(1, "Lane 5");
            Allotment alone = new Allotment(2, "Lane 8");
            p.save(
                    shared,
                    alone,
                    new Gardener(1, shared),
                    new Gardener(2, shared),
                    new Gardener(3, alone),
                    new Complaint(1, shared, "the hedge is too high"),
                    new Complaint(2, alone, "the gate is open"));

            Exported ofTwo = export(p, 1);
            assertThat(ofTwo.text()).contains("Lane 5").doesNotContain("hedge", "gate");
            assertThat(ofTwo.manifest().withheld())
                    .containsExactly(new Withheld(
                            "Complaint",
                            "about",
                            "rows are left out that by it belong to a row to which somebody else refers as well"));
            assertThat(ofTwo.text()).contains("rows are left out");

            Exported ofOne = export(p, 3);
            assertThat(ofOne.text()).contains("Lane 8", "gate").doesNotContain("hedge");
            assertThat(ofOne.manifest().withheld()).isEmpty();
        }
    }

    private record Exported(ExportManifest manifest, String text) {}

    private static Exported export(Population p, long gardener) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExportManifest manifest =
                p.rasura().export().write(SubjectRef.of(Gardener.class, gardener), ExportFormat.JSON, out);
        return new Exported(manifest, out.toString(StandardCharsets.UTF_8));
    }
}
