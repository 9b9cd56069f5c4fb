package dev.rasura.example.sakila;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.LocalDateTime;

@Entity
@NotPersonal("A gazetteer")
public class City {

    @Id
    Integer cityId;

    String city;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "country_id")
    Country country;

    LocalDateTime lastUpdate;
}
