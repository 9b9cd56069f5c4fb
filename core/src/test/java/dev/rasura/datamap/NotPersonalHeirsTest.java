package dev.rasura.datamap;

import static dev.rasura.datamap.AtStart.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.api.Test;

/** Whoever said that a class holds nothing personal had not seen what its heirs would add. */
class NotPersonalHeirsTest {

    @Entity(name = "Patient")
    @DataSubject
    static class Patient {
        @Id
        Long id;
    }

    @Entity(name = "Slip")
    @NotPersonal("numbers of forms")
    static class Slip {
        @Id
        Long id;

        String form;

        @ManyToOne
        Patient patient;
    }

    @Entity(name = "Referral")
    static class Referral extends Slip {
        String diagnosis;
    }

    @Entity(name = "Receipt")
    @NotPersonal("numbers of forms")
    static class Receipt extends Slip {
        String counter;
    }

    @Test
    void anEntityDoesNotSpeakOfWhatItsHeirsAddToItsTable() {
        assertThat(map(Patient.class, Slip.class, Referral.class, Receipt.class).unclassified())
                .containsExactly("Slip.diagnosis");
    }

    @Test
    void neitherDoesCode() {
        DataMap map = map(
                editor -> editor.entity("Form").restNotPersonal("looked at"),
                Patient.class,
                Form.class,
                Anamnesis.class);

        assertThat(map.unclassified()).containsExactly("Anamnesis.allergy");
    }

    @Entity(name = "Form")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Form {
        @Id
        Long id;

        String title;

        @ManyToOne
        Patient patient;
    }

    @Entity(name = "Anamnesis")
    static class Anamnesis extends Form {
        String allergy;
    }

    @Entity(name = "Bed")
    @NotPersonal("furniture")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Bed {
        @Id
        Long id;

        String ward;

        @ManyToOne
        Patient patient;
    }

    @Entity(name = "Cot")
    static class Cot extends Bed {
        String parents;
    }

    @Entity(name = "Incubator")
    static class Incubator extends Cot {
        String prognosis;
    }

    @Test
    void whatAnHeirsTableRepeatsOfItsParentIsStillTheParents() {
        assertThat(map(Patient.class, Bed.class, Cot.class, Incubator.class).unclassified())
                .containsExactlyInAnyOrder("Cot.parents", "Incubator.parents", "Incubator.prognosis");
    }
}
