package dev.rasura.example.benchmarks.erasure.model;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** What the person asked. */
@Entity
@Table(indexes = @Index(columnList = "person_id"))
public class Ticket {

    @Id
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    Person person;

    @PersonalData(DataCategory.BEHAVIOUR)
    String text;
}
