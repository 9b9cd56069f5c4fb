package dev.rasura.example.sakila;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.NotPersonal;
import dev.rasura.annotation.OnErasure;
import dev.rasura.annotation.PersonalData;
import dev.rasura.annotation.RowAction;
import dev.rasura.annotation.Strategy;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A customer cannot be without an address, so the row stays and is overwritten. */
@Entity
@OnErasure(RowAction.ANONYMISE)
public class Address {

    @Id
    Integer addressId;

    @PersonalData(value = DataCategory.ADDRESS_LINE, purpose = "Reminders by post", basis = LegalBasis.CONTRACT)
    String address;

    @PersonalData(value = DataCategory.ADDRESS_LINE, purpose = "Reminders by post", basis = LegalBasis.CONTRACT)
    @Nullable
    String address2;

    @PersonalData(
            value = DataCategory.REGION,
            purpose = "Reminders by post",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.CONSTANT,
            constant = "erased")
    String district;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "city_id")
    @NotPersonal("Customers by city are counted for planning; without street and name a city names nobody")
    City city;

    @PersonalData(value = DataCategory.POSTAL_CODE, purpose = "Reminders by post", basis = LegalBasis.CONTRACT)
    @Nullable
    String postalCode;

    @PersonalData(
            value = DataCategory.PHONE,
            purpose = "Asking where the film is",
            basis = LegalBasis.CONTRACT,
            onErasure = Strategy.CONSTANT,
            constant = "erased")
    String phone;

    @NotPersonal("When the row was last written")
    LocalDateTime lastUpdate;
}
