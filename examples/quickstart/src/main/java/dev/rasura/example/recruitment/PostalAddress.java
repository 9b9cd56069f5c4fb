package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

@Embeddable
public record PostalAddress(
        @Column(length = 100)
        @PersonalData(value = DataCategory.ADDRESS_LINE, purpose = "Invitations by post", basis = LegalBasis.CONTRACT)
        String street,

        @Column(length = 12)
        @PersonalData(value = DataCategory.POSTAL_CODE, purpose = "Invitations by post", basis = LegalBasis.CONTRACT)
        String postalCode,

        @Column(length = 60)
        @PersonalData(value = DataCategory.CITY, purpose = "Jobs near home", basis = LegalBasis.CONTRACT)
        String city,

        @Column(length = 2)
        @PersonalData(value = DataCategory.COUNTRY, purpose = "Jobs near home", basis = LegalBasis.CONTRACT)
        String country) {}
