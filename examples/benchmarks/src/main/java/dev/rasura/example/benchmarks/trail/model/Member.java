package dev.rasura.example.benchmarks.trail.model;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.DataSubject;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Somebody whose data it is. */
@Entity
@DataSubject
public class Member {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    @Nullable
    Long id;

    @PersonalData(DataCategory.FULL_NAME)
    String name;

    protected Member() {
        this("");
    }

    public Member(String name) {
        this.name = name;
    }
}
