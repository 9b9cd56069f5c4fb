package dev.rasura.example.recruitment;

import dev.rasura.annotation.DataCategory;
import dev.rasura.annotation.LegalBasis;
import dev.rasura.annotation.PersonalData;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

@Embeddable
public record PreviousEmployer(
        @Column(length = 80, nullable = false)
        @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Matching", basis = LegalBasis.CONTRACT)
        String employer,

        @Column(length = 80, nullable = false)
        @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Matching", basis = LegalBasis.CONTRACT)
        String occupation,

        @Column(nullable = false)
        @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Matching", basis = LegalBasis.CONTRACT)
        LocalDate startedOn,

        @PersonalData(value = DataCategory.EMPLOYMENT, purpose = "Matching", basis = LegalBasis.CONTRACT) @Nullable
        LocalDate endedOn) {}
