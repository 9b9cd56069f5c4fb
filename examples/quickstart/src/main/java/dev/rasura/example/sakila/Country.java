package dev.rasura.example.sakila;

import dev.rasura.annotation.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDateTime;

@Entity
@NotPersonal("A gazetteer")
public class Country {

    @Id
    Integer countryId;

    String country;
    LocalDateTime lastUpdate;
}
