package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.SubjectRef;
import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.OwnedBySubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.export.ExportFormat;
import dev.rasura.testing.Population;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A row that two people own together, in two tables. */
class SharedPartsTest extends ErasureContract {

    @Entity(name = "Flat")
    @SecondaryTable(name = "flat_detail")
    static class Flat {
        @Id
        Long id;

        @PersonalData(DataCategory.CITY)
        String city;

        @Column(table = "flat_detail")
        @PersonalData(DataCategory.ADDRESS_LINE)
        String street;

        Flat() {}

        Flat(long id, String city, String street) {
            this.id = id;
            this.city = city;
            this.street = street;
        }
    }

    @Entity(name = "Flatmate")
    @DataSubject
    static class Flatmate {
        @Id
        Long id;

        @ManyToOne
        @OwnedBySubject
        Flat flat;

        Flatmate() {}

        Flatmate(long id, Flat flat) {
            this.id = id;
            this.flat = flat;
        }
    }

    @Test
    void anExportGivesAllPartsOfASharedRowAndAnErasureKeepsThem() {
        Population p = population(Flat.class, Flatmate.class);
        Flat shared = new Flat(1, "Lund", "Storgatan 17");
        p.save(shared, new Flatmate(1, shared), new Flatmate(2, shared));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        p.rasura().export().write(SubjectRef.of(Flatmate.class, 1L), ExportFormat.JSON, out);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Lund", "Storgatan 17");
        p.rasura().erasure().erase(SubjectRef.of(Flatmate.class, 1L));
        assertThat(p.database().query(String.class, "select street from flat_detail"))
                .isEqualTo("Storgatan 17");
        p.rasura().erasure().erase(SubjectRef.of(Flatmate.class, 2L));
        assertThat(p.database().count("flat_detail")).isZero();
    }
}
