package dev.rasura.spring;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.Retention;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

/** A person of the tests. */
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
@Retention(rule = "gone-for-a-year", start = "leftOn", period = "P1Y", action = RowAction.ANONYMISE)
class Member {

    @Id
    Long id;

    @PersonalData(DataCategory.EMAIL)
    String email;

    @NotPersonal("When the membership ended")
    LocalDate leftOn;

    protected Member() {}

    Member(long id, String email) {
        this.id = id;
        this.email = email;
    }
}
