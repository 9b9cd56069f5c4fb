package dev.rasura.example.docs;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

// spotless:off
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
public class Member {
    @Id Long id;
    @PersonalData(DataCategory.EMAIL) String email;
    @NotPersonal("points, once nobody is named") int points;
}
// spotless:on
