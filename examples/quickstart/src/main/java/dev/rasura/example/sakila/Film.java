package dev.rasura.example.sakila;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

@Entity
@NotPersonal("The catalogue")
public class Film {

    @Id
    Integer filmId;

    String title;

    @Nullable
    String description;

    @Nullable
    Integer releaseYear;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "language_id")
    Language language;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "original_language_id")
    @Nullable
    Language originalLanguage;

    short rentalDuration;
    BigDecimal rentalRate;

    @Nullable
    Short length;

    BigDecimal replacementCost;

    @Nullable
    String rating;

    LocalDateTime lastUpdate;

    @Nullable
    String specialFeatures;
}
