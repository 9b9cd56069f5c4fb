package dev.rasura.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.testing.Population;
import dev.rasura.testing.Population.Erased;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** Large objects go with their rows, and with their columns. */
class LargeObjectsTest extends ErasureContract {

    @Entity(name = "Applicant")
    @DataSubject(onErasure = RowAction.ANONYMISE)
    static class Applicant {
        @Id
        Long id;

        @PersonalData(DataCategory.EMAIL)
        String email;

        @Lob
        @PersonalData(DataCategory.IMAGE)
        byte[] photo;

        @Lob
        @PersonalData(DataCategory.FREE_TEXT)
        String motivation;

        Applicant() {}

        Applicant(long id) {
            this.id = id;
            this.email = "applicant" + id + "@a.example";
            this.photo = email.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            this.motivation = "I am " + email;
        }
    }

    @Entity(name = "Cv")
    static class Cv {
        @Id
        Long id;

        @ManyToOne
        Applicant applicant;

        @Lob
        @PersonalData(DataCategory.DOCUMENT)
        byte[] document;

        Cv() {}

        Cv(long id, Applicant applicant) {
            this.id = id;
            this.applicant = applicant;
            this.document = ("CV of " + applicant.email).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void largeObjectsGoWithTheirRowsAndWithTheirColumns() {
        Population p = population(Applicant.class, Cv.class);
        Applicant anna = new Applicant(1);
        Applicant bert = new Applicant(2);
        p.save(anna, bert, new Cv(1, anna), new Cv(2, anna), new Cv(3, bert));

        Erased erased = eraseWithoutResidue(p, Applicant.class, 1);

        assertThat(erased.came()).contains("applicant{id=1}");
        if (postgresql()) {
            assertThat(erased.gone()).contains("large objects: 7");
            assertThat(erased.came()).containsExactlyInAnyOrder("applicant{id=1}", "large objects: 3");
        }
        assertThat(p.database().count("Cv")).isEqualTo(1);
        assertThat(again(p, Applicant.class, 1).outcome()).isEqualTo(ErasureReceipt.Outcome.ALREADY_ERASED);
    }
}
