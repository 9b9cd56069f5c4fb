package dev.rasura.example.benchmarks.erasure.model;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A line of it: two steps away from the person. */
@Entity
@Table(indexes = @Index(columnList = "purchase_id"))
public class PurchaseLine {

    @Id
    Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    Purchase purchase;

    @PersonalData(DataCategory.BEHAVIOUR)
    String text;
}
