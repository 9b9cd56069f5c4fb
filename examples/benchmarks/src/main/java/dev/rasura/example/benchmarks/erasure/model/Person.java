package dev.rasura.example.benchmarks.erasure.model;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The account that stays, overwritten. */
@Entity
@DataSubject(onErasure = RowAction.ANONYMISE)
public class Person {

    @Id
    Long id;

    @Column(nullable = false)
    @PersonalData(DataCategory.FULL_NAME)
    String name;

    @Column(nullable = false, unique = true)
    @PersonalData(DataCategory.EMAIL)
    String email;

    /** As an application does it entity by entity. */
    public void overwrite() {
        name = "erased";
        email = "erased-" + id + "@invalid";
    }
}
