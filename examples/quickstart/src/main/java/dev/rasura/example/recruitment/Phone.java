package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

@Embeddable
public record Phone(
        @Column(name = "phone_number", length = 24)
        @PersonalData(value = DataCategory.PHONE, purpose = "Arranging interviews", basis = LegalBasis.CONTRACT)
        String number,

        @Column(name = "phone_mobile")
        @PersonalData(value = DataCategory.OTHER, purpose = "Arranging interviews", basis = LegalBasis.CONTRACT)
        Boolean mobile) {}
