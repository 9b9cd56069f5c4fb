package dev.rasura.example.docs;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Processing;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/** The patient of the classification guide. */
// spotless:off
@NullUnmarked
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE, category = "Patients")
@Processing(purpose = "Treatment", basis = LegalBasis.CONTRACT, recipients = "Laboratory")
public class Patient extends Registered {
    @Id Long id;

    @PersonalData(DataCategory.FULL_NAME) String name;

    @PersonalData(value = DataCategory.EMAIL, purpose = "Reminders", basis = LegalBasis.CONSENT)
    String email;

    @Embedded
    @Processing(recipients = "Courier")
    Address address;

    @ElementCollection
    @PersonalData(DataCategory.HEALTH)
    Set<String> allergies = new HashSet<>();

    @NotPersonal("how many, not when")
    int visits;
}
// spotless:on
