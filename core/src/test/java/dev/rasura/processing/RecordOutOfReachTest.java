package dev.rasura.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.datamap.Finding;
import dev.rasura.internal.sql.DatabaseFamily;
import dev.rasura.testing.Population;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the record says of personal data that no duty reaches. */
class RecordOutOfReachTest {

    @Entity(name = "Pupil")
    @DataSubject
    static class Pupil {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;
    }

    @Entity(name = "Sickness")
    static class Sickness {
        @Id
        Long id;

        @PersonalData(value = DataCategory.HEALTH, purpose = "Care")
        String diagnosis;
    }

    @Test
    void whatIsClassifiedStandsInAnActivityAndIsNotCalledUnclassified() {
        List<String> scripts = List.of("create table legacy (pupil bigint references Pupil (id))");
        try (Population p =
                Population.of(DatabaseFamily.H2, Map.of(), scripts, map -> {}, Pupil.class, Sickness.class)) {
            assertThat(p.rasura().dataMap().findings())
                    .extracting(Finding::kind)
                    .containsExactly(Finding.Kind.OUT_OF_REACH, Finding.Kind.UNMAPPED_TABLE);
            RecordOfProcessing record = p.rasura().recordOfProcessing(RecordDetails.none());
            assertThat(record.unclassified()).containsExactly("legacy");
            assertThat(record.activities())
                    .filteredOn(a -> a.purpose().equals("Care"))
                    .singleElement()
                    .satisfies(a -> assertThat(a.people()).containsExactly("MISSING"));
            assertThat(record.missing())
                    .contains("categories of data subjects of 'Care' (Art. 30(1)(c))")
                    .doesNotContain("what Sickness holds: nobody classified it");
        }
    }
}
